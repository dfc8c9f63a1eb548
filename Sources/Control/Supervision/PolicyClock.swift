import Host

/// The time by which restarts are planned and counted; a test turns it by hand.
public struct PolicyClock: Sendable {
  /// Seconds since 1970.
  public var now: @Sendable () -> Double
  /// From 0 to 1: spreads the delays.
  public var jitter: @Sendable () -> Double

  /// Made by `live` from the host's clock, and by tests.
  public init(now: @escaping @Sendable () -> Double, jitter: @escaping @Sendable () -> Double) {
    self.now = now
    self.jitter = jitter
  }

  static func live(_ system: Machine.System) -> PolicyClock {
    PolicyClock(now: system.now, jitter: { Double.random(in: 0...1) })
  }
}
