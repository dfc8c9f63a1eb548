import GatewayModel
import OpenClaw

extension FuzzSource {
  /// A config as it is shown, and how it differs from its copy: no secret of it may be seen.
  static let masking = FuzzSource(
    name: "masking", about: "a config as it is shown, and its difference from a copy",
    corpus: {
      Corpus.texts(
        """
        {
          // old: \(PlantedSecret.text)
          gateway: { mode: "local", port: 18789, auth: { mode: 'token', token: "\(PlantedSecret.text)" } },
          "channels": { telegram: { botToken: '\(PlantedSecret.text)', name: "x" /* \(PlantedSecret.text) */ } },
          env: { vars: { OPENAI_API_KEY: "\(PlantedSecret.text)" } }, agents: { defaults: { workspace: '~/w' } },
          list: [ "\(PlantedSecret.text)", { password: "\(PlantedSecret.text)" } ],
        }
        """,
        "{ token: '\(PlantedSecret.text)',\r\n  mode: `x`, url: \"https://u:\(PlantedSecret.text)@h:1/\" }",
        "{ cdpUrl: 'http://u:\(PlantedSecret.text)@h:9222/',\n  file: \"https://u:\(PlantedSecret.text)@h?x=1#y\" }",
        "token: \"\(PlantedSecret.text)\"\nmode: 'local'\n{ password: \"\(PlantedSecret.text)\\\nx\" }")
        + Corpus.fixtures("configs", ends: [".json", ".json5"], most: 40)
    },
    dictionary: [
      "token: \"\(PlantedSecret.text)\"", "cdpUrl: 'http://u:\(PlantedSecret.text)@h'", "@",
      "password: '\(PlantedSecret.text)'", "mode: ", "{", "}", "[", "]",
      ",", ":", "\"", "'", "`",
      "//", "/*", "*/", "\\\n", "\\\"", "\n", "true", "workspace: ", "\\",
    ],
    largest: 8192,
    run: { input throws(FuzzFault) in try MaskingChecks(input).run() })
}

/// What must hold of a masked config.
private struct MaskingChecks {
  let text: String
  let input: [UInt8]

  init(_ input: [UInt8]) {
    self.input = input
    text = String(decoding: input, as: UTF8.self)
  }

  func run() throws(FuzzFault) {
    let masked = MaskedConfig(text)
    let lines = MaskedConfig.split(text)
    try Hold.that(masked.lines.count == lines.count, "\(lines.count) lines became \(masked.lines.count)")
    try Hold.bounded(
      masked.lines.reduce(0) { $0 + $1.utf8.count + 1 }, by: 8, of: text.utf8.count, "a masked config")
    let isPlaced = PlantedSecret.isInPlace(input)
    if isPlaced { try check(masked.lines, "a masked config") }
    for (line, column) in [(1, 1), (lines.count, 40), (lines.count / 2 + 1, 9)] {
      let head = MaskedConfig.head(of: text, line: line, column: column)
      try Hold.that(head != nil, "a line that is there has no head")
      if isPlaced, let head { try check([head], "the head of a line") }
    }
    try Hold.that(
      MaskedConfig.head(of: text, line: lines.count + 1, column: 1) == nil,
      "a line that is not there has a head")
    try checkDifference(lines, isPlaced: isPlaced)
  }

  /// Against itself, turned around, and with a line changed.
  private func checkDifference(_ lines: [Substring], isPlaced: Bool) throws(FuzzFault) {
    var others = lines
    others.insert("changed: 1", at: others.count / 2)
    if others.count > 4 { others.remove(at: others.count / 4) }
    for other in [text, others.joined(separator: "\n"), lines.reversed().joined(separator: "\n")] {
      let difference = ConfigDifference(copy: [.init(path: "/c", text: text)]) { _ in other }
      if other.isSameBytes(as: text) { try Hold.that(difference.isEmpty, "a text differs from itself") }
      let shown = difference.text { $0 }
      let size = shown.reduce(0) { $0 + $1.utf8.count + 1 }
      try Hold.bounded(size, by: 16, of: text.utf8.count, "a difference")
      // What is turned around has its secrets in other places.
      if isPlaced, other.isSameBytes(as: text) || other.contains("changed: 1") {
        try check(shown, "a difference")
      }
    }
  }

  private func check(_ lines: [String], _ what: String) throws(FuzzFault) {
    guard let line = lines.first(where: PlantedSecret.isIn) else { return }
    throw FuzzFault("\(what) shows a secret: \(Hold.excerpt(line))")
  }
}
