import OpenClaw

/// A whole HTTP answer of bounded size.
struct HTTPAnswer: Sendable, Equatable {
  /// A body beyond this is cut off: 64 KB.
  static let bodyLimit = 64 << 10

  var status: Int
  var contentType: String
  var body: String

  /// The body as JSON; nil for everything else, whatever the header says.
  var json: JSON5Node? {
    guard body.first(where: { !$0.isWhitespace }) == "{" else { return nil }
    // What does not parse is no answer of a gateway.
    return try? JSON5Parser.parse(body, file: "answer")
  }
}
