import TestSupport
import Testing

@testable import OpenClaw

/// json5.org, version 1.0.0: the tokens beyond what `JSON5Tests` has.
@Suite(.computing) struct JSON5TokenTests {
  @Test(arguments: [
    "\u{0B}1\u{0C}", "\u{A0}1\u{2003}", "\u{2028}1\u{2029}", "// c\u{2028}1", "// c\r1", "/**/1/* * / */",
    "/* // */ 1", "// /*\n1", "1//", "/***/1", "\u{3000}1",
  ])
  func `blanks and comments stand anywhere around a value`(text: String) {
    #expect((try? JSON5Parser.parse(text, file: "f"))?.integer == 1)
  }

  @Test(arguments: [
    "1/", "/1", "1 /* c", "# c\n1", "\u{200B}1", "1;", "\u{0}1", "/*/1", "undefined", "True", "NULL", "nan",
    "infinity", "`x`", "{a: undefined}", "[,]", "[1,,2]", "{a: 1 b: 2}", "{1a: 1}", "{a-b: 1}", "{a b: 1}",
    "{: 1}", "{a:: 1}", "1 2", "--1", "+-1", "- 1", "1_000", "0b1", "0o7", "00", "-01", "0x", "0xg", "1e",
    "1e+", ".", "..5", "1.2.3", "0x1.5", "5.e", "'\\01'", "'\\1'", "'\\x4'", "'\\xzz'", "'\\u00'", "'a\rb'",
    "\"a\nb\"", "'", "\"\\", "{\\x61: 1}", "{\\u0031: 1}", "{a\\u0020: 1}", "{", "[", "{a", "{a:", "{a:1",
    "{a:1,", "[1", "[1,", "}",
  ])
  func `what the language does not have is refused`(text: String) {
    #expect(throws: JSON5Error.self) { try JSON5Parser.parse(text, file: "f") }
  }

  @Test(
    arguments: [
      ("{$: 1}", "$"), ("{_: 1}", "_"), ("{ä: 1}", "ä"), ("{a\u{301}: 1}", "a\u{301}"), ("{true: 1}", "true"),
      ("{NaN: 1}", "NaN"), ("{a\u{200C}b: 1}", "a\u{200C}b"), ("{\\u0061b\\u0031: 1}", "ab1"),
      ("{'': 1}", ""),
      ("{'a\\\nb': 1}", "ab"), ("{\"a b\": 1}", "a b"), ("{ℵ1: 1}", "ℵ1"), ("{变量: 1}", "变量"),
    ] as [(String, String)])
  func `a key is a name or a text`(text: String, key: String) {
    let found = (try? JSON5Parser.parse(text, file: "f"))?.object?.members.first?.key
    #expect(found?.isSameBytes(as: key) == true, "\(found ?? "none")")
  }

  @Test(
    arguments: [
      ("'\\b\\f\\n\\r\\t'", "\u{08}\u{0C}\n\r\t"), ("'\\'\\\"\\\\\\/'", "'\"\\/"), ("'\\\r\nb'", "b"),
      ("'a\\\rb'", "ab"), ("'a\\\u{2028}b'", "ab"), ("'\\q'", "q"), ("'\\0a'", "\0a"), ("'\\xFf'", "\u{FF}"),
      ("'\\uD83D\\u0041'", "\u{FFFD}A"), ("'\\uDE00'", "\u{FFFD}"), ("'\\uD83Dx'", "\u{FFFD}x"),
      ("'\\uD83D\\uD83D\\uDE00'", "\u{FFFD}😀"), ("\"it's\"", "it's"), ("'say \"x\"'", "say \"x\""),
      ("'\t'", "\t"),
    ] as [(String, String)])
  func `escapes stand for their characters`(text: String, expected: String) {
    let found = (try? JSON5Parser.parse(text, file: "f"))?.string
    #expect(found?.unicodeScalars.elementsEqual(expected.unicodeScalars) == true, "\(found ?? "none")")
  }

  @Test(arguments: [
    ("+.5", 0.5), ("-5.", -5), ("5.e2", 500), ("0.0", 0), ("0e5", 0), ("+0xfF", 255), ("0XA", 10),
    ("1E+2", 100), ("-.5e-1", -0.05), ("+Infinity", Double.infinity), ("Infinity", Double.infinity),
    ("9007199254740993", 9_007_199_254_740_992), ("1e400", Double.infinity),
  ])
  func `a number is a double, in every spelling`(text: String, expected: Double) throws {
    #expect(try JSON5Parser.parse(text, file: "f").number == expected)
  }

  @Test func `no number is one, whatever its sign`() throws {
    for text in ["NaN", "-NaN", "+NaN"] {
      #expect(try JSON5Parser.parse(text, file: "f").number?.isNaN == true, "\(text)")
    }
    #expect(try JSON5Parser.parse("-0", file: "f").number?.sign == .minus)
  }

  @Test(arguments: ["[", "{a:"]) func `256 levels are read, and one more is refused`(open: String) {
    let close = open == "[" ? "]" : "}"
    func nested(_ count: Int) -> String {
      String(repeating: open, count: count) + "1" + String(repeating: close, count: count)
    }
    #expect((try? JSON5Parser.parse(nested(256), file: "f")) != nil)
    #expect(throws: JSON5Error.self) { try JSON5Parser.parse(nested(257), file: "f") }
  }

  @Test func `the members of the root are found where they stand`() throws {
    let text = " { /* c */ 'a' : [1, { b: 2 }] , c: '😀' // x\n, }"
    let scalars = Array(text.unicodeScalars)
    let members = try JSON5Parser.rootMembers(text)
    func written(_ range: Range<Int>) -> String {
      scalars[range].map { String(Character($0)) }.joined()
    }
    #expect(members.map(\.key) == ["a", "c"])
    #expect(members.map { written($0.range) } == ["'a' : [1, { b: 2 }]", "c: '😀'"])
    #expect(try JSON5Parser.rootMembers("{}").isEmpty)
    for text in ["[1]", "", "{ a }", "{ a: 1 b: 2 }", "{ a: 1"] {
      #expect(throws: JSON5Error.self, "\(text)") { try JSON5Parser.rootMembers(text) }
    }
  }

  @Test(arguments: [
    ("null", "null"), ("[]", "[]"), ("{}", "{}"), ("[1, 'a', [true]]", "[1, \"a\", [true]]"),
    ("-0.5", "-0.5"),
    ("1e3", "1000"), ("-Infinity", "-Infinity"), ("Infinity", "Infinity"), ("NaN", "NaN"),
    ("'a\\tb\\u0001\\\\'", #""a\u0009b\u0001\\""#), ("'ä😀\\u2029'", "\"ä😀\\u2029\""),
    (
      "{ a: { b: 1 }, 'c d': [{ e: 2 }] }",
      "{\n  \"a\": {\n    \"b\": 1\n  },\n  \"c d\": [{\n      \"e\": 2\n    }]\n}"
    ),
  ])
  func `a value is written as JSON that every reader understands`(text: String, written: String) throws {
    #expect(JSON5Writer.text(try JSON5Parser.parse(text, file: "f")) == written)
  }
}
