import Canvas
import Foundation
import OpenClaw
import Presentation

extension FuzzSource {
  /// What `--json` and the tables print of texts from outside: one cell a line.
  static let jsonText = FuzzSource(
    name: "json-text", about: "documents and tables of texts from outside",
    corpus: {
      Corpus.texts(
        "main\n\"quoted\" \\ back\n\u{0}\u{7F}\u{85}\u{2028}\u{FEFF}\n日本\n1.5\n-0.0004",
        "1e15\n9e15\nNaN\n-1e-320\n123456789.123456", "\tx\ry\u{1B}[0m\n\n")
    },
    dictionary: ["\"", "\\", "\n", "\t", "1e308", "1e400", "-0", "\u{2028}", "\u{1F600}", "\u{FFFF}"],
    largest: 16384,
    run: { input throws(FuzzFault) in
      let lines = String(decoding: input, as: UTF8.self).split(
        separator: "\n", omittingEmptySubsequences: false
      ).prefix(40).map(String.init)
      for indent in [nil, 2] as [Int?] {
        let document = JSONText.object(
          lines.map { line in
            (
              line,
              .array([
                .string(line), .optional(Double(line)), .optional(Int(line)), .object([("a", .string(line))]),
                .null,
              ])
            )
          })
        let text = document.text(indent: indent)
        try Hold.bounded(text.utf8.count, by: 64, of: input.count, "a document")
        try Hold.that(
          text.unicodeScalars.allSatisfy {
            $0 == "\n" || $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value)
          },
          "a document holds control characters")
        try checkReading(text, lines)
      }
      let rows = lines.map { [$0, "x", $0] }
      let table = TextTable.text(header: ["NAME", "X", "END"], rows: rows)
      try Hold.that(
        table.utf8.count { $0 == 0x0A } >= rows.count,
        "a table lost rows")
    })

  /// Every reader of JSON reads the same texts in it.
  private static func checkReading(_ text: String, _ lines: [String]) throws(FuzzFault) {
    // Why it is none is seen in its text.
    guard (try? JSONSerialization.jsonObject(with: Data(text.utf8))) != nil else {
      let number = ["inf", "nan"].first { text.contains($0) } ?? ""
      throw FuzzFault(
        "a document is no JSON\(number.isEmpty ? "" : ", because of `\(number)`"): \(Hold.excerpt(text))")
    }
    let node: JSON5Node
    do throws(JSON5Error) {
      node = try JSON5Parser.parse(text, file: "document")
    } catch {
      throw FuzzFault("a document is no JSON5: \(error.problem.message)")
    }
    for line in lines {
      guard let first = node[line]?.array?.first?.string else {
        throw FuzzFault("a member of a document is not found again: \(Hold.excerpt(line))")
      }
      try Hold.same(first, line, "a text is read as another one")
    }
  }
}
