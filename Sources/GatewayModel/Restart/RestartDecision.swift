/// What the policy says of a run that ended by itself. Pure.
public enum RestartDecision: Equatable, Sendable {
  /// Nothing is to be done: the policy does not want it back.
  case leave
  /// Start it again after so many seconds.
  case restart(after: Double)
  /// It stays failed until a person acts, for this reason.
  case giveUp(String)

  /// - Parameters:
  ///   - endings: when runs ended by themselves, this one last; seconds since 1970.
  ///   - jitter: from 0 to 1.
  public static func of(
    _ ending: RunEnding, policy: RestartPolicy, settings: RestartSettings, endings: [Double], now: Double,
    jitter: Double
  ) -> RestartDecision {
    switch policy {
    case .never: return .leave
    case .onFailure where ending.isClean && !ending.isAlreadyRunning: return .leave
    case .onFailure, .always: break
    }
    if ending.isConfigError {
      return .giveUp("it ended with exit 78: its config cannot work, and a restart would end the same way")
    }
    if ending.isAlreadyRunning {
      return .giveUp("another gateway has its lock or its port, and a restart would end the same way")
    }
    let count = recent(endings, settings: settings, now: now).count
    if count > settings.limit {
      return .giveUp("it ended by itself \(count) times within \(Int(settings.window)) s")
    }
    return .restart(after: settings.delay(count: count, jitter: jitter))
  }

  /// The ends within the window. One that seems to lie ahead, because the clock was set back, counts by its distance too.
  public static func recent(_ endings: [Double], settings: RestartSettings, now: Double) -> [Double] {
    endings.filter { abs(now - $0) < settings.window }
  }
}
