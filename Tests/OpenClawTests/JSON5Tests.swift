import OpenClaw
import TestSupport
import Testing

@Suite(.computing) struct JSON5Tests {
  struct Wrong: CustomTestStringConvertible, Sendable {
    var text: String
    var line: Int
    var column: Int
    var testDescription: String { text }
  }

  static let wrong: [Wrong] = [
    .init(text: "", line: 1, column: 1),
    .init(text: "{", line: 1, column: 2),
    .init(text: "{\n  a: 1\n  b: 2\n}", line: 3, column: 3),
    .init(text: "{a 1}", line: 1, column: 4),
    .init(text: "{a:}", line: 1, column: 4),
    .init(text: "[1 2]", line: 1, column: 4),
    .init(text: "{a: 'one\ntwo'}", line: 1, column: 9),
    .init(text: "{a: 'never ends", line: 1, column: 16),
    .init(text: "{a: 01}", line: 1, column: 6),
    .init(text: "{a: 1x}", line: 1, column: 6),
    .init(text: "{a: 0x}", line: 1, column: 7),
    .init(text: "{a: +}", line: 1, column: 6),
    .init(text: "{a: nul}", line: 1, column: 5),
    .init(text: "{a: nullify}", line: 1, column: 5),
    .init(text: "{'a': 1} x", line: 1, column: 10),
    .init(text: "/* never closed", line: 1, column: 1),
    .init(text: "{\"é中😀\": oops}", line: 1, column: 9),
    .init(text: "{a: \"\\u12\"}", line: 1, column: 10),
    .init(text: "{,}", line: 1, column: 2),
    .init(text: "{a: 1,,}", line: 1, column: 7),
    .init(text: "{a: 1}\r\n}", line: 2, column: 1),
  ]

  @Test(arguments: wrong) func `the first wrong character is named by line and column`(_ wrong: Wrong) {
    do throws(JSON5Error) {
      _ = try JSON5Parser.parse(wrong.text, file: "f")
      Issue.record("accepted")
    } catch {
      #expect(error.location == SourceLocation(file: "f", line: wrong.line, column: wrong.column))
    }
  }

  @Test(
    arguments: [
      ("'it''s'", nil), ("'a\\\nb'", "ab"), ("'\\x41\\u0042\\v\\0'", "AB\u{0B}\0"), ("\"\\a\"", "a"),
      ("'\\uD83D\\uDE00'", "😀"), ("'\\uD83D'", "\u{FFFD}"), ("'\u{2028}'", "\u{2028}"),
    ] as [(String, String?)])
  func `strings are read as JavaScript does`(text: String, expected: String?) {
    #expect((try? JSON5Parser.parse(text, file: "f"))?.string == expected)
  }

  @Test(arguments: [
    ("0x1F", 31), ("-0x10", -16), (".5", 0.5), ("5.", 5), ("+1", 1), ("1e3", 1000),
    ("-Infinity", -Double.infinity),
    ("0", 0), ("1.5E-1", 0.15),
  ])
  func `numbers are read as JavaScript does`(text: String, expected: Double) throws {
    #expect(try JSON5Parser.parse(text, file: "f").number == expected)
  }

  @Test func `comments, trailing commas, bare and escaped keys are allowed, and of equal keys the last wins`()
    throws
  {
    let node = try JSON5Parser.parse(
      "\u{FEFF}// c\n{ a: 1, 'b': 2, \\u0063: 3, $_d1: 4, /* x */ null: 5, a: 6, [\"x\"]: 7 }"
        .replacing("[\"x\"]: 7", with: "\u{A0}e: [1, 2,],"), file: "f")
    #expect(node["a"]?.integer == 6)
    #expect(node["c"]?.integer == 3)
    #expect(node["$_d1"]?.integer == 4)
    #expect(node["null"]?.integer == 5)
    #expect(node["e"]?.array?.count == 2)
  }

  @Test func `a hundred thousand levels are refused where they become too deep`() {
    let text = String(repeating: "[", count: 100_000)
    #expect(throws: JSON5Error(.tooDeep(limit: 256), at: .init(file: "f", line: 1, column: 257))) {
      _ = try JSON5Parser.parse(text, file: "f")
    }
  }

  @Test func `an error never quotes the text`() {
    do throws(JSON5Error) {
      _ = try JSON5Parser.parse("{ token: \"SECRET\" oops }", file: "f")
    } catch {
      #expect(!error.problem.message.contains("SECRET") && !error.problem.message.contains("oops"))
    }
  }
}
