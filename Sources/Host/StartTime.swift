extension Machine.System {
  /// When a process was started, in seconds since 1970.
  /// - Parameter now: the present, in the same seconds.
  public func startTime(of process: ProcessIdentity, at now: Double) -> Double {
    now - uptime() + Double(process.startTicks) / Double(ticksPerSecond)
  }
}
