import Host

/// Why a move of a rescue did not come about. `Presentation` has its words.
public enum RescueFailure: Sendable, Equatable {
  /// The record cannot be written before a move, so that is not made. `path`: the rescue's folder.
  case unwritten(path: String, FileFailure)
  /// What was done, and that it cannot be written down.
  case unwrittenAfter(text: String, FileFailure)
  /// The last move was made, as `text` says, and its end cannot be written to the record.
  case unwrittenEnd(text: String, FileFailure)
  /// The record of a rescue that is abandoned cannot be closed.
  case unforgotten(FileFailure)
  /// A torn record that is abandoned cannot be moved away.
  case notPutAside(FileFailure)
  /// There are no facts or no snapshot to write down.
  case noEvidence
  /// `path`: the folder of the evidence, with `~` for the home.
  case evidence(path: String, FileFailure)
  /// The unit file as it is cannot be kept in the record, so the unit was not reinstalled.
  case unitUnkept(FileFailure)
  /// The task was cancelled while the port was being freed.
  case endingBrokenOff(command: String, pid: Int32)
  /// What is left of main on its port outlives KILL.
  case wouldNotEnd(command: String, pid: Int32)
  /// - Parameter seconds: how long OpenClaw's command was waited for.
  case commandSilent(seconds: Double)
  /// A command of OpenClaw ended with an error.
  case command(ending: String, last: String)
  /// The unit file is put back, and its manager did not take the order to read it anew. `said`: its answer.
  case managerDidNotRead(path: String, said: String)
  /// A layer of main that fails.
  case layer(main: String, layer: String, reason: String)
  /// - Parameter seconds: how long it should have been sound.
  case notSound(main: String, seconds: Double)
  /// Main was sound long enough, but its config is wrong by now.
  case nextStartFails(main: String, problem: String)
  /// The way back could not start main, so the rescue bot was not stopped. `said`: why.
  case mainNotStarted(main: String, rescue: String, said: String)
  /// What was said of the moves of the way back, the last of which failed.
  case wayBack(said: [String])
}
