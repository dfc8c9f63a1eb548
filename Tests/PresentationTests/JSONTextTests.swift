import GatewayModel
import OpenClaw
import Testing

@testable import Presentation

/// Documents that any JSON parser reads.
struct JSONTextTests {
  @Test(arguments: [
    ("plain", "\"plain\""), ("say \"hi\"", "\"say \\\"hi\\\"\""), ("C:\\x", "\"C:\\\\x\""),
    ("a\nb\tc", "\"a\\nb\\tc\""), ("\u{1B}[31m", "\"\\u001b[31m\""), ("日本 é", "\"日本 é\""),
  ])
  func `text is quoted so that a parser gives it back`(text: String, quoted: String) throws {
    #expect(JSONText.string(text).text() == quoted)
    let node = try JSON5Parser.parse("{ \"a\": \(quoted) }", file: "test")
    #expect(node["a"]?.string == text)
  }

  @Test func `numbers that JSON has no word for are null`() {
    #expect(JSONText.double(.infinity).text() == "null")
    #expect(JSONText.double(.nan).text() == "null")
    #expect(JSONText.double(1.23456).text() == "1.235")
  }

  @Test func `what is absent is null, and the order stays`() {
    let document = JSONText.object([
      ("b", .optional(nil as String?)), ("a", .optional(1)), ("c", .array([.bool(true), .null])),
    ])
    #expect(document.text() == "{\"b\":null,\"a\":1,\"c\":[true,null]}")
  }

  @Test func `an indented document says the same as one in one line`() throws {
    let document = JSONText.object([
      ("list", .array([.object([("x", .int(1))]), .object([])])), ("empty", .array([])),
    ])
    let one = try JSON5Parser.parse(document.text(), file: "test")
    let many = try JSON5Parser.parse(document.text(indent: 2), file: "test")
    #expect(JSON5Writer.text(one) == JSON5Writer.text(many))
  }

  @Test func `one port is a number, a range is its ends`() {
    #expect(JSONText.ports(.one(18789)).text() == "18789")
    #expect(JSONText.ports(.range(18800...18899)).text() == "[18800,18899]")
  }
}
