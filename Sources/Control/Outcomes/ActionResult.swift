/// How an action on a gateway went.
public enum ActionResult: Sendable, Equatable {
  /// Done and proven.
  case done(String)
  /// It was so already.
  case already(String)
  /// Not possible now; nothing was touched.
  case refused(String)
  /// Tried, and it did not work.
  case failed(String)

  public var message: String {
    switch self {
    case .done(let text), .already(let text), .refused(let text), .failed(let text): text
    }
  }

  /// The same with something more to be said.
  public func adding(_ text: String) -> ActionResult {
    switch self {
    case .done(let message): .done("\(message); \(text)")
    case .already(let message): .already("\(message); \(text)")
    case .refused(let message): .refused("\(message); \(text)")
    case .failed(let message): .failed("\(message); \(text)")
    }
  }

  public var isSuccess: Bool {
    switch self {
    case .done, .already: true
    case .refused, .failed: false
    }
  }
}
