import GatewayModel
import Host
import Testing

@testable import Presentation

/// How JSON, tables and journal lines are written.
struct WrittenFormsTests {
  @Test func `an indented document has a member a line, and arrays of plain values in one`() {
    let document = JSONText.object([
      ("a", .array([.int(1), .int(2)])), ("b", .array([.object([("c", .null)])])), ("d", .object([])),
    ])
    #expect(
      document.text(indent: 2) == """
        {
          "a": [1,2],
          "b": [
            {
              "c": null
            }
          ],
          "d": {}
        }
        """)
  }

  @Test func `a document in one line has no blank and no line break outside its texts`() {
    let text = JSONText.object([("a b", .array([.object([("c", .bool(false))]), .string("x\ny")]))]).text()
    #expect(text == "{\"a b\":[{\"c\":false},\"x\\ny\"]}")
  }

  @Test(arguments: [
    (0.0004, "0.0"), (0.0005, "0.001"), (-1.23456, "-1.235"), (2, "2.0"), (1e-9, "0.0"),
    (-Double.infinity, "null"),
  ])
  func `a number has at most three places`(number: Double, text: String) {
    #expect(JSONText.double(number).text() == text)
  }

  @Test(arguments: [
    ("\u{7F}", "\\u007f"), ("\u{80}", "\\u0080"), ("\u{9F}", "\\u009f"), ("\u{0}", "\\u0000"), ("\r", "\\r"),
    ("\r\n", "\\r\\n"), ("\u{A0}", "\u{A0}"), ("🚀", "🚀"), ("e\u{301}", "e\u{301}"),
  ])
  func `no control reaches the terminal with a document`(text: String, written: String) {
    #expect(JSONText.string(text).text() == "\"\(written)\"")
    #expect(JSONText.object([(text, .null)]).text() == "{\"\(written)\":null}")
  }

  @Test func `documents that read the same are equal`() {
    #expect(JSONText.optional(nil as Int?) == .null)
    #expect(JSONText.optional(1.5) == .double(1.5))
    #expect(JSONText.object([("a", .int(1)), ("b", .int(2))]) != .object([("b", .int(2)), ("a", .int(1))]))
  }

  @Test func `a table ends no line with blanks, and keeps empty cells in their columns`() {
    let text = TextTable.text(
      header: ["A", "LONGER", "C"], rows: [["x", "", "z"], ["long name", "y", ""]])
    #expect(text == "A          LONGER  C\nx                  z\nlong name  y")
    #expect(TextTable.text(header: ["A", "B"], rows: []) == "A  B")
  }

  @Test func `a table lines up names with marks and joined emoji`() {
    let text = TextTable.text(header: ["N", "P"], rows: [["e\u{301}", "1"], ["👨‍👩‍👧", "2"]])
    #expect(text == "N   P\ne\u{301}   1\n👨‍👩‍👧  2")
  }

  private func entry(_ message: String, gateway: String = "rescue") -> JournalEntry {
    JournalEntry(
      at: 86_400, id: "1", gateway: gateway, stateDir: "/s", action: .ended, phase: .noted, by: .policy,
      gatehouse: 1, message: message)
  }

  @Test func `a journal line without words names the gateway, and without a gateway only its words`() {
    #expect(JournalText.line(entry("")) == "1970-01-02T00:00:00Z ended (policy) noted: rescue")
    #expect(
      JournalText.line(entry("a record is torn", gateway: ""))
        == "1970-01-02T00:00:00Z ended (policy) noted: a record is torn")
  }

  @Test func `a journal line names the process and the unit it was about`() {
    var entry = entry("rescue ended")
    entry.target.unit = "openclaw-gateway-rescue.service"
    #expect(JournalText.line(entry).hasSuffix("rescue ended  [openclaw-gateway-rescue.service]"))
    entry.target.pid = 4711
    #expect(JournalText.line(entry).hasSuffix("  [pid 4711, openclaw-gateway-rescue.service]"))
  }
}
