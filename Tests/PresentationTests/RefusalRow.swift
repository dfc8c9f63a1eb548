import GatewayModel
import Testing

/// What is refused, and what a person reads of it.
struct RefusalRow: Sendable, CustomTestStringConvertible {
  var refusal: ActionRefusal
  var words: String

  init(_ refusal: ActionRefusal, _ words: String) {
    self.refusal = refusal
    self.words = words
  }

  var testDescription: String { words }
}
