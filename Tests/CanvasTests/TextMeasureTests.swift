import Canvas
import Testing

/// Columns, cuts and lines of text that is not plain ASCII.
struct TextMeasureTests {
  struct Width: Sendable, CustomTestStringConvertible {
    var what: String
    var text: String
    var columns: Int
    var testDescription: String { what }
  }

  @Test(arguments: [
    Width(what: "nothing", text: "", columns: 0),
    Width(what: "a tab, which is a control", text: "a\tb", columns: 2),
    Width(what: "a line break", text: "a\nb", columns: 2),
    Width(what: "DEL", text: "a\u{7F}b", columns: 2),
    Width(what: "a C1 control", text: "a\u{9B}b", columns: 2),
    Width(what: "a soft hyphen", text: "co\u{AD}op", columns: 4),
    Width(what: "a blank that does not break", text: "a\u{A0}b", columns: 3),
    Width(what: "two marks on one letter", text: "a\u{323}\u{302}", columns: 1),
    Width(what: "a mark alone", text: "\u{301}", columns: 0),
    Width(what: "a mark that encloses", text: "1\u{20DD}", columns: 1),
    Width(what: "a mark for symbols", text: "x\u{20D7}", columns: 1),
    Width(what: "a joiner alone", text: "\u{200D}", columns: 0),
    Width(what: "a mark that reorders", text: "a\u{202E}b", columns: 2),
    Width(what: "a line separator", text: "a\u{2028}b", columns: 2),
    Width(what: "a byte order mark", text: "\u{FEFF}a", columns: 1),
    Width(what: "a dash and an ellipsis", text: "–…", columns: 2),
    Width(what: "a box and a block", text: "│▓", columns: 2),
    Width(what: "a watch", text: "\u{231A}", columns: 2),
    Width(what: "the sign before the watch", text: "\u{2319}", columns: 1),
    Width(what: "the sign behind the watch's pair", text: "\u{231C}", columns: 1),
    Width(what: "a cross mark", text: "\u{274C}", columns: 2),
    Width(what: "a heavy cross that is text", text: "\u{2716}", columns: 1),
    Width(what: "a full-width letter", text: "\u{FF21}", columns: 2),
    Width(what: "a half-width katakana", text: "\u{FF71}", columns: 1),
    Width(what: "the first ideograph", text: "\u{4E00}", columns: 2),
    Width(what: "an ideograph of plane 2", text: "\u{20000}", columns: 2),
    Width(what: "an ideographic blank", text: "\u{3000}", columns: 2),
    Width(what: "half of an ideographic blank", text: "\u{303F}", columns: 1),
    Width(what: "a syllable of Hangul", text: "\u{AC00}", columns: 2),
    Width(what: "Hangul put together from letters", text: "\u{1112}\u{1161}\u{11AB}", columns: 2),
    Width(what: "a rocket", text: "\u{1F680}", columns: 2),
    Width(what: "a thumb with a skin tone", text: "\u{1F44D}\u{1F3FD}", columns: 2),
    Width(what: "an arrow", text: "→", columns: 1),
    Width(what: "Greek and Cyrillic", text: "αЖ", columns: 2),
    Width(what: "a musical sign beyond the first plane", text: "\u{1D11E}", columns: 1),
  ])
  func `each kind of character takes its columns`(_ row: Width) {
    #expect(TextWidth.of(row.text) == row.columns)
  }

  @Test(arguments: [
    "plain", "naïve café", "日本", "a中b", "e\u{301}\u{323}e", "👨‍👩‍👧 family", "❤️ heart", "tab\there",
    "\u{1B}[31mred",
    "soft\u{AD}hyphen", "한글 \u{1112}\u{1161}\u{11AB}", "\u{200B}zero", "x\u{202E}y", "🇩🇪 flag", "ends 中",
  ])
  func `the grid moves on by as many columns as a text is said to take`(text: String) {
    var grid = Grid(width: 60, height: 1)
    #expect(grid.put(text, x: 0, y: 0) == TextWidth.of(text))
    #expect(grid.row(0).reduce(0) { $0 + Int($1.width) } == 60)
  }

  @Test(arguments: [
    ("é", "e\u{301}", 1), ("日", "日", 2), ("🚀", "🚀", 2),
  ])
  func `a text is padded by its columns, not by its bytes`(_ name: String, text: String, columns: Int) {
    #expect(text.padded(to: 5) == text + String(repeating: " ", count: 5 - columns), "\(name)")
    #expect(text.padded(to: columns) == text)
    #expect(text.padded(to: 0) == text)
  }

  struct Cut: Sendable, CustomTestStringConvertible {
    var text: String
    var width: Int
    var ellipsis = "…"
    var cut: String
    var testDescription: String { "\(text) to \(width) with \(ellipsis)" }
  }

  @Test(arguments: [
    Cut(text: "abc", width: 3, cut: "abc"), Cut(text: "abcd", width: 3, cut: "ab…"),
    Cut(text: "abcd", width: 1, cut: "a"), Cut(text: "abcd", width: 0, cut: ""),
    Cut(text: "abcd", width: -2, cut: ""), Cut(text: "", width: 0, cut: ""),
    Cut(text: "abcdef", width: 5, ellipsis: "...", cut: "ab..."),
    Cut(text: "abcdef", width: 4, ellipsis: "...", cut: "a..."),
    // No room for the ellipsis and a letter: the letters say more.
    Cut(text: "abcdef", width: 3, ellipsis: "...", cut: "abc"),
    Cut(text: "e\u{301}e\u{301}e\u{301}", width: 2, cut: "e\u{301}…"),
    Cut(text: "日本語", width: 3, cut: "日…"), Cut(text: "日本語", width: 2, cut: "…"),
    Cut(text: "👨‍👩‍👧👨‍👩‍👧", width: 3, cut: "👨‍👩‍👧…"),
  ])
  func `a cut keeps whole characters and marks what is gone`(_ row: Cut) {
    #expect(TextCut.end(row.text, width: row.width, ellipsis: row.ellipsis) == row.cut)
  }

  @Test(arguments: [
    Cut(text: "/a/b", width: 4, cut: "/a/b"), Cut(text: "0123456789", width: 7, cut: "01…6789"),
    Cut(text: "0123456789", width: 4, cut: "0…89"),
    // Too little room for two ends.
    Cut(text: "0123456789", width: 3, cut: "01…"),
    Cut(text: "0123456789", width: 5, ellipsis: "...", cut: "01..."),
    Cut(text: "0123456789", width: 9, ellipsis: "...", cut: "01...6789"),
    Cut(text: "日本語日本語", width: 8, cut: "日…本語"),
    Cut(text: "abcdefe\u{301}", width: 4, cut: "a…fe\u{301}"),
  ])
  func `a cut in the middle keeps more of the end than of the beginning`(_ row: Cut) {
    #expect(TextCut.middle(row.text, width: row.width, ellipsis: row.ellipsis) == row.cut)
  }

  struct Wrap: Sendable, CustomTestStringConvertible {
    var text: String
    var width: Int
    var lines: [String]
    var testDescription: String { "\(text) in \(width)" }
  }

  @Test(arguments: [
    Wrap(text: "", width: 5, lines: [""]), Wrap(text: "one two", width: 7, lines: ["one two"]),
    Wrap(text: "one two", width: 6, lines: ["one", "two"]), Wrap(text: "one two", width: 0, lines: []),
    Wrap(text: "abcdef", width: 3, lines: ["abc", "def"]),
    Wrap(text: "a b c d", width: 3, lines: ["a b", "c d"]),
    Wrap(text: "日本 語日本", width: 5, lines: ["日本", "語日", "本"]),
    Wrap(text: "a  b", width: 4, lines: ["a  b"]),
    Wrap(text: "go \(String(repeating: "x", count: 7)) on", width: 4, lines: ["go", "xxxx", "xxx", "on"]),
    Wrap(text: "e\u{301}e\u{301}e\u{301}", width: 2, lines: ["e\u{301}e\u{301}", "e\u{301}"]),
  ])
  func `text is broken at blanks, and within a word only where the word is too long`(_ row: Wrap) {
    #expect(TextCut.wrap(row.text, width: row.width) == row.lines)
  }

  @Test func `no word is lost where text is wrapped`() {
    let text = "port 18809 of lab is held by node 4711; 停止 that process, or give lab another gateway.port"
    for width in 4...90 {
      let lines = TextCut.wrap(text, width: width)
      #expect(lines.allSatisfy { TextWidth.of($0) <= width }, "\(width)")
      #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " }, "\(width)")
    }
  }
}
