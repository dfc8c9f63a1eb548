/// Why a gateway, or what is left of it, goes on or does not answer.
public enum StopFailure: Error, Sendable, Equatable {
  /// It runs already, and did not answer on its port in the time that a start has.
  case runsSilent(name: String, pid: Int32)
  /// - Parameter what: the processes that live on.
  case wouldNotEnd(name: String, what: String)
  /// - Parameter holder: nil where it may not be seen.
  case endedButPortHeld(name: String, port: Int, holder: String?)
  /// The wait for its processes to end was cancelled.
  case brokenOff(name: String)
  /// A second process of the gateway goes on.
  case twin(name: String, pid: Int32, other: Int32)
  /// A Chrome that it has left behind outlives KILL. `pid`: the first that was to be ended.
  case browserWouldNotEnd(name: String, pid: Int32)
}
