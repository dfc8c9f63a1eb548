/// The files of a service for an environment. Sources: OpenClaw `src/daemon/paths.ts`, `systemd.ts`, `launchd.ts`.
///
/// Unlike the gateway itself this code ignores `OPENCLAW_HOME`.
public struct ServicePaths: Sendable {
  /// Neither `HOME` nor `USERPROFILE` is set, and the path needs one.
  public struct MissingHome: Error, Equatable {
    /// OpenClaw's own words.
    public var message: String { "Missing HOME" }
  }

  /// Where launchd writes what the gateway prints.
  public struct Logs: Sendable, Equatable {
    /// The directory of both files, absolute.
    public var directory: String
    /// The file for standard output, absolute.
    public var stdout: String
    /// The file for standard error, absolute.
    public var stderr: String
  }

  private let environment: [String: String]
  private let workingDirectory: String

  /// Of the environment in which the service is installed. A relative state directory leads from the working directory.
  public init(environment: [String: String], workingDirectory: String) {
    self.environment = environment
    self.workingDirectory = workingDirectory
  }

  private func home() throws(MissingHome) -> String {
    guard let home = environment["HOME"]?.nonBlank ?? environment["USERPROFILE"]?.nonBlank else {
      throw MissingHome()
    }
    return home
  }

  private var names: ServiceNames { ServiceNames(profile: environment["OPENCLAW_PROFILE"]) }

  /// The user unit's file, absolute: `OPENCLAW_SYSTEMD_UNIT` with or without `.service`, else the profile's name.
  public func systemdUnit() throws(MissingHome) -> String {
    let unit = ServiceNames.stem(ofUnit: environment["OPENCLAW_SYSTEMD_UNIT"]?.nonBlank ?? names.systemdUnit)
    return UserPath.normalize(try home() + "/.config/systemd/user/\(unit).service")
  }

  /// The agent's file, absolute: `OPENCLAW_LAUNCHD_LABEL`, else the profile's label.
  public func launchdPlist() throws(MissingHome) -> String {
    let label = environment["OPENCLAW_LAUNCHD_LABEL"]?.nonBlank ?? names.launchdLabel
    return UserPath.normalize(try home() + "/Library/LaunchAgents/\(label).plist")
  }

  /// An explicit state directory needs no home unless it begins with `~`.
  public func stateDir() throws(MissingHome) -> String {
    guard let explicit = environment["OPENCLAW_STATE_DIR"]?.nonBlank else {
      return UserPath.normalize(try home() + "/.openclaw" + names.suffix)
    }
    let base = explicit.begins(with: "~") ? try home() : "/"
    return UserPath.resolve(explicit, home: base, workingDirectory: workingDirectory)
  }

  /// `gateway.log` and `gateway.err.log` in `logs` of the state directory; `OPENCLAW_LOG_PREFIX` gives another name.
  public func launchdLogs() throws(MissingHome) -> Logs {
    let directory = try stateDir() + "/logs"
    let prefix = environment["OPENCLAW_LOG_PREFIX"]?.nonBlank ?? "gateway"
    return Logs(
      directory: directory, stdout: directory + "/\(prefix).log", stderr: directory + "/\(prefix).err.log")
  }
}
