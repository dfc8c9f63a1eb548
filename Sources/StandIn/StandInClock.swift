import FoundationEssentials
import Host

/// The time of this machine, as everything in the stand-in reads it.
enum StandInClock {
  private static let system = Machine.live().system

  /// Seconds since boot.
  static var uptime: Double { system.uptime() }

  /// Seconds since 1970.
  static var now: Double { system.now() }

  /// Now, as a log or a lock file says it.
  static var text: String { Date(timeIntervalSince1970: now).formatted(.iso8601) }
}
