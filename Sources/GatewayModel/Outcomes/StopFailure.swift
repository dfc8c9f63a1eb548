/// Why a gateway, or what is left of it, goes on or does not answer.
public enum StopFailure: Error, Sendable, Equatable {
  case runsSilent(name: String, pid: Int32)
  /// - Parameter what: the processes that live on.
  case wouldNotEnd(name: String, what: String)
  /// - Parameter holder: nil where it may not be seen.
  case endedButPortHeld(name: String, port: Int, holder: String?)
  case brokenOff(name: String)
  /// A second process of the gateway goes on.
  case twin(name: String, pid: Int32, other: Int32)
  case browserWouldNotEnd(name: String, pid: Int32)
}
