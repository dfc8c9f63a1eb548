/// Why something was not done, or cannot be had, for a person.
public struct ActionRefusal: Error, Sendable, Equatable {
  public var message: String
  /// Whether it goes by itself, so that it is worth waiting.
  var isPassing: Bool

  public init(_ message: String) { self.init(message, isPassing: false) }

  init(_ message: String, isPassing: Bool) {
    self.message = message
    self.isPassing = isPassing
  }

  static let gone = ActionRefusal("this gateway is gone")
}
