import OpenClaw

/// A gateway as files describe it: who it is and what it would use. Holds secrets, so it never leaves the process.
public struct Definition: Sendable {
  /// Where a gateway was found.
  public enum Source: String, Sendable, Codable, CaseIterable {
    case profile, unit, declared, lock, process

    /// Whether it is known only because it runs.
    public var isSight: Bool { self == .lock || self == .process }
  }

  /// What became of its config.
  public enum Config: Sendable {
    case missing
    case invalid(ConfigProblem)
    case valid(GatewayConfig)

    public var value: GatewayConfig? {
      if case .valid(let config) = self { config } else { nil }
    }
  }

  public var id: GatewayID
  public var name: String
  public var profile: String?
  /// Whether a profile's name, or the lack of one, is what tells it apart: not its paths alone.
  public var isProfile: Bool
  /// The strongest source first.
  public var sources: [Source]
  public var stateDir: String
  public var configPath: String
  /// What `~` stands for in its files.
  public var home: String
  public var workspace: String
  public var claims: Claims
  public var config: Config
  /// Problems of a config that could be read all the same.
  public var configProblems: [ConfigProblem]
  /// Seconds since 1970; nil where there is no config.
  public var configModifiedAt: Double?
  public var unit: UnitFile?
  public var version: Version?
  public var plan: PortPlan
  /// The port that a start would use: the running process may still be on another one, for an edit does not move it.
  public var startPort: Int
  /// Where the base port is to be changed, as it is shown; nil for one that only a running process was given.
  public var portPlace: String?
  public var allocations: [CDPAllocation]
  /// The command that starts it, if Gatehouse's config names one of its own.
  public var command: [String]?
  /// What Gatehouse's config adds to its environment.
  public var environment: [String: String]
  /// Its own restart policy in Gatehouse's config.
  public var restart: RestartPolicy?
  public var token: String?
  public var password: String?
  public var referencedVariables: Set<String>
  public var missingVariables: Set<String>
  public var secrets: Set<String>
  /// The files that decided all this: the config, what it includes, the `.env` of the state directory.
  public var files: [String]

  /// Whether the service or somebody else, not a profile name, is all that tells what it is.
  public var isStray: Bool { sources.allSatisfy(\.isSight) }

  /// Whether anything tells where its files are; of a stray often nothing does.
  public var arePathsKnown: Bool { stateDir.hasPrefix("/") }

  /// Whether anything says which base port it has: of a config that cannot be read, or is not there, only a command line, a unit
  /// or a process does.
  public var isPortKnown: Bool {
    switch plan.gateway.from {
    case .flag, .environment, .unit, .config: return true
    case .profileHash, .standard, .derived:
      guard case .valid(let config) = config else { return false }
      // A port that the config names, but wrongly, is not the default one either.
      return !config.isPortInvalid
    }
  }

  public var isConfigInvalid: Bool {
    if case .invalid = config { true } else { false }
  }

  /// What is wrong with the config, if anything.
  public var problem: ConfigProblem? {
    if case .invalid(let problem) = config { problem } else { configProblems.first }
  }
}

/// What makes a gateway the same gateway: its real state directory and its real config path, never its name.
public struct GatewayID: Sendable, Hashable, Codable {
  public var stateDir: String
  public var configPath: String

  public init(stateDir: String, configPath: String) {
    self.stateDir = stateDir
    self.configPath = configPath
  }
}
