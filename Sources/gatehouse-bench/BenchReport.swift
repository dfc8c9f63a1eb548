import Host

/// Seconds on the machine's own clock, and how figures are printed.
enum BenchReport {
  private static let system = Machine.live().system

  /// Seconds since boot.
  static var uptime: Double { system.uptime() }

  /// Seconds that something took.
  static func seconds(_ work: () throws -> Void) rethrows -> Double {
    let began = uptime
    try work()
    return uptime - began
  }

  /// Prints median, 95th percentile and best of some values.
  static func print(_ what: String, _ values: [Double], _ unit: String) {
    let sorted = values.sorted()
    func at(_ share: Double) -> Double {
      (sorted[Int(Double(sorted.count - 1) * share)] * 100).rounded() / 100
    }
    Swift.print("\(what): median \(at(0.5)) \(unit), p95 \(at(0.95)), best \(at(0)), n = \(sorted.count)")
  }
}
