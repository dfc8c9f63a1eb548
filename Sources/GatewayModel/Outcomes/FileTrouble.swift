import Host

/// A file that could not be written, and what that means.
public enum FileTrouble: Sendable, Equatable {
  case cannotMake(path: String, FileFailure)
  /// The record of a run, without which a later Gatehouse would not know of it.
  /// - Parameter left: what of the gateway could not be ended again.
  case runRecord(name: String, FileFailure, left: StopFailure?)
  /// It is stopped, and whoever supervises it does not know that it was meant.
  case stopRecord(name: String, path: String, FileFailure)
  case policy(name: String, FileFailure)
  case unwritable(path: String, FileFailure)
  case backupNote(FileFailure)
  case backup(FileFailure)
  /// - Parameter left: files that could not be put back and are as in the backup.
  case restore(path: String, FileFailure, left: [String])
}
