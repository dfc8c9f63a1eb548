import Glibc

/// Seconds on the machine's own clock, and on processors: what is measured must not depend on who else computes.
enum FuzzClock {
  static var now: Double { seconds(CLOCK_MONOTONIC) }

  /// Seconds that this process has computed.
  static var computed: Double { seconds(CLOCK_PROCESS_CPUTIME_ID) }

  /// Seconds that a child has computed; nil where it is gone.
  static func computed(_ pid: pid_t) -> Double? {
    var clock = clockid_t()
    return clock_getcpuclockid(pid, &clock) == 0 ? seconds(clock) : nil
  }

  private static func seconds(_ clock: clockid_t) -> Double {
    var now = timespec()
    clock_gettime(clock, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
  }
}
