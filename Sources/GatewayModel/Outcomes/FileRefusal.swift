import Host
import OpenClaw

/// Why a config, a backup or a log cannot be had, or is not written.
public enum FileRefusal: Sendable, Equatable {
  /// A config that a person wants to edit. `path` has `~` for the home.
  case unreadable(path: String)
  /// A file that could not be kept before it is replaced.
  case unreadableToKeep(path: String, FileFailure)
  /// The gateway has no copy with this id.
  case noBackup(name: String, id: String)
  /// - Parameter settle: seconds that a config must have worked until a backup is taken.
  case noBackupYet(name: String, settle: Double)
  /// The copy itself is no valid config, so it is not put back.
  case backupBroken(id: String, ConfigProblem)
  /// A file of the copy lies outside the home, and is not the gateway's own config.
  case outsideHome(path: String, home: String)
  /// The file is not as it was when it was decided to replace it; nothing was written.
  case changedMeanwhile(path: String)
  /// The file would become ours when it is written anew, and its gateway could not read it any more.
  case ofAnotherUser(path: String)
  /// Why there is none.
  case noLog(NoLog)
  /// The log is there and cannot be read.
  case unreadableLog(path: String, FileFailure)
  /// The masked copy for the pager cannot be written.
  case unwritableLogCopy(path: String, FileFailure)

  /// Why a gateway has no log that could be read.
  public enum NoLog: Sendable, Equatable {
    /// OpenClaw's own file is not found.
    case noOwnFile
    /// Its output goes to its manager's journal.
    /// - Parameter command: what shows it.
    case inJournal(command: String)
    /// Gatehouse has not started it.
    case startedElsewhere
  }
}
