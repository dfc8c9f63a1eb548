/// When a gateway that ended by itself is started again. What a person stopped never is.
public enum RestartPolicy: String, Sendable, Codable, CaseIterable {
  /// Nothing starts it again.
  case never
  /// After a crash or a failing exit code; not after a clean end.
  case onFailure = "on-failure"
  /// After any end by itself, a clean one too.
  case always

  /// The next one for the key that goes through them; after `always` comes `never`.
  public var next: RestartPolicy {
    switch self {
    case .never: .onFailure
    case .onFailure: .always
    case .always: .never
    }
  }
}

/// How often and how soon. From Gatehouse's config, section `restart`.
public struct RestartSettings: Sendable, Equatable {
  /// For gateways that say nothing of their own.
  public var policy = RestartPolicy.never
  /// Restarts within the window; one more end by itself, and the gateway stays failed.
  public var limit = 5
  /// Seconds in which the restarts are counted.
  public var window = 600.0
  /// Seconds before the first restart; each further one waits twice as long.
  public var firstDelay = 1.0
  /// Seconds that no restart waits longer than.
  public var longestDelay = 60.0

  /// The values that hold where the config says nothing.
  public init() {}

  /// Seconds before the restart after the `count`th end within the window.
  /// - Parameter jitter: from 0 to 1; spreads the delay by a fifth both ways, so that gateways that fell together do not rise together.
  public func delay(count: Int, jitter: Double) -> Double {
    var delay = firstDelay
    for _ in 1..<max(count, 1) where delay < longestDelay { delay *= 2 }
    return min(delay, longestDelay) * (0.8 + 0.4 * jitter)
  }
}
