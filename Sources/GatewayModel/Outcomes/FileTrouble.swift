import Host

/// A file that could not be written, and what that means.
public enum FileTrouble: Sendable, Equatable {
  /// The folder for logs; without it nothing is launched. `path` is absolute.
  case cannotMake(path: String, FileFailure)
  /// The record of a run, without which a later Gatehouse would not know of it.
  /// - Parameter left: what of the gateway could not be ended again.
  case runRecord(name: String, FileFailure, left: StopFailure?)
  /// It is stopped, and whoever supervises it does not know that it was meant.
  case stopRecord(name: String, path: String, FileFailure)
  /// The restart policy that a person chose.
  case policy(name: String, FileFailure)
  /// The unit file that an undo puts back. `path` has `~` for the home.
  case unwritable(path: String, FileFailure)
  /// The record of the rescue, which must name the copy of what is replaced: nothing was replaced.
  case backupNote(FileFailure)
  /// The copy of what was to be replaced: nothing was replaced.
  case backup(FileFailure)
  /// - Parameter left: files that could not be put back and are as in the backup.
  case restore(path: String, FileFailure, left: [String])
}
