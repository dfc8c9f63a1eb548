import TestSupport
import Testing

@testable import Discovery

/// Lines and words of unit files: systemd.syntax(7), systemd.service(5), systemd.unit(5).
@Suite(.computing) struct UnitWordsTests {
  private struct Pair: Equatable, CustomStringConvertible {
    var key: String
    var value: String
    var description: String { "\(key)=\(value)" }

    init(_ key: String, _ value: String) {
      self.key = key
      self.value = value
    }
  }

  private func service(_ text: String) -> [Pair] {
    UnitWords.assignments(text, section: "Service").map { Pair($0.0, $0.1) }
  }

  @Test func `only the section that is asked for counts, also where it comes back`() {
    let text = "A=0\n[Service]\nA=1\n[Install]\nA=2\n[Service]\nB=3\n[service]\nC=4\n"
    #expect(service(text) == [Pair("A", "1"), Pair("B", "3")])
  }

  @Test func `a value keeps every equals sign but the first, and loses the blanks around it`() {
    #expect(
      service("[Service]\n  Environment =  A=B=C \nType=\nnonsense\n")
        == [Pair("Environment", "A=B=C"), Pair("Type", "")])
  }

  @Test func `a comment between two parts of a line is left out, and the line goes on`() {
    let text = "[Service]\nExecStart=/a \\\n# not this \\\n; nor this\n  gateway \\\n  --port 1\nB=2\n"
    let found = service(text)
    #expect(found.count == 2)
    #expect(found[0].key == "ExecStart")
    #expect(found[0].value.split(separator: " ") == ["/a", "gateway", "--port", "1"])
    #expect(found[1] == Pair("B", "2"))
  }

  @Test func `a last line that ends in a backslash counts, and an escaped one goes on nowhere`() {
    let last = UnitWords.assignments("[Service]\nA=1 \\\n 2 \\", section: "Service")
    #expect(last.map(\.0) == ["A"] && last.first?.1.split(separator: " ") == ["1", "2"])
    let escaped = UnitWords.assignments("[Service]\nA=x\\\\\nB=2\n", section: "Service")
    #expect(escaped.map(\.0) == ["A", "B"] && escaped.first?.1 == "x\\\\")
  }

  @Test(arguments: [
    (#"a\x20b"#, "a b"), (#"a\040b"#, "a b"), (#"\u00e9"#, "é"), (#"\U0001F600"#, "😀"), (#"a\tb"#, "a\tb"),
    (#"a\sb"#, "a b"), (#"a\\b"#, #"a\b"#), (#"\xzz"#, "xzz"), (#"a\qb"#, "aqb"), (#"\x2"#, "x2"),
  ])
  func `an escape is what systemd makes of it`(text: String, word: String) {
    #expect(UnitWords(home: "/h", unit: nil).split(text[...]) == [word])
  }

  @Test func `a file of Windows lines reads as any other`() {
    #expect(
      service("[Service]\r\nA=1\r\nB=x \\\r\n y\r\n").map { $0.value.split(separator: " ") }
        == [["1"], ["x", "y"]])
  }

  @Test func `a section header in a continued line opens no section`() {
    #expect(service("[Service]\nA=1 \\\n[Install]\nB=2").map(\.key) == ["A", "B"])
  }

  @Test(arguments: [
    ("'open", true), ("\"open", true), ("'a' \"b", true), ("'a'", false), ("\"it's\"", false),
    ("it\\'s", false), ("'a\\'", true), ("", false),
  ])
  func `a quote that has no end is seen`(text: String, isOpen: Bool) {
    #expect(UnitWords.hasOpenQuote(text) == isOpen)
  }

  @Test(
    arguments: [
      ("blanks and tabs part words", "a  b\tc ", ["a", "b", "c"]),
      ("quotes hold blanks", "\"a b\" 'c d'", ["a b", "c d"]),
      ("a quote may begin within a word", "--x=\"a b\"c", ["--x=a bc"]),
      ("an empty word in quotes stays", "a \"\" b", ["a", "", "b"]),
      ("the other quote is only a sign", "\"it's\" 'say \"x\"'", ["it's", "say \"x\""]),
      ("n, t and s are escapes", "a\\sb c\\td e\\nf", ["a b", "c\td", "e\nf"]),
      ("a backslash takes a quote's meaning", "\\\"a\\\" b", ["\"a\"", "b"]),
      ("two backslashes are one", "a\\\\b", ["a\\b"]),
      ("nothing is nothing", "  ", []),
      ("composed signs are no blanks", "Bu\u{308}ro ü\tx", ["Bu\u{308}ro", "ü", "x"]),
    ] as [(String, String, [String])])
  func `words are parted and unquoted`(why: String, text: String, words: [String]) {
    #expect(UnitWords(home: "/h", unit: nil).split(text[...]) == words, "\(why)")
  }

  @Test(
    arguments: [
      ("%h/x", "a.service", "/h/x"), ("100%%", "a.service", "100%"), ("%n", "a-b.service", "a-b.service"),
      ("%N", "a-b.service", "a-b"), ("%p", "a-b@c.service", "a-b"), ("%i", "a@b-c.service", "b-c"),
      ("%I", "a@b-c.service", "b/c"), ("%I", "a@b\\x2dc.service", "b-c"), ("%I", "a@b\\x2.service", "b\\x2"),
      ("%i|%I", "plain.service", "|"), ("%j", "open-claw-work@x.service", "work"),
      ("%j", "openclaw@x-y.service", "openclaw"), ("%P", "srv-data@x.service", "srv/data"),
      ("%E/y", "a.service", "/h/.config/y"), ("%N", "a@b@c.service", "a@b@c"), ("%i", "a@b@c.service", "b@c"),
      ("%m and %S", "a.service", "%m and %S"), ("50%", "a.service", "50%"), ("%%h", "a.service", "%h"),
      ("%h%h", "a.service", "/h/h"),
    ])
  func `specifiers are resolved, and those that only the manager knows stay`(
    text: String, unit: String, expanded: String
  ) {
    #expect(UnitWords(home: "/h", unit: unit).expand(text) == expanded)
  }

  @Test func `where no unit is meant a percent sign means nothing`() {
    #expect(UnitWords(home: "/h", unit: nil).split("%h 100%") == ["%h", "100%"])
  }

  @Test func `what an escape makes is no specifier's end and quotes do not hide one`() {
    let words = UnitWords(home: "/my home", unit: "a.service")
    #expect(words.split("\"%h/x\" %h/y") == ["/my home/x", "/my home/y"])
  }
}
