import OpenClaw

/// A gateway as files describe it: who it is and what it would use. Holds secrets, so it never leaves the process.
public struct Definition: Sendable {
  /// Where a gateway was found.
  public enum Source: String, Sendable, Codable, CaseIterable {
    case profile, unit, declared, lock, process
    /// An environment of openclaw/ocm.
    case ocm

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

  /// What a row stands for.
  public enum Kind: Sendable, Equatable {
    /// A gateway of this machine.
    case gateway
    /// A profile that is a client of a gateway elsewhere (`gateway.mode: "remote"`), with that host where the config says it: it
    /// owns no port, and OpenClaw starts no gateway from it.
    case client(host: String?)
    /// A gateway in a container, as far as it can be seen from outside.
    case container
  }

  public var id: GatewayID
  public var kind = Kind.gateway
  /// A supervisor that is neither a unit nor Gatehouse, and starts and stops it: `ocm`. Nothing is started beside it.
  public var supervisor: Supervision.Outside?
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
  /// Whether that is another user's or another place than the home that is looked at: what is not seen there may be there.
  public var isOfOtherHome: Bool
  public var workspace: String
  public var claims: ClaimedResources
  public var config: Config
  /// Problems of a config that could be read all the same.
  public var configProblems: [ConfigProblem]
  /// What OpenClaw may refuse of it: keys that no known version has.
  public var configDoubts: [ConfigProblem]
  /// Seconds since 1970; nil where there is no config.
  public var configModifiedAt: Double?
  public var unit: UnitFile?
  public var version: Version?
  public var plan: PortPlan
  /// The port that a start would use: the running process may still be on another one, for an edit does not move it. Nil where
  /// nothing says it.
  public var startPort: Int?
  /// Where the base port is to be changed, as it is shown; nil for one that only a running process was given.
  public var portPlace: String?
  /// Why its port is not known, for a person; nil where it is, or where nothing more than its config is to blame.
  public var portDoubt: String?
  /// Why its config and state directory are not known, for a person; nil where they are, and for a container.
  public var placeDoubt: String?
  public var allocations: [CDPAllocation]
  /// The command that starts it, if Gatehouse's config names one of its own.
  public var command: [String]?
  /// What Gatehouse's config adds to its environment.
  public var environment: [String: String]
  /// Its own restart policy in Gatehouse's config.
  public var restart: RestartPolicy?
  /// Seconds between TERM and KILL in Gatehouse's config, its own.
  public var stopSeconds: Double?
  public var token: String?
  public var password: String?
  public var referencedVariables: Set<String>
  public var missingVariables: Set<String>
  public var secrets: Set<String>
  /// The config and what it includes.
  public var configFiles: [String]
  /// Files of variables that it reads besides, be they there or not.
  public var variableFiles: [String]

  public init(
    id: GatewayID, kind: Kind = .gateway, supervisor: Supervision.Outside? = nil, name: String,
    profile: String? = nil, isProfile: Bool, sources: [Source], stateDir: String, configPath: String,
    home: String, isOfOtherHome: Bool, workspace: String, claims: ClaimedResources, config: Config,
    configProblems: [ConfigProblem], configDoubts: [ConfigProblem], configModifiedAt: Double? = nil,
    unit: UnitFile? = nil, version: Version? = nil, plan: PortPlan, startPort: Int? = nil,
    portPlace: String? = nil, portDoubt: String? = nil, placeDoubt: String? = nil,
    allocations: [CDPAllocation], command: [String]? = nil, environment: [String: String],
    restart: RestartPolicy? = nil, stopSeconds: Double? = nil, token: String? = nil, password: String? = nil,
    referencedVariables: Set<String>, missingVariables: Set<String>, secrets: Set<String>,
    configFiles: [String], variableFiles: [String]
  ) {
    self.id = id
    self.kind = kind
    self.supervisor = supervisor
    self.name = name
    self.profile = profile
    self.isProfile = isProfile
    self.sources = sources
    self.stateDir = stateDir
    self.configPath = configPath
    self.home = home
    self.isOfOtherHome = isOfOtherHome
    self.workspace = workspace
    self.claims = claims
    self.config = config
    self.configProblems = configProblems
    self.configDoubts = configDoubts
    self.configModifiedAt = configModifiedAt
    self.unit = unit
    self.version = version
    self.plan = plan
    self.startPort = startPort
    self.portPlace = portPlace
    self.portDoubt = portDoubt
    self.placeDoubt = placeDoubt
    self.allocations = allocations
    self.command = command
    self.environment = environment
    self.restart = restart
    self.stopSeconds = stopSeconds
    self.token = token
    self.password = password
    self.referencedVariables = referencedVariables
    self.missingVariables = missingVariables
    self.secrets = secrets
    self.configFiles = configFiles
    self.variableFiles = variableFiles
  }

  /// The files that decided all this.
  public var files: [String] { configFiles + variableFiles }

  /// Whether the service or somebody else, not a profile name, is all that tells what it is.
  public var isStray: Bool { sources.allSatisfy(\.isSight) }

  /// Whether anything tells where its files are; of a stray often nothing does.
  public var arePathsKnown: Bool { stateDir.hasPrefix("/") }

  /// Whether anything says which base port it has: of a config that cannot be read, or is not there, only a command line, a unit
  /// or a process does.
  public var isPortKnown: Bool { plan.gateway.from != .unknown }

  /// Whether it is driven from here: neither a client of another gateway nor a container is.
  public var isManaged: Bool { kind == .gateway }

  public var isConfigMissing: Bool {
    if case .missing = config { true } else { false }
  }

  public var isConfigInvalid: Bool {
    if case .invalid = config { true } else { false }
  }

  /// What is wrong with the config, if anything.
  public var problem: ConfigProblem? {
    if case .invalid(let problem) = config { problem } else { configProblems.first }
  }
}

extension Definition {
  /// Every single port of this machine that it uses or reserves; its CDP range is not among them.
  public var ports: Set<Int> {
    guard isManaged else { return Set([plan.gateway.known].compactMap(\.self)) }
    let service = [plan.gateway.known, plan.browserControl.known, plan.canvas.known, plan.relay]
    let allocated = allocations.map { allocation in
      allocation.host == nil && (isPortKnown || allocation.how != .implicitFirst) ? allocation.port : nil
    }
    return Set((service + allocated + plan.others.map { $0.port }).compactMap(\.self))
  }

  /// Whether a directory lies below its state directory: a Chrome with its data there is its own.
  public func hasInState(_ directory: String, realPath: (String) -> String) -> Bool {
    realPath(UserPath.normalize(directory)).hasBytePrefix(id.stateDir + "/")
  }

  /// OpenClaw starts no gateway from it: it has no port, and nothing of it can collide.
  public mutating func becomeClient(of host: String?) {
    kind = .client(host: host)
    plan = PortPlan(
      gateway: .init(GatewayPort.standard, .unknown), canvas: nil, browser: BrowserSettings(),
      rules: VersionRules(version: version))
    allocations = []
    portDoubt = nil
    // OpenClaw starts no gateway from it, so no bot of its config runs here.
    claims.credentials = []
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

  /// Paths are bytes.
  public static func == (a: GatewayID, b: GatewayID) -> Bool {
    a.stateDir.isSameBytes(as: b.stateDir) && a.configPath.isSameBytes(as: b.configPath)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(stateDir.bytes)
    hasher.combine(configPath.bytes)
  }
}
