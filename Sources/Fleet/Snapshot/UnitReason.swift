/// Why the last run of a unit ended, from the journal or OpenClaw's own log of that time.
public struct UnitReason: Sendable, Equatable {
  /// The run, as its manager counts them.
  public var invocation: String?
  /// For a person.
  public var text: String

  /// Made by `ServiceMonitor` when a run of a unit has ended.
  public init(invocation: String?, text: String) {
    self.invocation = invocation
    self.text = text
  }
}
