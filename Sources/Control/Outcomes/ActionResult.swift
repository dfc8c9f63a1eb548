import GatewayModel
import Presentation

/// How an action on a gateway went.
public enum ActionResult: Sendable, Equatable {
  /// Done and proven; what a person reads.
  case done(String)
  /// It was so already; what a person reads.
  case already(String)
  /// Not possible now; nothing was touched.
  case refused(ActionRefusal)
  /// Tried, and it did not work.
  case failed(ActionFailure)

  /// What a person reads.
  public var message: String {
    switch self {
    case .done(let text), .already(let text): text
    case .refused(let refusal): refusal.message
    case .failed(let failure): failure.message
    }
  }

  /// The same with something more to be said.
  public func adding(_ text: String) -> ActionResult {
    switch self {
    case .done(let message): .done("\(message); \(text)")
    case .already(let message): .already("\(message); \(text)")
    case .refused(let refusal): .refused(.remarked(refusal, text))
    case .failed(let failure): .failed(.remarked(failure, text))
    }
  }

  /// Whether the gateway is as it was asked for.
  public var isSuccess: Bool {
    switch self {
    case .done, .already: true
    case .refused, .failed: false
    }
  }
}
