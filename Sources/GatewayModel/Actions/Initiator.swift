/// Who asked for an action.
public enum Initiator: String, Sendable, Codable {
  /// A person at the dashboard.
  case key
  /// A command of a shell.
  case command
  /// The restart policy.
  case policy
  /// `gatehouse up`, when it begins and when it ends.
  case up
  /// A Gatehouse that finishes what another one began, or notes what happened meanwhile.
  case recovery

  /// Whether a person asked: what a person stopped no policy starts again.
  public var isPerson: Bool { self == .key || self == .command }
}
