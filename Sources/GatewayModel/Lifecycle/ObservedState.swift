/// What one look at the host and at the run records says of a gateway.
public enum ObservedState: String, Sendable, CaseIterable {
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
  /// It answers, and nothing says that it is not ready.
  case answering
  /// It answers, and says that it is not ready.
  case degraded
  /// Not asked yet.
  case unclear

  /// Seconds without a listener that a restart inside the process may take: some looks.
  static let patience = 6.0

  /// - Parameters:
  ///   - hasOwner: whether a process is taken for the gateway.
  ///   - startedSecondsAgo: the age of that process, where it is known.
  ///   - startLimit: how long a start may take, in seconds.
  ///   - notListeningSeconds: for how long nothing has listened, where nothing does: a restart inside the process takes a moment.
  ///   - service: what the manager says of its unit, which outranks what records and health suggest; nil where no unit runs it.
  public static func of(
    run: RunRecord.Phase?, hasOwner: Bool, health: Health, hasFailed: Bool, startedSecondsAgo: Double?,
    startLimit: Double, service: ServiceStatus? = nil, notListeningSeconds: Double = .infinity
  ) -> ObservedState {
    if let sight = service.flatMap({ of($0, hasOwner: hasOwner) }) { return sight }
    if run == .launching || run == .starting { return .beingStarted }
    if run == .stopping, hasOwner { return .beingStopped }
    guard hasOwner else {
      if run == .backingOff { return .waiting }
      return hasFailed ? .crashed : .nothing
    }
    if case .fails = health.status(.ours) { return .silent }
    switch health.status(.live) {
    case .holds:
      guard case .fails = health.status(.ready) else { return .answering }
      // What it is in the middle of is no fault of a channel.
      switch health.phase {
      case .startingUp: return .booting
      case .draining: return .beingStopped
      case nil: return .degraded
      }
    case .fails: return .silent
    case .notOffered: return health.holds(.listening) ? .answering : .booting
    case .unknown:
      if case .fails = health.status(.listening) {
        if notListeningSeconds < patience { return .booting }
        return (startedSecondsAgo ?? .infinity) < startLimit ? .booting : .silent
      }
      return .unclear
    }
  }

  /// What a unit's manager says; nil where its process says more.
  private static func of(_ service: ServiceStatus, hasOwner: Bool) -> ObservedState? {
    switch service.activeState {
    case .failed: return hasOwner ? nil : .crashed
    case .activating:
      return service.isBackingOff ? (hasOwner ? nil : .waiting) : hasOwner ? nil : .beingStarted
    case .deactivating: return .beingStopped
    // The manager has a process that no look has taken for the gateway yet.
    case .active, .reloading: return !hasOwner && service.mainPID != nil ? .beingStarted : nil
    default: return nil
    }
  }
}
