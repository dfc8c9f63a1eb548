/// An action under way, with the step it is at.
public struct GatewayOperation: Sendable, Equatable {
  /// What the gateway is told to do; a kill and the end of left browsers count as a stop, a recovery as a start.
  public enum Kind: String, Sendable {
    /// As the row shows it.
    case start, stop, restart
  }

  /// What is done.
  public var kind: Kind
  /// For a person: "waiting for port 18789", "TERM".
  public var step: String
  /// Seconds since 1970 when the action began.
  public var since: Double
  /// Seconds since 1970 when this step began.
  public var stepSince: Double
  /// Seconds after which the step is given up; nil where it ends by itself.
  public var limit: Double?
  /// Whether the step takes the gateway down: a restart is a stop first, then a start.
  public var isStopping: Bool

  /// Made by `ActionRunner`; without `stepSince` the step began with the action.
  public init(
    kind: Kind, step: String, since: Double, stepSince: Double? = nil, limit: Double? = nil, isStopping: Bool
  ) {
    self.kind = kind
    self.step = step
    self.since = since
    self.stepSince = stepSince ?? since
    self.limit = limit
    self.isStopping = isStopping
  }

  /// `4 s, waiting for port 18789`, or `TERM 12/30 s` for a step that has a limit.
  /// - Parameter now: seconds since 1970.
  public func text(now: Double) -> String {
    guard let limit else { return "\(Int(clamping: max(0, now - since))) s, \(step)" }
    return "\(step) \(Int(clamping: min(max(0, now - stepSince), limit)))/\(Int(clamping: limit)) s"
  }
}
