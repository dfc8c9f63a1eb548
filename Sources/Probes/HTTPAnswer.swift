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

/// Why a question got no answer, in a person's words.
struct ProbeFailure: Error, Equatable {
  var message: String

  /// - Parameter seconds: how long the answer was waited for.
  static func noAnswer(seconds: Double) -> ProbeFailure {
    ProbeFailure(message: "no answer within \(seconds.formatted) s")
  }

  static let closed = ProbeFailure(message: "closed without an answer")

  init(message: String) { self.message = message }

  init(_ error: any Error) {
    self = error as? ProbeFailure ?? ProbeFailure(message: "no connection")
  }
}

extension Double {
  /// Without a fraction where there is none.
  fileprivate var formatted: String { self == rounded() ? String(Int(self)) : String(self) }
}
