/// Why a question got no answer.
enum ProbeFailure: Error, Equatable {
  /// The host of a question is no address.
  case noAddress(host: String)
  /// Nobody listens there, or whoever does hung up at once.
  case refused
  /// Nothing came within so many seconds.
  case noAnswer(seconds: Double)
  /// The connection was closed before an answer.
  case closed
  /// An answer that is no HTTP.
  case noHTTP
  /// No connection that speaks WebSocket.
  case noWebSocket
  /// Anything else that the network layer threw.
  case noConnection

  /// What the network layer threw.
  init(_ error: any Error) { self = error as? ProbeFailure ?? .noConnection }

  /// For a person.
  var message: String {
    switch self {
    case .noAddress(let host): "\(host) is no address"
    case .refused: "connection refused"
    case .noAnswer(let seconds): "no answer within \(seconds.formatted) s"
    case .closed: "closed without an answer"
    case .noHTTP: "the answer is not HTTP"
    case .noWebSocket: "no WebSocket"
    case .noConnection: "no connection"
    }
  }
}

extension Double {
  /// Without a fraction where there is none.
  fileprivate var formatted: String { self == rounded() ? String(Int(self)) : String(self) }
}
