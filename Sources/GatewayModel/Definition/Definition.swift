import Host
import OpenClaw
import Ports

/// A gateway as files describe it: who it is and what it would use. Holds secrets, so it never leaves the process.
public struct Definition: Sendable {
  /// Where a gateway was found.
  public enum Source: String, Sendable, Codable, CaseIterable {
    /// A directory `~/.openclaw` or `~/.openclaw-NAME`.
    case profile
    /// A systemd unit that starts it.
    case unit
    /// An entry of `gateways` in Gatehouse's config.
    case declared
    /// A lock file of a living process.
    case lock
    /// A running process, by what it was started with or by its port alone.
    case process
    /// An environment of openclaw/ocm.
    case ocm

    /// Whether it is known only because it runs.
    public var isSight: Bool { self == .lock || self == .process }
  }

  /// What became of its config.
  public enum Config: Sendable {
    /// There is no config file, or its place is not known.
    case missing
    /// OpenClaw refuses it, or it cannot be read: the first problem.
    case invalid(ConfigProblem)
    /// Read with its includes and variables; problems that leave it readable stand in `configProblems`.
    case valid(GatewayConfig)

    /// The config; nil where there is none that can be read.
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

  /// Its identity, links resolved.
  public var id: GatewayID
  /// Whether it is a gateway of this machine at all.
  public var kind = Kind.gateway
  /// A supervisor that is neither a unit nor Gatehouse, and starts and stops it: `ocm`. Nothing is started beside it.
  public var supervisor: Supervision.Outside?
  /// The name that is shown, unique on this host; may hold anything that a file name may.
  public var name: String
  /// The profile that it is found by; nil for the default profile, and for what only its paths tell apart.
  public var profile: String?
  /// Whether it is a profile, the default one included; else only its paths tell it apart.
  public var isProfile: Bool
  /// In the order in which sources are joined: profile, unit, ocm, declared, lock, process.
  public var sources: [Source]
  /// Absolute, as configured (links not resolved); empty where nothing tells it, and of a container.
  public var stateDir: String
  /// Absolute, as configured (links not resolved). Where nothing tells it, a word that only tells rows apart: `process:PID`,
  /// `unit:NAME`, `container:NAME`.
  public var configPath: String
  /// What `~` stands for in its files.
  public var home: String
  /// Whether that is not the home that Gatehouse looks at: a file that is not seen there may exist all the same.
  public var isOfOtherHome: Bool
  /// The first agent's workspace, absolute; empty where it is not known: its config cannot be read, or its places are not known.
  public var workspace: String
  /// What it must not share with other gateways, besides its ports.
  public var claims: ClaimedResources
  /// The config, read with the variables that the gateway itself would see.
  public var config: Config
  /// Problems of a config that could be read all the same.
  public var configProblems: [ConfigProblem]
  /// What OpenClaw may refuse of it: keys that no known version has.
  public var configDoubts: [ConfigProblem]
  /// Seconds since 1970; nil where there is no config.
  public var configModifiedAt: Double?
  /// The unit that starts it, of several the one that most likely runs it; nil where none does.
  public var unit: UnitFile?
  /// What runs, or what a start would run; nil where nothing tells: then the newest rules are taken.
  public var version: Version?
  /// Its ports as it has them now: while it runs, of the base port that its process was given.
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
  /// The file system of its files, where that does not answer: then all of this is what was known before.
  public var silence: FileSilence?
  /// Its browser profiles with their CDP ports, the built-in one first; none for a client or a container.
  public var allocations: [CDPAllocation]
  /// The command that starts it, if Gatehouse's config names one of its own.
  public var command: [String]?
  /// What Gatehouse's config adds to its environment.
  public var environment: [String: String]
  /// Its own restart policy in Gatehouse's config.
  public var restart: RestartPolicy?
  /// Its own seconds between TERM and KILL in Gatehouse's config; nil for the setting of all gateways.
  public var stopSeconds: Double?
  /// The gateway token: of the config where it stands there as text, else of its variables. Nil where neither tells it.
  public var token: String?
  /// The gateway password, from the same places as the token.
  public var password: String?
  /// Names of variables that its config refers to as `${NAME}`.
  public var referencedVariables: Set<String>
  /// Those of them that the environment of its start, its files of variables and the config itself leave open or empty.
  public var missingVariables: Set<String>
  /// Everything of it that must be crossed out wherever it might be shown; the token and the password stand beside it.
  public var secrets: Set<String>
  /// The config and what it includes.
  public var configFiles: [String]
  /// Files of variables (`.env` and its like) that it reads too, absolute, whether they exist or not.
  public var variableFiles: [String]

  /// Made by `DefinitionBuilder` from the joined sources of one gateway.
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

  /// All files that a definition depends on: when one of them changes, it is built again.
  public var files: [String] { configFiles + variableFiles }

  /// Whether only a lock file or a running process tells of it.
  public var isStray: Bool { sources.allSatisfy(\.isSight) }

  /// Whether its state directory is known; that of a stray often is not.
  public var arePathsKnown: Bool { stateDir.begins(with: "/") }

  /// Whether anything says which base port it has: of a config that cannot be read, or is not there, only a command line, a unit
  /// or a process does.
  public var isPortKnown: Bool { plan.gateway.from != .unknown }

  /// Whether it is driven from here: neither a client of another gateway nor a container is.
  public var isManaged: Bool { kind == .gateway }

  /// Whether it has no config file, or none whose place is known.
  public var isConfigMissing: Bool {
    if case .missing = config { true } else { false }
  }

  /// Whether OpenClaw would refuse its config, or nobody can read it.
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
    realPath(UserPath.normalize(directory)).begins(with: id.stateDir + "/")
  }

  /// Makes it a client profile: without ports, CDP allocations and credentials, because OpenClaw starts no gateway from it.
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
  /// The real state directory, absolute; empty where nothing tells it.
  public var stateDir: String
  /// The real config path, absolute, or the word that stands for an unknown one (see `Definition.configPath`).
  public var configPath: String

  /// Of paths whose links are resolved: the initialiser resolves none.
  public init(stateDir: String, configPath: String) {
    self.stateDir = stateDir
    self.configPath = configPath
  }

  /// Byte by byte: two spellings of one text in Unicode are two paths on Linux.
  public static func == (a: GatewayID, b: GatewayID) -> Bool {
    a.stateDir.isSameBytes(as: b.stateDir) && a.configPath.isSameBytes(as: b.configPath)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(stateDir.bytes)
    hasher.combine(configPath.bytes)
  }
}
