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
  /// More frames in a second than so many.
  case tooManyFrames(perSecond: Int)
  /// More bytes in a second than so many.
  case tooManyBytes(perSecond: Int)
  /// It sends faster than its messages can be looked at.
  case tooFast
  /// All peers together send more than may wait to be read, in bytes.
  case tooMuchHeld(limit: Int)
  /// More over HTTP than so many bytes.
  case tooLong(limit: Int)
  /// A message whose JSON has more values than so many.
  case tooManyValues(limit: Int)
  /// It tells of more channels than so many.
  case tooManyChannels(limit: Int)
  /// It asks for answers and reads none.
  case readsNothing
  /// A frame that is none, or a message that is too long.
  case brokenFrame
  /// A second challenge on one connection: our credential is shown once.
  case secondChallenge
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
    case .tooManyFrames(let count): "hung up on: it sent more than \(count) messages in a second"
    case .tooManyBytes(let count): "hung up on: it sent more than \(count >> 20) MB in a second"
    case .tooFast: "hung up on: it sends faster than it can be listened to"
    case .tooMuchHeld(let limit):
      "hung up on: more than \(limit >> 20) MB of messages of all gateways wait to be read"
    case .tooLong(let limit): "hung up on: its answer is longer than \(limit >> 10) KB"
    case .tooManyValues(let limit): "hung up on: it sent a message of more than \(limit) values"
    case .tooManyChannels(let limit): "hung up on: it told of more than \(limit) channels"
    case .readsNothing: "hung up on: it asks and does not read the answers"
    case .brokenFrame: "hung up on: it sent a frame that is none, or one that is too long"
    case .secondChallenge: "hung up on: it asked twice on one connection who we are"
    case .noConnection: "no connection"
    }
  }
}

extension Double {
  /// Without a fraction where there is none.
  fileprivate var formatted: String { self == rounded() ? String(Int(self)) : String(self) }
}
