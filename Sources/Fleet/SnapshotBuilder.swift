import Host
import OpenClaw

/// What the controller knows beyond a survey, by gateway.
public struct LiveFacts: Sendable {
  public var health: [GatewayID: Health] = [:]
  /// The owners that were proven for the survey at hand; one that is missing is proven anew.
  public var owners: [GatewayID: Ownership] = [:]
  public var operations: [GatewayID: Operation] = [:]
  /// The state machines; a gateway without one has the state that a look shows.
  public var lifecycles: [GatewayID: Lifecycle] = [:]
  /// Refusals and failed starts of this session that no run record holds.
  public var failures: [GatewayID: String] = [:]
  /// What `/json/version` names, by port.
  public var browsers: [Int: String] = [:]
  public var cpuPercent: [ProcessIdentity: Double] = [:]
  public var lastEvent: Snapshot.Event?
  /// Who fights over a gateway's port, by gateway.
  public var fights: [GatewayID: [String]] = [:]
  /// When the newest good copy of a config was taken; seconds since 1970.
  public var lastGood: [GatewayID: Double] = [:]
  public var drill: RescueStore.Drill?
  public var rescueRun: RescueRun?
  /// Crosses out the secrets that were read.
  public var redactor = Redactor()

  public init() {}
}

/// Makes a snapshot of a survey: pure, so that tests and the screen see the same.
public struct SnapshotBuilder: Sendable {
  /// Seconds until a start that nothing answers counts as failed.
  public static let startLimit = 60.0

  public var paths: GatehousePaths
  public var config: GatehouseConfig
  public var system: Host.System
  /// Links resolved; a path that does not exist stands for itself.
  public var realPath: @Sendable (String) -> String

  public init(
    paths: GatehousePaths, config: GatehouseConfig, system: Host.System,
    realPath: @escaping @Sendable (String) -> String
  ) {
    self.paths = paths
    self.config = config
    self.system = system
    self.realPath = realPath
  }

  public func build(_ survey: Survey, live: LiveFacts) -> Snapshot {
    let owners = live.owners.isEmpty ? self.owners(survey) : live.owners
    let holders = PortHolders(survey, owners: owners, userID: system.userID, realPath: realPath)
    let gateways = survey.definitions.map { definition in
      gateway(
        definition, owner: owners[definition.id] ?? .none, holders: holders, survey: survey, live: live
      ).shown(by: live.redactor)
    }
    let rules = OwnershipRules(survey: survey, owners: owners, holders: holders)
    let fights = FightRules(fights: live.fights, survey: survey)
    let ownership = (rules.check() + fights.check())
      .map { $0.shown(by: live.redactor) }
    let event = live.lastEvent.map { Snapshot.Event(at: $0.at, text: live.redactor.show($0.text)) }
    let findings =
      ownership.isEmpty ? survey.findings : IsolationChecker.sorted(ownership + survey.findings)
    var snapshot = Snapshot(
      takenAt: survey.takenAt, hostName: system.hostName,
      gateways: RosterOrder(config).sorted(gateways, name: \.name, stateDir: \.stateDir),
      findings: findings, lastEvent: event)
    snapshot.rescue = ReadinessRules(
      config: config, survey: survey, gateways: gateways, findings: findings, live: live
    ).status()
    return snapshot
  }

  /// Whose which process is, no process being two gateways'.
  public func owners(_ survey: Survey) -> [GatewayID: Ownership] {
    Ownership.settled(
      Dictionary(
        survey.definitions.map { ($0.id, evidence(for: $0, survey).prove($0, realPath: realPath)) },
        uniquingKeysWith: { first, _ in first }))
  }

  public func owner(of definition: Definition, survey: Survey) -> Ownership {
    owners(survey)[definition.id] ?? .none
  }

  private func evidence(for definition: Definition, _ survey: Survey) -> OwnershipEvidence {
    OwnershipEvidence(
      run: survey.run(of: definition), locks: survey.locks, processes: survey.processes,
      listeners: survey.listeners, index: survey.index, loose: survey.loose,
      mainPID: survey.service(of: definition)?.mainPID, bootID: system.bootID, userID: system.userID)
  }

  private func gateway(
    _ definition: Definition, owner: Ownership, holders: PortHolders, survey: Survey, live: LiveFacts
  ) -> Gateway {
    let run = survey.run(of: definition)
    let health = live.health[definition.id] ?? Health()
    let process = owner.process.map { self.process($0, survey: survey, live: live) }
    let plan = definition.plan
    let servicePorts = [plan.gateway.port, plan.browserControl.port, plan.canvas.port, plan.relay]
    let allocated = definition.allocations.compactMap { $0.host == nil ? $0.port : nil }
    let ports = Set(servicePorts.compactMap(\.self) + allocated)
    let listeners = survey.listeners.filter { ports.contains($0.port) || plan.cdpRange.contains($0.port) }
    let operation = live.operations[definition.id]
    let isAlive = run.map { $0.isAlive(bootID: system.bootID) { survey.index[$0] } } ?? false
    // A launcher may be gone while the gateway lives on in the group that was made for it.
    let isInGroup =
      run?.bootID == system.bootID && run?.group != nil
      && owner.process.map { survey.index[$0.pid]?.group == run?.group } == true
    let isOurs = isAlive || isInGroup
    let failed = failure(of: run, isAlive: isAlive)
    var lifecycle = live.lifecycles[definition.id] ?? Lifecycle()
    if live.lifecycles[definition.id] == nil {
      lifecycle.apply(.saw(sight(of: definition, owner: owner, survey: survey, live: live)), generation: 0)
    }
    let service = service(definition, owner: owner, survey: survey)
    let order = RosterOrder(config)
    return Gateway(
      id: definition.id, name: definition.name, profile: definition.profile,
      source: definition.sources.first ?? .profile, isRescue: order.isRescue(definition.name),
      isMain: order.isMain(definition.name), configPath: definition.configPath,
      stateDir: definition.stateDir, workspace: definition.workspace,
      configModifiedAt: definition.configModifiedAt, isConfigMissing: isMissing(definition.config),
      configProblem: definition.problem.map { problem in
        ConfigProblem(
          file: paths.abbreviate(problem.file), line: problem.line, column: problem.column,
          message: problem.message)
      },
      version: health.version ?? definition.version?.description, plan: plan,
      isPortKnown: definition.isPortKnown,
      browsers: browsers(definition, holders: holders, live: live),
      listeners: listeners,
      holders: Dictionary(
        listeners.map { ($0.port, holders.holder(of: $0, for: definition)) },
        uniquingKeysWith: { a, b in a == .own ? a : b }), service: service,
      runBy: owner.process == nil
        ? nil : owner.holds(.unit) ? .systemd : isOurs ? .gatehouse : .other,
      process: process, owner: owner, health: health,
      state: lifecycle.state, operation: operation, supervision: supervision(definition, survey: survey),
      failure: owner.process == nil ? live.failures[definition.id] ?? failed : nil,
      logFile: run?.logFile.nonBlank, logOffset: run?.logOffset ?? 0, controlURL: controlURL(definition))
  }

  /// What a look shows of a gateway, for its state machine.
  public func sight(
    of definition: Definition, owner: Ownership, survey: Survey, live: LiveFacts
  ) -> Sight {
    let run = survey.run(of: definition)
    let isAlive = run.map { $0.isAlive(bootID: system.bootID) { survey.index[$0] } } ?? false
    // A step that is older than a start may last was cut off with its Gatehouse.
    let isFresh =
      run.map { $0.bootID == system.bootID && abs(survey.takenAt - $0.startedAt) < Self.startLimit } ?? false
    let phase = run.flatMap { run -> RunRecord.Phase? in
      let isUnfinished = run.phase == .launching || run.phase == .starting
      return isUnfinished && !isFresh ? nil : run.phase
    }
    return Sight.of(
      run: phase, hasOwner: owner.process != nil,
      health: live.health[definition.id] ?? Health(),
      hasFailed: failure(of: run, isAlive: isAlive) != nil || live.failures[definition.id] != nil,
      startedSecondsAgo: owner.process.map {
        survey.takenAt - system.startTime(of: $0, at: survey.takenAt)
      }, startLimit: Self.startLimit)
  }

  /// What restarts a gateway when it ends by itself. A unit's manager has its own rules.
  public func supervision(_ definition: Definition, survey: Survey) -> Supervision {
    var supervision = Supervision()
    guard definition.unit == nil, !definition.isStray else { return supervision }
    let run = survey.run(of: definition)
    supervision.isChosen = survey.policies[definition.id] != nil
    supervision.policy =
      survey.policies[definition.id]?.policy ?? definition.restart ?? config.restart.policy
    supervision.supervisor = survey.supervisors[definition.id]
    supervision.isStopWanted = run?.isStopWanted == true
    if run?.phase == .backingOff { supervision.retryAt = run?.retryAt }
    supervision.endings =
      RestartDecision.recent(run?.endings ?? [], settings: config.restart, now: survey.takenAt).count
    return supervision
  }

  /// Why the last run is not running any more, unless somebody stopped it or the machine was restarted.
  private func failure(of run: RunRecord?, isAlive: Bool) -> String? {
    guard let run, run.bootID == system.bootID || run.phase == .failed || run.phase == .backingOff
    else { return nil }
    switch run.phase {
    case .failed, .backingOff: return run.failure ?? "the last start failed"
    case .running: return isAlive ? nil : "ended by itself"
    case .launching, .starting, .stopping, .ended: return nil
    }
  }

  private func isMissing(_ config: Definition.Config) -> Bool {
    if case .missing = config { true } else { false }
  }

  private func process(
    _ identity: ProcessIdentity, survey: Survey, live: LiveFacts
  ) -> Gateway.Process {
    let tree = survey.index.tree(identity.pid)
    return Gateway.Process(
      identity: identity,
      // Whole seconds: the kernel's ticks and our clock do not agree to the hundredth.
      startedAt: system.startTime(of: identity, at: survey.takenAt).rounded(),
      memoryBytes: tree.reduce(0) { $0 + $1.residentBytes },
      cpuPercent: live.cpuPercent[identity], count: tree.count)
  }

  private func service(_ definition: Definition, owner: Ownership, survey: Survey) -> Gateway.Service {
    let names = ServiceNames(profile: definition.profile)
    guard let unit = definition.unit else {
      return Gateway.Service(
        manager: "systemd-user", unit: "\(names.systemdUnit).service", state: nil, mainPID: nil,
        isInstalled: false)
    }
    let status = survey.service(of: definition)
    // Without an answer of the manager the process's control group tells that the unit runs, and no more.
    let isInUnit = owner.holds(.unit)
    var service = Gateway.Service(
      manager: unit.isUserUnit ? "systemd-user" : "systemd-system", unit: unit.name,
      state: status?.activeState ?? (isInUnit ? "active" : nil),
      mainPID: status.map { $0.mainPID } ?? (isInUnit ? owner.process?.pid : nil), isInstalled: true)
    service.subState = status?.subState
    service.fileState = status?.fileState
    service.restarts = status?.restarts
    service.needsReload = status?.needsReload ?? false
    return service
  }

  private func browsers(
    _ definition: Definition, holders: PortHolders, live: LiveFacts
  ) -> [Gateway.Browser] {
    definition.allocations.map { allocation in
      guard allocation.host == nil, let port = allocation.port else {
        return Gateway.Browser(allocation: allocation, listener: nil, browser: nil)
      }
      let listener = holders.listeners(on: port).first
      return Gateway.Browser(
        allocation: allocation, listener: listener, browser: live.browsers[port],
        holder: listener.map { holders.holder(of: $0, for: definition) })
    }
  }

  private func controlURL(_ definition: Definition) -> String? {
    guard let config = definition.config.value, config.controlUIEnabled else { return nil }
    let scheme = config.hasTLS ? "https" : "http"
    let path = config.controlUIBasePath.map { $0.hasPrefix("/") ? $0 : "/" + $0 } ?? "/"
    return "\(scheme)://127.0.0.1:\(definition.plan.gateway.port)\(path)"
  }
}
