/// What a gateway is doing.
public enum GatewayState: String, Sendable, Codable, CaseIterable {
  case stopped, starting, running, degraded, stopping
  case backingOff = "backing-off"
  case failed
}

/// An action under way, with the step it is at.
public struct Operation: Sendable, Equatable {
  public enum Kind: String, Sendable {
    case start, stop, restart
  }

  public var kind: Kind
  /// For a person: "waiting for an answer", "TERM 12/30 s".
  public var step: String
  /// Seconds since 1970.
  public var since: Double
  public var isStopping: Bool

  public init(kind: Kind, step: String, since: Double, isStopping: Bool) {
    self.kind = kind
    self.step = step
    self.since = since
    self.isStopping = isStopping
  }
}

extension GatewayState {
  /// Nil while nothing is known yet: never a made-up state.
  /// - Parameters:
  ///   - startedSecondsAgo: age of the owner's process, where it is known.
  ///   - startLimit: how long a start may take, in seconds.
  public static func derive(
    operation: Operation?, hasOwner: Bool, health: Health, hasFailedRun: Bool,
    startedSecondsAgo: Double?, startLimit: Double
  ) -> GatewayState? {
    if let operation { return operation.isStopping ? .stopping : .starting }
    guard hasOwner else { return hasFailedRun ? .failed : .stopped }
    if case .fails = health.status(.ours) { return .failed }
    switch health.status(.live) {
    case .holds:
      if case .fails = health.status(.ready) { return .degraded }
      return .running
    case .fails: return .failed
    case .notOffered: return health.holds(.listening) ? .running : .starting
    case .unknown:
      if case .fails = health.status(.listening) {
        return (startedSecondsAgo ?? .infinity) < startLimit ? .starting : .failed
      }
      return nil
    }
  }
}
