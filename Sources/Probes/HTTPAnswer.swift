import OpenClaw

/// A whole HTTP answer of bounded size.
package struct HTTPAnswer: Sendable, Equatable {
  /// A body beyond this is cut off: 64 KB.
  static let bodyLimit = 64 << 10

  var status: Int
  var contentType: String
  var body: String

  package init(status: Int, contentType: String, body: String) {
    self.status = status
    self.contentType = contentType
    self.body = body
  }

  /// The body as JSON; nil for everything else, whatever the header says.
  package var json: JSON5Node? {
    guard body.first(where: { !$0.isWhitespace }) == "{" else { return nil }
    // What does not parse is no answer of a gateway.
    return try? JSON5Parser.parse(body, file: "answer")
  }
}
