import FoundationEssentials
import OpenClaw

/// Finds a command as a shell would.
public enum CommandFinder {
  /// - Parameters:
  ///   - path: the value of `PATH`.
  ///   - home: what `~/` stands for.
  /// - Returns: the path of an executable file; nil where there is none.
  public static func find(_ command: String, path: String?, home: String) -> String? {
    if command.contains("/") {
      let resolved = UserPath.resolve(command, home: home, workingDirectory: home)
      return isExecutable(resolved) ? resolved : nil
    }
    return (path ?? "/usr/local/bin:/usr/bin:/bin").parts(at: ":")
      .map { "\($0)/\(command)" }.first(where: isExecutable)
  }

  private static func isExecutable(_ path: String) -> Bool {
    var isDirectory = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && !isDirectory
      && FileManager.default.isExecutableFile(atPath: path)
  }
}
