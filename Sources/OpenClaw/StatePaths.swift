import Ports

/// Where a gateway keeps its state and its config. Sources: OpenClaw `src/config/paths.ts`, `src/cli/profile.ts`.
public struct StatePaths: Sendable, Equatable {
  /// The config's name in a state directory.
  public static let configName = "openclaw.json"
  /// Names from before OpenClaw had its name: looked for in this order, where the present one is not there.
  public static let legacyConfigNames = ["clawdbot.json", "moldbot.json", "moltbot.json"]
  /// State directories from before OpenClaw had its name, below the home: in this order, where `.openclaw` is not there.
  public static let legacyDirectoryNames = [".clawdbot", ".moldbot", ".moltbot"]

  /// Absolute, links not resolved.
  public var stateDir: String
  /// Absolute, links not resolved; the file need not be there.
  public var configPath: String

  /// Made by `ofProfile` and `resolve`.
  public init(stateDir: String, configPath: String) {
    self.stateDir = stateDir
    self.configPath = configPath
  }

  /// The name of a profile's state directory below the home.
  public static func directoryName(profile: String?) -> String {
    guard let profile, !ProfileName.isDefault(profile) else { return ".openclaw" }
    return ".openclaw-\(profile)"
  }

  /// What a profile means when nothing overrides it.
  public static func ofProfile(_ profile: String?, home: String) -> StatePaths {
    let stateDir = UserPath.normalize(home + "/" + directoryName(profile: profile))
    return StatePaths(stateDir: stateDir, configPath: UserPath.join(stateDir, configName))
  }

  /// The environment after `--profile`: explicit variables win, blank ones do not count.
  public static func applying(
    profile: String, to environment: [String: String], fallbackHome: String, workingDirectory: String
  ) -> [String: String] {
    guard let profile = profile.nonBlank else { return environment }
    var environment = environment
    let home = UserPath.home(
      environment: environment, fallback: fallbackHome, workingDirectory: workingDirectory)
    environment["OPENCLAW_PROFILE"] = profile
    let stateDir =
      environment["OPENCLAW_STATE_DIR"]?.nonBlank ?? ofProfile(profile, home: home).stateDir
    environment["OPENCLAW_STATE_DIR"] =
      environment["OPENCLAW_STATE_DIR"]?.nonBlank == nil
      ? stateDir : environment["OPENCLAW_STATE_DIR"]
    if environment["OPENCLAW_CONFIG_PATH"]?.nonBlank == nil {
      environment["OPENCLAW_CONFIG_PATH"] = UserPath.join(stateDir, configName)
    }
    if profile == "dev", environment["OPENCLAW_GATEWAY_PORT"]?.nonBlank == nil {
      environment["OPENCLAW_GATEWAY_PORT"] = String(GatewayPort.devDefault)
    }
    return environment
  }

  /// The directories and files that a process with this environment uses.
  /// - Parameters:
  ///   - rules: of the version that runs: older ones read `CLAWDBOT_*` too.
  ///   - exists: whether a path is there; legacy names count only where they are.
  public static func resolve(
    environment: [String: String], fallbackHome: String, workingDirectory: String,
    rules: VersionRules = VersionRules(version: nil), exists: (String) -> Bool
  ) -> StatePaths {
    let home = UserPath.home(
      environment: environment, fallback: fallbackHome, workingDirectory: workingDirectory)
    func resolved(_ path: String) -> String {
      UserPath.resolve(path, home: home, workingDirectory: workingDirectory)
    }
    func legacy(_ name: String) -> String? { rules.readsLegacyVariables ? environment[name]?.nonBlank : nil }
    let override = environment["OPENCLAW_STATE_DIR"]?.nonBlank ?? legacy("CLAWDBOT_STATE_DIR")
    let standard = UserPath.normalize(home + "/.openclaw")
    let older = legacyDirectoryNames.map { UserPath.normalize(home + "/" + $0) }
    let stateDir =
      override.map(resolved)
      ?? (exists(standard) ? standard : older.first(where: exists) ?? standard)

    if let path = environment["OPENCLAW_CONFIG_PATH"]?.nonBlank {
      return StatePaths(stateDir: stateDir, configPath: resolved(path))
    }
    func configs(_ directory: String) -> [String] {
      ([configName] + legacyConfigNames).map { UserPath.join(directory, $0) }
    }
    // The older variable is asked last: after what is there, and not at all beside the newer one for the state directory.
    if let found = configs(stateDir).first(where: exists) {
      return StatePaths(stateDir: stateDir, configPath: found)
    }
    if environment["OPENCLAW_STATE_DIR"]?.nonBlank == nil {
      if let path = legacy("CLAWDBOT_CONFIG_PATH") {
        return StatePaths(stateDir: stateDir, configPath: resolved(path))
      }
      if let found = ([standard] + older).flatMap(configs).first(where: exists) {
        return StatePaths(stateDir: stateDir, configPath: found)
      }
    }
    return StatePaths(stateDir: stateDir, configPath: UserPath.join(stateDir, configName))
  }
}
