/// A pid is given again after its process ended: only pid and start time together name one process.
extension Machine.Processes {
  /// The facts of this very process; nil where it has ended, or its pid now belongs to another.
  public func living(_ process: ProcessIdentity) -> ProcessFacts? {
    facts(process.pid).flatMap { $0.identity == process && $0.isAlive ? $0 : nil }
  }

  /// Whether this very process still runs.
  public func isAlive(_ process: ProcessIdentity) -> Bool { living(process) != nil }
}
