import Host
import OpenClaw

/// A gateway in a snapshot: everything the screen and `--json` show, and no secret.
public struct Gateway: Sendable, Equatable {
  public struct RunningProcess: Sendable, Equatable {
    public var identity: ProcessIdentity
    /// Seconds since 1970.
    public var startedAt: Double
    /// Sum over the proven process tree.
    public var memoryBytes: Int
    public var cpuPercent: Double?
    public var count: Int

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

  public struct Service: Sendable, Equatable, Codable {
    /// `systemd-user`, `systemd-system`.
    public var manager: String
    public var unit: String
    /// `active`, `inactive`, `failed`, `activating`, …; nil where the manager does not answer.
    public var state: UnitState?
    public var mainPID: Int32?
    public var isInstalled: Bool
    /// `running`, `dead`, `auto-restart`, …
    public var subState: String?
    /// Whether it starts with the machine: `enabled`, `disabled`, `static`.
    public var fileState: String?
    /// How often the manager has restarted it by itself.
    public var restarts: Int?
    /// Whether its file was changed since the manager read it.
    public var needsReload = false

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
    case gatehouse, systemd, other
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
    public var allocation: CDPAllocation
    public var listener: PortListener?
    /// The browser that `/json/version` names; nil where nothing answers.
    public var browser: String?
    /// Whose the listener is.
    public var holder: PortHolder?

    public init(
      allocation: CDPAllocation, listener: PortListener?, browser: String?, holder: PortHolder? = nil
    ) {
      self.allocation = allocation
      self.listener = listener
      self.browser = browser
      self.holder = holder
    }
  }

  public var id: GatewayID
  public var kind = Definition.Kind.gateway
  public var name: String
  public var profile: String?
  public var source: Definition.Source
  public var isRescue: Bool
  public var isMain: Bool
  public var configPath: String
  public var stateDir: String
  /// What `~` stands for in its files.
  public var home: String
  public var workspace: String
  public var configModifiedAt: Double?
  public var isConfigMissing: Bool
  /// With the file's name as it is shown.
  public var configProblem: ConfigProblem?
  public var version: String?
  public var plan: PortPlan
  /// Why its config and state directory are not known; nil where they are.
  public var placeDoubt: String?
  /// Why its base port is not known, where more than its config is to blame.
  public var portDoubt: String?
  public var browsers: [Browser]
  /// Listeners on the base, control, canvas and relay ports, on allocated CDP ports and in the CDP range.
  public var listeners: [PortListener]
  /// Whose those are, by port.
  public var holders: [Int: PortHolder]
  public var service: Service
  public var runBy: RunBy?
  public var process: RunningProcess?
  public var owner: Ownership
  public var health: Health
  public var state: GatewayState?
  public var operation: GatewayOperation?
  /// What restarts it when it ends by itself.
  public var supervision = Supervision()
  /// Why it does not run, where that is known.
  public var failure: String?
  public var logFile: String?
  /// Where this run's log begins.
  public var logOffset: Int
  public var controlURL: String?

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

  /// The listener on the base port that is not this gateway's.
  public var stranger: PortListener? {
    guard isPortKnown, isManaged,
      process == nil || owner.links.contains(where: { $0.kind == .listener && $0.status == .contradicts })
    else { return nil }
    return listeners.first { $0.port == plan.gateway.port }
  }
}
