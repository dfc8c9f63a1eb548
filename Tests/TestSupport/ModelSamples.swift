import GatewayModel
import Host
import OpenClaw

/// Values of the model as a test needs them, with nothing said that the test does not say.
public enum ModelSamples {
  /// A gateway of a profile below `/h`, as its files describe it.
  public static func definition(
    _ name: String, port: Int = 18789, from: PortPlan.Provenance = .config, config text: String? = nil,
    version: String? = nil, allocations: [CDPAllocation] = [], change: (inout Definition) -> Void = { _ in }
  ) throws -> Definition {
    let directory = name == "default" ? "/h/.openclaw" : "/h/.openclaw-\(name)"
    let path = directory + "/openclaw.json"
    let config = try text.map { try Self.config($0, path: path) }
    let version = version.flatMap { Version($0) }
    var definition = Definition(
      id: GatewayID(stateDir: directory, configPath: path), name: name,
      profile: name == "default" ? nil : name, isProfile: true, sources: [.profile], stateDir: directory,
      configPath: path, home: "/h", isOfOtherHome: false, workspace: directory + "/workspace",
      claims: ClaimedResources(), config: config.map { .valid($0) } ?? .missing, configProblems: [],
      configDoubts: [], version: version,
      plan: PortPlan(
        gateway: .init(port, from), canvas: config?.canvasPort,
        browser: config?.browser ?? BrowserSettings(), rules: VersionRules(version: version)),
      allocations: allocations, environment: [:], referencedVariables: [], missingVariables: [], secrets: [],
      configFiles: [path], variableFiles: [])
    change(&definition)
    return definition
  }

  /// The config that a text is.
  public static func config(_ text: String, path: String = "/h/.openclaw/openclaw.json") throws
    -> GatewayConfig
  {
    GatewayConfig(
      try ConfigDocument.load(path: path, environment: [:]) { asked in
        asked == path ? .success(text) : .failure(ConfigReadFailure("no such file"))
      })
  }

  public static func inventory(
    _ definitions: [Definition], processes: [ProcessFacts] = [], listeners: [PortListener] = [],
    locks: [LockRecord] = [], gateways: [InventoryFacts.GatewayProcess] = [], runs: [RunRecord] = [],
    services: [ServiceStatus] = [], takenAt: Double = 1_000_000
  ) -> HostInventory {
    HostInventory(
      takenAt: takenAt, definitions: definitions, locks: locks, leftLocks: [], processes: gateways,
      index: ProcessIndex(processes), listeners: listeners, runs: runs,
      basis: AssessmentBasis(revision: 1, listeningPorts: [], unclaimedDirectories: [], isLingering: nil),
      listeningPorts: Set(listeners.map(\.port)), ephemeral: EphemeralPorts.standard, loose: [],
      newHolders: [],
      services: Dictionary(
        services.map { (ServiceKey(unit: $0.unit, isUserUnit: $0.isUserUnit), $0) },
        uniquingKeysWith: { first, _ in first }), supervisors: [:], policies: [:], unreadable: [],
      runsByGateway: Dictionary(
        runs.map { (GatewayID(stateDir: $0.stateDir, configPath: $0.configPath), $0) },
        uniquingKeysWith: { _, last in last }))
  }

  public static func facts(
    _ pid: Int32, ticks: UInt64 = 7, name: String = "node", parent: Int32 = 1, group: Int32 = 0,
    state: Character = "S"
  ) -> ProcessFacts {
    ProcessFacts(
      identity: ProcessIdentity(pid: pid, startTicks: ticks), name: name, state: state, parent: parent,
      group: group)
  }

  public static func listener(
    _ port: Int, pid: Int32?, command: String? = "node", user: UInt32 = 1000, group: String? = nil,
    data: String? = nil
  ) -> PortListener {
    PortListener(
      port: port, address: "127.0.0.1", pid: pid, command: command, userID: user, userDataDir: data,
      controlGroup: group)
  }

  public static func gatewayProcess(
    _ pid: Int32, ticks: UInt64 = 7, environment: [String: String]? = nil, group: String? = nil,
    user: UInt32? = 1000
  ) -> InventoryFacts.GatewayProcess {
    InventoryFacts.GatewayProcess(
      identity: ProcessIdentity(pid: pid, startTicks: ticks), environment: environment, controlGroup: group,
      userID: user)
  }

  public static func run(
    _ name: String = "work", id: String = "run-1", phase: RunRecord.Phase = .running,
    process: ProcessIdentity? = nil, startedAt: Double = 999_000, bootID: String = "boot"
  ) -> RunRecord {
    let directory = name == "default" ? "/h/.openclaw" : "/h/.openclaw-\(name)"
    return RunRecord(
      id: id, name: name, stateDir: directory, configPath: directory + "/openclaw.json", generation: 3,
      phase: phase, bootID: bootID, port: 18789, command: ["openclaw", "gateway"], logFile: "/h/log",
      logOffset: 12, startedAt: startedAt, process: process)
  }

  /// A gateway as a snapshot has it, stopped and without any listener.
  public static func gateway(
    _ name: String = "work", port: Int = 18789, from: PortPlan.Provenance = .config,
    change: (inout Gateway) -> Void = { _ in }
  ) -> Gateway {
    let directory = name == "default" ? "/h/.openclaw" : "/h/.openclaw-\(name)"
    var gateway = Gateway(
      id: GatewayID(stateDir: directory, configPath: directory + "/openclaw.json"), name: name,
      profile: name == "default" ? nil : name, source: .profile, isRescue: name == "rescue",
      isMain: name == "default", configPath: directory + "/openclaw.json", stateDir: directory, home: "/h",
      workspace: directory + "/workspace", isConfigMissing: false,
      plan: PortPlan(
        gateway: .init(port, from), canvas: nil, browser: BrowserSettings(),
        rules: VersionRules(version: nil)), browsers: [], listeners: [], holders: [:],
      service: .init(
        manager: "systemd-user", unit: "openclaw-gateway.service", state: nil, mainPID: nil,
        isInstalled: false), owner: .none, health: Health(), logOffset: 0)
    change(&gateway)
    return gateway
  }

  /// A finding about gateways of these names, as `gateway` makes them.
  public static func finding(
    _ code: FindingCode, _ severity: Finding.Severity, _ gateways: [String], ports: [Finding.Ports] = [],
    paths: [String] = []
  ) -> Finding {
    Finding(
      code, severity, gateways: gateways.map { NamedGateway(id: gateway($0).id, name: $0) }, ports: ports,
      paths: paths, detail: "d", fix: "f")
  }
}
