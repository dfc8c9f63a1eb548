import Canvas
import TestSupport
import Testing

/// Texts, widths and marks without end: each is looked at once.
@Suite(.computing) struct LongTextTests {
  @Test(arguments: ["x", "中", "e\u{301}", "a\u{200B}"])
  func `a word without a blank is broken once through`(letter: String) {
    let count = letter == "x" ? 100_000 : 20_000
    let lines = TextCut.wrap(String(repeating: letter, count: count), width: 10)
    let width = TextWidth.of(letter)
    #expect(lines.count == count * width / 10)
    #expect(lines.allSatisfy { TextWidth.of($0) == 10 })
  }

  @Test func `what takes no columns makes no row of its own`() {
    #expect(TextCut.wrap(String(repeating: "\u{200B}", count: 20_000) + " a", width: 3).count == 1)
    #expect(TextCut.wrap("ab" + String(repeating: "\u{301}", count: 20_000) + " cd", width: 5).count == 1)
  }

  @Test func `a cut of a long text takes its ends`() {
    let text = "begin" + String(repeating: "中x", count: 100_000) + "end"
    #expect(TextCut.middle(text, width: 12, ellipsis: "…") == "beg…x中xend")
    #expect(TextCut.end(text, width: 9, ellipsis: "…") == "begin中x…")
  }

  @Test(arguments: [
    "", "a", "abc", "中", "e\u{301}", "a中\u{301}b", "\u{200B}", "👨‍👩‍👧", String(repeating: "ab中", count: 200),
  ])
  func `whether a text fits is told by its columns`(text: String) {
    let columns = TextWidth.of(text)
    for width in [-1, 0, 1, columns - 1, columns, columns + 1, .max] {
      #expect(TextWidth.fits(text, in: width) == (columns <= width), "\(width)")
    }
  }

  @Test func `each combination of marks is kept once, however many there are`() {
    var grid = Grid(width: 200, height: 150)
    let marks = (0x300..<0x36F).compactMap { Unicode.Scalar($0) }.filter { $0.value != 0x34F }
    let letters = (0..<30_000).map { number in
      var letter = String.UnicodeScalarView("a".unicodeScalars)
      for place in [1, 100, 10_000] { letter.append(marks[number / place % 100]) }
      return String(letter)
    }
    for y in 0..<150 { grid.put(letters[(y * 200)..<(y * 200 + 200)].joined(), x: 0, y: y) }
    #expect(grid.marks.count == 30_001)
    let again = grid.marks.count
    grid.put(letters[7], x: 0, y: 0)
    #expect(grid.marks.count == again && grid.lines()[0].hasPrefix(letters[7]))
  }

  @Test(arguments: [Int.max, Int.max - 1, 1000, 0, -5])
  func `a map of ports is drawn at any width`(width: Int) {
    let lane = PortMap.Lane(
      name: "a", isStrong: false, ticks: [.init(port: 18789, isShared: false)], bar: 18800...18899,
      shared: [], note: "")
    let map = PortMap([lane], width: width)
    #expect(map.portsPerColumn >= 1)
    #expect(map.lines(glyphs: .unicode, width: 100).count == 1)
  }
}
