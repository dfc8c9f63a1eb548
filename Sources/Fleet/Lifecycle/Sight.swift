/// What one look at the host and at the run records says of a gateway.
public enum Sight: String, Sendable, CaseIterable {
  /// No process of it, and nothing on record that is unfinished or wrong.
  case nothing
  /// No process of it: its last start failed, was refused, or its last run ended by itself.
  case crashed
  /// No process of it, and a restart is planned.
  case waiting
  /// Another Gatehouse starts it.
  case beingStarted
  /// Another Gatehouse stops it.
  case beingStopped
  /// Its process does not listen yet.
  case booting
  /// Its process does not answer, or does not hold its port.
  case silent
  case answering
  /// It answers, and says that it is not ready.
  case degraded
  /// Not asked yet.
  case unclear

  /// - Parameters:
  ///   - hasOwner: whether a process is taken for the gateway.
  ///   - startedSecondsAgo: the age of that process, where it is known.
  ///   - startLimit: how long a start may take, in seconds.
  public static func of(
    run: RunRecord.Phase?, hasOwner: Bool, health: Health, hasFailed: Bool, startedSecondsAgo: Double?,
    startLimit: Double
  ) -> Sight {
    if run == .launching || run == .starting { return .beingStarted }
    if run == .stopping, hasOwner { return .beingStopped }
    guard hasOwner else {
      if run == .backingOff { return .waiting }
      return hasFailed ? .crashed : .nothing
    }
    if case .fails = health.status(.ours) { return .silent }
    switch health.status(.live) {
    case .holds:
      if case .fails = health.status(.ready) { return .degraded }
      return .answering
    case .fails: return .silent
    case .notOffered: return health.holds(.listening) ? .answering : .booting
    case .unknown:
      if case .fails = health.status(.listening) {
        return (startedSecondsAgo ?? .infinity) < startLimit ? .booting : .silent
      }
      return .unclear
    }
  }
}
