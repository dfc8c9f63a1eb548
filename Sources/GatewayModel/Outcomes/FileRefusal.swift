import Host
import OpenClaw

/// Why a config, a backup or a log cannot be had, or is not written.
public enum FileRefusal: Sendable, Equatable {
  case unreadable(path: String)
  /// A file that could not be kept before it is replaced.
  case unreadableToKeep(path: String, FileFailure)
  case noBackup(name: String, id: String)
  /// - Parameter settle: seconds that a config must have worked until a backup is taken.
  case noBackupYet(name: String, settle: Double)
  case backupBroken(id: String, ConfigProblem)
  case outsideHome(path: String, home: String)
  case changedMeanwhile(path: String)
  case ofAnotherUser(path: String)
  case noLog(NoLog)
  case unreadableLog(path: String, FileFailure)
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
