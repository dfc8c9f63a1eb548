import Host
import OpenClaw

/// A gateway in a snapshot: everything the screen and `--json` show, and no secret.
public struct Gateway: Sendable, Equatable {
  /// The process that is taken for the gateway, with its descendants.
  public struct RunningProcess: Sendable, Equatable {
    /// The process itself; its descendants only count.
    public var identity: ProcessIdentity
    /// Seconds since 1970.
    public var startedAt: Double
    /// Sum over the proven process tree.
    public var memoryBytes: Int
    /// Percent of one core for the whole tree, since the look before; nil at the first look at a process.
    public var cpuPercent: Double?
    /// Living processes of the tree, itself included.
    public var count: Int

    /// Made by `SnapshotBuilder` from the processes of one look.
    public init(
      identity: ProcessIdentity, startedAt: Double, memoryBytes: Int, cpuPercent: Double?, count: Int
    ) {
      self.identity = identity
      self.startedAt = startedAt
      self.memoryBytes = memoryBytes
      self.cpuPercent = cpuPercent
      self.count = count
    }
  }

  /// The unit that starts it, as its manager has it; without one, the unit that OpenClaw would install.
  public struct Service: Sendable, Equatable, Codable {
    /// `systemd-user`, `systemd-system`.
    public var manager: String
    /// `openclaw-gateway-rescue.service`.
    public var unit: String
    /// `active`, `inactive`, `failed`, `activating`, …; nil where the manager does not answer.
    public var state: UnitState?
    /// The process that the manager names, else, where it does not answer, the owner if it runs in the unit; nil where none runs.
    public var mainPID: Int32?
    /// Whether a unit file was found. If not, the rest only names what `gateway install` would make.
    public var isInstalled: Bool
    /// `running`, `dead`, `auto-restart`, …
    public var subState: String?
    /// Whether it starts with the machine: `enabled`, `disabled`, `static`.
    public var fileState: String?
    /// How often the manager has restarted it by itself.
    public var restarts: Int?
    /// Whether its file was changed since the manager read it.
    public var needsReload = false

    /// Made by `SnapshotBuilder` from a unit file and its manager's answer.
    public init(manager: String, unit: String, state: UnitState?, mainPID: Int32?, isInstalled: Bool) {
      self.manager = manager
      self.unit = unit
      self.state = state
      self.mainPID = mainPID
      self.isInstalled = isInstalled
    }
  }

  /// Who keeps it running.
  public enum RunBy: Sendable, Hashable {
    /// Launched by Gatehouse, this one or another.
    case gatehouse
    /// Its process is its unit's.
    case systemd
    /// Nobody who shows: started by hand, or by what is gone.
    case other
    /// A supervisor or terminal that the parents of its process show: `pm2`, `tmux`, `ocm`, …
    case named(String)

    /// As it is shown and written.
    public var rawValue: String {
      switch self {
      case .gatehouse: "gatehouse"
      case .systemd: "systemd"
      case .other: "other"
      case .named(let name): name
      }
    }
  }

  /// One browser profile with what is found at its port.
  public struct Browser: Sendable, Equatable {
    /// The profile and its port.
    public var allocation: CDPAllocation
    /// What listens on that port; nil where nothing does, and for a browser on another machine or without a port.
    public var listener: PortListener?
    /// The browser that `/json/version` names; nil where nothing answers.
    public var browser: String?
    /// Whose the listener is.
    public var holder: PortHolder?

    /// Made by `SnapshotBuilder`, one for each allocation.
    public init(
      allocation: CDPAllocation, listener: PortListener?, browser: String?, holder: PortHolder? = nil
    ) {
      self.allocation = allocation
      self.listener = listener
      self.browser = browser
      self.holder = holder
    }
  }

  /// Its identity, links resolved.
  public var id: GatewayID
  /// Whether it is a gateway of this machine at all.
  public var kind = Definition.Kind.gateway
  /// The name that is shown, unique on this host, without control characters.
  public var name: String
  /// The profile that it is found by; nil for the default profile, and for what only its paths tell apart.
  public var profile: String?
  /// The first of the sources that it was found by.
  public var source: Definition.Source
  /// Whether Gatehouse's config, or its default, takes it for the rescue.
  public var isRescue: Bool
  /// Whether Gatehouse's config, or its default, takes it for the main gateway.
  public var isMain: Bool
  /// Absolute, as configured; no path where nothing tells it (see `Definition.configPath`).
  public var configPath: String
  /// Absolute, as configured; empty where nothing tells it.
  public var stateDir: String
  /// What `~` stands for in its files.
  public var home: String
  /// The first agent's workspace, absolute; empty where it is not known.
  public var workspace: String
  /// Seconds since 1970; nil where there is no config.
  public var configModifiedAt: Double?
  /// Whether its config file is not there, although its place is known.
  public var isConfigMissing: Bool
  /// With the file's name as it is shown.
  public var configProblem: ConfigProblem?
  /// What it says of itself while it runs, else what a start would run; nil where neither is known.
  public var version: String?
  /// Its ports as it has them now, with where each came from.
  public var plan: PortPlan
  /// Why its config and state directory are not known; nil where they are.
  public var placeDoubt: String?
  /// Why its base port is not known, where more than its config is to blame.
  public var portDoubt: String?
  /// The file system of its files, where that does not answer: what its files say is as it was known before.
  public var silence: FileSilence?
  /// Its browser profiles, the built-in one first.
  public var browsers: [Browser]
  /// What listens on a port that it uses or reserves, or in its CDP range.
  public var listeners: [PortListener]
  /// Whose those are, by port.
  public var holders: [Int: PortHolder]
  /// The unit that starts it, or the one that OpenClaw would install.
  public var service: Service
  /// Who keeps the process running; nil while none is taken for the gateway.
  public var runBy: RunBy?
  /// The process that is taken for the gateway, proven or not; nil while there is none.
  public var process: RunningProcess?
  /// The proof that the process is this gateway's.
  public var owner: Ownership
  /// What it answered, layer by layer; without layers where it was not asked.
  public var health: Health
  /// What it is doing; nil where that is not known yet, and for a client.
  public var state: GatewayState?
  /// The action of this Gatehouse that is under way on it; nil where there is none.
  public var operation: GatewayOperation?
  /// What restarts it when it ends by itself.
  public var supervision = Supervision()
  /// Why it does not run, where that is known.
  public var failure: String?
  /// What its newest run prints, absolute; nil where Gatehouse never launched it.
  public var logFile: String?
  /// Bytes of the log file in front of its newest run.
  public var logOffset: Int
  /// Its Control UI on loopback; nil where the config switches that off, or where config or port are not known.
  public var controlURL: String?

  /// Made by `SnapshotBuilder` from a definition, its owner and its health.
  public init(
    id: GatewayID, kind: Definition.Kind = .gateway, name: String, profile: String? = nil,
    source: Definition.Source, isRescue: Bool, isMain: Bool, configPath: String, stateDir: String,
    home: String, workspace: String, configModifiedAt: Double? = nil, isConfigMissing: Bool,
    configProblem: ConfigProblem? = nil, version: String? = nil, plan: PortPlan, placeDoubt: String? = nil,
    portDoubt: String? = nil, browsers: [Browser], listeners: [PortListener], holders: [Int: PortHolder],
    service: Service, runBy: RunBy? = nil, process: RunningProcess? = nil, owner: Ownership, health: Health,
    state: GatewayState? = nil, operation: GatewayOperation? = nil, supervision: Supervision = Supervision(),
    failure: String? = nil, logFile: String? = nil, logOffset: Int, controlURL: String? = nil
  ) {
    self.id = id
    self.kind = kind
    self.name = name
    self.profile = profile
    self.source = source
    self.isRescue = isRescue
    self.isMain = isMain
    self.configPath = configPath
    self.stateDir = stateDir
    self.home = home
    self.workspace = workspace
    self.configModifiedAt = configModifiedAt
    self.isConfigMissing = isConfigMissing
    self.configProblem = configProblem
    self.version = version
    self.plan = plan
    self.placeDoubt = placeDoubt
    self.portDoubt = portDoubt
    self.browsers = browsers
    self.listeners = listeners
    self.holders = holders
    self.service = service
    self.runBy = runBy
    self.process = process
    self.owner = owner
    self.health = health
    self.state = state
    self.operation = operation
    self.supervision = supervision
    self.failure = failure
    self.logFile = logFile
    self.logOffset = logOffset
    self.controlURL = controlURL
  }

  /// Whether anything says which base port it has; else the plan's numbers mean nothing.
  public var isPortKnown: Bool { plan.gateway.from != .unknown }

  /// Whether it is driven from here: neither a client of another gateway nor a container is.
  public var isManaged: Bool { kind == .gateway }

  /// What it is instead of a gateway of this machine, for a person: `remote, to bots.example.net`; nil for a gateway.
  public var kindText: String? {
    switch kind {
    case .gateway: nil
    case .client(let host): host.map { "remote, to \($0)" } ?? "remote"
    case .container: "in a container"
    }
  }

  /// Whether it is the profile without a name: no profile, and not told apart by its paths alone.
  public var isDefaultProfile: Bool { profile == nil && source == .profile || name == "default" }

  /// Browsers of its own that listen although it does not run: what a KILL leaves behind.
  public var leftBrowsers: [PortListener] {
    process == nil ? listeners.filter { $0.userDataDir != nil && holders[$0.port] == .own } : []
  }

  /// What listens on the base port and is not this gateway; nil where nothing else does.
  public var stranger: PortListener? {
    guard isPortKnown, isManaged,
      process == nil || owner.links.contains(where: { $0.kind == .listener && $0.status == .contradicts })
    else { return nil }
    return listeners.first { $0.port == plan.gateway.port }
  }
}
