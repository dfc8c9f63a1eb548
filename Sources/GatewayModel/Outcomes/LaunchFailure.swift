/// Why a program could not be run. `Presentation` has its words.
public enum LaunchFailure: Error, Sendable, Equatable {
  /// - Parameter reason: the system's word for it.
  case logFile(path: String, reason: String)
  /// The program at `path` could not be started.
  case cannotRun(path: String)
}
