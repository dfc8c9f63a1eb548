import CPlatform
import Glibc

/// A command on our terminal, while the screen is away.
public enum ForegroundCommand {
  /// - Parameters:
  ///   - arguments: the executable's path first.
  ///   - environment: the whole environment of the command.
  ///   - mustStop: asked ten times a second; once it says so, the command is ended.
  /// - Returns: its exit status, 128 and more for a signal, -1 where it cannot be run.
  @discardableResult
  public static func run(
    _ arguments: [String], environment: [String: String], mustStop: (() -> Bool)? = nil
  ) -> Int32 {
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] =
      environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer {
      for word in words { free(word) }
      for variable in variables { free(variable) }
    }
    let pid = cp_start_foreground(&words, &variables)
    guard pid > 0 else { return -1 }
    var status: Int32 = 0
    guard let mustStop else {
      _ = cp_wait_foreground(pid, 1, &status)
      return status
    }
    // Read as ended as soon as the command has; where the kernel gives none the time between two looks runs out.
    let end = cp_pidfd_open(pid)
    defer { if end >= 0 { close(end) } }
    var asked = 0
    while cp_wait_foreground(pid, 0, &status) == 0 {
      if asked > 0 || mustStop() {
        // Our own child, not waited for yet: its number is nobody else's.
        kill(pid, asked < 30 ? SIGTERM : SIGKILL)
        asked += 1
      }
      _ = cp_wait_readable(end, 100)
    }
    return status
  }
}
