/// What a gateway is doing.
public enum GatewayState: String, Sendable, Codable, CaseIterable {
  /// No process, and nothing that went wrong.
  case stopped
  /// A start is under way, or its process does not answer yet.
  case starting
  /// Its process answers.
  case running
  /// It answers, and says that it is not ready.
  case degraded
  /// A stop is under way, or it drains its running turns.
  case stopping
  /// It ended by itself, and its policy or its unit's manager starts it again.
  case backingOff = "backing-off"
  /// A start did not work, it ended by itself, or its process does not answer any more.
  case failed
}
