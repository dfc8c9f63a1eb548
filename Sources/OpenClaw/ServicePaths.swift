/// The files of a service for an environment. Sources: OpenClaw `src/daemon/paths.ts`, `systemd.ts`, `launchd.ts`.
///
/// Unlike the gateway itself this code ignores `OPENCLAW_HOME`.
public struct ServicePaths: Sendable, Equatable {
  public struct MissingHome: Error, Equatable {
    public var message: String { "Missing HOME" }
  }

  public var systemdUnit: String
  public var launchdPlist: String
  public var logDir: String
  public var stdoutPath: String
  public var stderrPath: String
  public var stateDir: String

  public init(environment: [String: String], workingDirectory: String) throws(MissingHome) {
    guard let home = environment["HOME"]?.nonBlank ?? environment["USERPROFILE"]?.nonBlank else {
      throw MissingHome()
    }
    let names = ServiceNames(profile: environment["OPENCLAW_PROFILE"])
    var unit = environment["OPENCLAW_SYSTEMD_UNIT"]?.nonBlank ?? names.systemdUnit
    if unit.hasSuffix(".service") { unit = String(unit.dropLast(8)) }
    let label = environment["OPENCLAW_LAUNCHD_LABEL"]?.nonBlank ?? names.launchdLabel
    let stateDir =
      environment["OPENCLAW_STATE_DIR"]?.nonBlank
      .map { UserPath.resolve($0, home: home, workingDirectory: workingDirectory) }
      ?? UserPath.normalize(home + "/.openclaw" + names.suffix)
    let prefix = environment["OPENCLAW_LOG_PREFIX"]?.nonBlank ?? "gateway"
    systemdUnit = UserPath.normalize(home + "/.config/systemd/user/\(unit).service")
    launchdPlist = UserPath.normalize(home + "/Library/LaunchAgents/\(label).plist")
    logDir = stateDir + "/logs"
    stdoutPath = logDir + "/\(prefix).log"
    stderrPath = logDir + "/\(prefix).err.log"
    self.stateDir = stateDir
  }
}
