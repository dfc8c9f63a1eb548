import GatewayModel
import Host
import OpenClaw

/// The exact command and environment of a start. Rules: design section 6.
public struct LaunchPlan: Sendable, Equatable {
  /// The executable's path, then its arguments.
  public var arguments: [String]
  /// The whole environment of the child, unmasked; of a unit only what its files say, without what its manager adds.
  public var environment: [String: String]
  /// Absolute: the home; of a unit what its file says.
  public var workingDirectory: String
  /// The base port; 0 for a command that starts no gateway, and for a unit whose port is not known.
  public var port: Int
  /// The names of variables that this process has and the child does not get.
  public var dropped: [String]
  /// The unit whose manager starts it so; nil where Gatehouse does.
  public var unit: String?
  /// The beginning of `arguments` that selects OpenClaw and the profile, for other commands of the same gateway; empty in plans that
  /// `make` has not made.
  public var prefix: [String] = []

  /// Made by `make` for a child; by `LaunchPlanner` for a unit, and by `ServiceInstaller` for a service command.
  public init(
    arguments: [String], environment: [String: String], workingDirectory: String, port: Int,
    dropped: [String]
  ) {
    self.arguments = arguments
    self.environment = environment
    self.workingDirectory = workingDirectory
    self.port = port
    self.dropped = dropped
  }

  /// - Parameter find: the path of a command, looked up as the child's shell would; nil where it is not there.
  public static func make(
    _ definition: Definition, config: GatehouseConfig, paths: GatehousePaths, system: Machine.System,
    find: (_ command: String, _ path: String?) -> String?
  ) throws(LaunchRefusal) -> LaunchPlan {
    var (environment, dropped) = scrubbed(paths: paths, system: system)
    if let silence = definition.silence { throw .filesSilent(name: definition.name, silence) }
    if let doubt = definition.placeDoubt {
      throw .placesUnknown(name: definition.name, doubt: doubt)
    }
    guard let port = definition.startPort else {
      throw .portUnknown(
        name: definition.name, doubt: definition.portDoubt, config: definition.configPath)
    }
    environment["OPENCLAW_STATE_DIR"] = definition.stateDir
    environment["OPENCLAW_CONFIG_PATH"] = definition.configPath
    environment["OPENCLAW_GATEWAY_PORT"] = String(port)
    environment["OPENCLAW_PROFILE"] = definition.profile
    environment["OPENCLAW_NO_RESPAWN"] = "1"
    environment.merge(definition.environment) { _, own in own }

    let lost = definition.missingVariables.filter { dropped.contains($0) && environment[$0] == nil }.sorted()
    guard lost.isEmpty else {
      throw .variablesLost(
        name: definition.name, variables: lost, stateDir: definition.stateDir, configFile: paths.configFile)
    }
    var command = definition.command ?? config.openclaw
    let name = command.removeFirst()
    guard let executable = find(name, environment["PATH"]) else {
      throw .noOpenClaw(command: name, configFile: paths.configFile)
    }
    let profile = definition.profile.map { ["--profile", $0] } ?? []
    var plan = LaunchPlan(
      arguments: [executable] + command + profile + ["gateway", "run", "--port", String(port)],
      environment: environment, workingDirectory: paths.home, port: port, dropped: dropped)
    plan.prefix = [executable] + command + profile
    return plan
  }

  /// This process's environment without what would speak of another gateway or of a service.
  /// - Returns: also the names that were taken out.
  public static func scrubbed(
    paths: GatehousePaths, system: Machine.System
  ) -> (environment: [String: String], dropped: [String]) {
    var environment = system.environment
    let dropped = environment.keys.filter { Environment.isIdentity($0) || $0 == RunRecord.variable }.sorted()
      .filter { !(paths.homeIsFromOpenClawHome && $0 == "OPENCLAW_HOME") }
    for name in dropped { environment[name] = nil }
    if paths.homeIsExplicit { environment["HOME"] = paths.home }
    return (environment, dropped)
  }

  /// Names whose values may be shown.
  private static let harmless: Set<String> = [
    "HOME", "PATH", "LANG", "LC_ALL", "TERM", "USER", "LOGNAME", "SHELL", "PWD", "TZ", "TMPDIR",
    "NODE_ENV", "OPENCLAW_HOME", "OPENCLAW_STATE_DIR", "OPENCLAW_CONFIG_PATH",
    "OPENCLAW_GATEWAY_PORT", "OPENCLAW_PROFILE", "OPENCLAW_NO_RESPAWN", "OPENCLAW_SKIP_CHANNELS",
    "OPENCLAW_WORKSPACE_DIR", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_STATE_HOME",
  ]

  /// The environment as it may be shown: values of names that are not known to be harmless are masked.
  public var shownEnvironment: [(name: String, value: String, isOpenClaw: Bool)] {
    environment.sorted { $0.key < $1.key }.map { name, value in
      (
        name,
        StartCommand.isUnknown(value)
          ? "(not known before it runs)" : Self.harmless.contains(name) ? value : Redactor.mask,
        Environment.prefixes.contains { name.begins(with: $0) }
      )
    }
  }
}
