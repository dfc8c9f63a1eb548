import Host

/// Why a move of a rescue did not come about. `Presentation` has its words.
public enum RescueFailure: Sendable, Equatable {
  case unwritten(path: String, FileFailure)
  /// What was done, and that it cannot be written down.
  case unwrittenAfter(text: String, FileFailure)
  case unwrittenEnd(text: String, FileFailure)
  case unforgotten(FileFailure)
  case notPutAside(FileFailure)
  case noEvidence
  case evidence(path: String, FileFailure)
  case unitUnkept(FileFailure)
  case endingBrokenOff(command: String, pid: Int32)
  case wouldNotEnd(command: String, pid: Int32)
  /// - Parameter seconds: how long OpenClaw's command was waited for.
  case commandSilent(seconds: Double)
  /// A command of OpenClaw ended with an error.
  case command(ending: String, last: String)
  case managerDidNotRead(path: String, said: String)
  /// A layer of main that fails.
  case layer(main: String, layer: String, reason: String)
  /// - Parameter seconds: how long it should have been sound.
  case notSound(main: String, seconds: Double)
  case nextStartFails(main: String, problem: String)
  case mainNotStarted(main: String, rescue: String, said: String)
  /// What was said of the moves of the way back, the last of which failed.
  case wayBack(said: [String])
}
