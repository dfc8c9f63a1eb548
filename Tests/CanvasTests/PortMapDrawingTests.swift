import Canvas
import Testing

/// Lanes of ports as lines: places, glyphs, numbers and notes.
struct PortMapDrawingTests {
  private func lane(
    _ name: String, _ base: Int, bar: ClosedRange<Int>? = nil, shared: [ClosedRange<Int>] = [],
    ticks: [Int]? = nil, met: Set<Int> = [], note: String = "", isStrong: Bool = false
  ) -> PortMap.Lane {
    PortMap.Lane(
      name: name, isStrong: isStrong,
      ticks: (ticks ?? [base, base + 2, base + 4]).map { .init(port: $0, isShared: met.contains($0)) },
      bar: bar ?? base + 11...base + 110, shared: shared, note: note)
  }

  private func text(_ map: PortMap, width: Int, glyphs: Glyphs = .unicode) -> [String] {
    map.lines(glyphs: glyphs, width: width).map { $0.map(\.text).joined() }
  }

  /// What stands behind the name and the first port, which take 16 columns where names are short.
  private func cells(_ line: String) -> String { String(line.dropFirst(16)) }

  @Test func `with a column a port, ticks and bar stand where the ports are`() throws {
    let map = PortMap([lane("default", 18789)], width: 160)
    #expect(map.portsPerColumn == 1)
    let line = try #require(text(map, width: 160).first)
    #expect(cells(line) == "┃ ┃ ┃      " + String(repeating: "━", count: 100) + " 18899")
    #expect(line.hasPrefix("default "))
    #expect(line.contains(" 18789 "))
  }

  @Test(arguments: [(160, 1), (84, 2), (60, 4), (40, 7)])
  func `a column stands for as many ports as the width asks for`(width: Int, ports: Int) {
    let map = PortMap([lane("a", 18789)], width: width)
    #expect(map.portsPerColumn == ports)
    for line in text(map, width: width) { #expect(TextWidth.of(line) <= width, "\(line)") }
  }

  @Test func `lanes are sorted by their first port, then by name`() {
    let lanes = [lane("c", 20000), lane("b", 18789), lane("a", 18789), lane("z", 1000)]
    #expect(
      text(PortMap(lanes, width: 200), width: 200).map { String($0.prefix(1)) } == ["z", "a", "b", "c"])
  }

  @Test func `lanes that meet stand on one axis, all others begin at the left`() {
    let lines = text(PortMap([lane("a", 18789), lane("b", 18809), lane("c", 30000)], width: 240), width: 240)
    #expect(cells(lines[0]).hasPrefix("┃ ┃"))
    #expect(cells(lines[1]).hasPrefix(String(repeating: " ", count: 20) + "┃ ┃"))
    #expect(cells(lines[2]).hasPrefix("┃ ┃"))
  }

  @Test func `a chain of lanes keeps the axis of its first one`() {
    let lines = text(PortMap([lane("a", 1000), lane("b", 1100), lane("c", 1200)], width: 400), width: 400)
    #expect(cells(lines[2]).hasPrefix(String(repeating: " ", count: 200) + "┃"))
  }

  @Test func `what is shared has another glyph and a warning's colour, tick or bar`() throws {
    let map = PortMap([lane("a", 18789, shared: [18800...18809], met: [18791])], width: 160)
    let spans = try #require(map.lines(glyphs: .unicode, width: 160).first)
    let shared = try #require(spans.first { $0.text.contains("▓") })
    #expect(shared.text == String(repeating: "▓", count: 10) && shared.style == .warning)
    let bar = try #require(spans.first { $0.text.contains("━") })
    #expect(bar.text.count == 90 && bar.style == .good)
    #expect(spans.filter { $0.text == "┃" }.map(\.style) == [.strong, .warning, .strong])
  }

  @Test func `where ticks fall together a shared one is not hidden by the next`() throws {
    let map = PortMap([lane("a", 18789, met: [18789])], width: 40)
    #expect(map.portsPerColumn > 4)
    let spans = try #require(map.lines(glyphs: .unicode, width: 40).first)
    #expect(spans.filter { $0.text == "┃" }.map(\.style) == [.warning])
  }

  @Test func `a tick above a bar is seen`() throws {
    let map = PortMap([lane("a", 18789, ticks: [18789, 18850])], width: 160)
    let line = try #require(text(map, width: 160).first)
    #expect(cells(line).prefix(62) == "┃          " + String(repeating: "━", count: 50) + "┃")
  }

  @Test func `a bar far from its ticks is drawn beside them, with both its numbers`() throws {
    for bar in [30000...30099, 9000...9099] {
      let map = PortMap([lane("a", 18789, bar: bar)], width: 200)
      let line = try #require(text(map, width: 200).first)
      #expect(
        cells(line) == "┃ ┃ ┃      " + String(repeating: "━", count: 100)
          + " \(bar.lowerBound)–\(bar.upperBound)")
    }
  }

  @Test func `a bar up to 400 ports away stays on its axis`() throws {
    let near = PortMap([lane("a", 1000, bar: 1400...1499)], width: 700)
    #expect(cells(try #require(text(near, width: 700).first)).hasSuffix("━ 1499"))
    let far = PortMap([lane("a", 1000, bar: 1401...1500)], width: 700)
    #expect(cells(try #require(text(far, width: 700).first)).hasSuffix("━ 1401–1500"))
  }

  @Test func `a lane without ticks begins with its bar`() throws {
    let line = try #require(text(PortMap([lane("a", 5000, ticks: [])], width: 200), width: 200).first)
    #expect(line.contains("5011 ") && cells(line).hasPrefix("━"))
  }

  @Test func `a tick behind the bar widens the lane`() throws {
    let line = try #require(
      text(PortMap([lane("a", 5000, ticks: [5000, 5150])], width: 300), width: 300).first)
    #expect(cells(line).contains("━" + String(repeating: " ", count: 39) + "┃"))
  }

  @Test func `the note follows the bar, and is cut where the line ends`() throws {
    let lanes = [lane("a", 18789, note: "80 shared with a gateway of a long name")]
    let wide = try #require(text(PortMap(lanes, width: 200), width: 200).first)
    #expect(wide.hasSuffix("18899 80 shared with a gateway of a long name"))
    let narrow = try #require(text(PortMap(lanes, width: 60), width: 60).first)
    #expect(narrow.hasSuffix("…") && narrow.contains(" 80 shared"))
    #expect(TextWidth.of(narrow) <= 60)
    let note = try #require(PortMap(lanes, width: 200).lines(glyphs: .unicode, width: 200)[0].last)
    #expect(note.style == .warning)
  }

  @Test func `the chosen lane's name stands out, and a long or wide name is cut to its column`() throws {
    let long = lane("日本語の長い名前のゲートウェイ", 18789)
    let lines = PortMap([long, lane("b", 30000, isStrong: true)], width: 60).lines(
      glyphs: .unicode, width: 60)
    #expect(lines[0][0].style == .text && lines[1][0].style == .strong)
    #expect(lines[0][0].text.contains("…"))
    #expect(TextWidth.of(lines[0][0].text) == TextWidth.of(lines[1][0].text))
  }

  @Test func `plain glyphs draw the same map`() throws {
    let map = PortMap([lane("a", 18789, shared: [18800...18801])], width: 160)
    let line = try #require(text(map, width: 160, glyphs: .ascii).first)
    #expect(cells(line).hasPrefix("| | |      ##===="))
    #expect(line.utf8.allSatisfy { $0 < 0x7F })
  }
}
