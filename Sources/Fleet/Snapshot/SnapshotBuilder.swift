import GatewayModel
import Host
import Isolation
import OpenClaw
import Records

/// Makes a snapshot of an inventory: pure, so that tests and the screen see the same.
public struct SnapshotBuilder: Sendable {
  /// Seconds until a start that nothing answers counts as failed.
  public static let startLimit = 60.0

  /// Writes `~` for the home.
  public var paths: GatehousePaths
  /// Names main and rescue, orders the roster, and has the restart policies.
  public var config: GatehouseConfig
  /// This machine's clock, boot, user and name.
  public var system: Machine.System
  /// Resolves links; of a path that does not exist those of the part that does.
  public var realPath: @Sendable (String) -> String

  /// Made once by `ControlBase`.
  public init(
    paths: GatehousePaths, config: GatehouseConfig, system: Machine.System,
    realPath: @escaping @Sendable (String) -> String
  ) {
    self.paths = paths
    self.config = config
    self.system = system
    self.realPath = realPath
  }

  /// A snapshot as it is shown, without secrets. It adds to the inventory's findings those about processes and fights.
  public func build(_ inventory: HostInventory, live: RuntimeState) -> Snapshot {
    let owners = inventory.owners
    let holders = PortHolders(inventory, owners: owners, userID: system.userID, realPath: realPath)
    let gateways = inventory.definitions.map { definition in
      gateway(
        definition, owner: owners[definition.id] ?? .none, holders: holders, inventory: inventory, live: live
      ).shown(by: live.redactor)
    }
    let taken = Set(owners.values.compactMap(\.process))
    let rules = OwnershipRules(
      inventory: inventory, owners: owners, holders: holders,
      others: { others(of: $0, than: owners[$0.id] ?? .none, taken: taken, inventory: inventory) })
    let fights = SupervisorsFighting(fights: live.fights, inventory: inventory)
    let ownership = (rules.check() + fights.check())
      .map { $0.shown(by: live.redactor) }
    let event = live.lastEvent.map { Snapshot.Event(at: $0.at, text: live.redactor.show($0.text)) }
    let findings =
      ownership.isEmpty ? inventory.findings : IsolationChecker.sorted(ownership + inventory.findings)
    var snapshot = Snapshot(
      takenAt: inventory.takenAt, hostName: system.hostName,
      gateways: RosterOrder(config).sorted(gateways, name: \.name, stateDir: \.stateDir),
      findings: findings, lastEvent: event)
    snapshot.rescue = ReadinessRules(
      config: config, inventory: inventory, gateways: gateways, findings: findings, live: live
    ).status()
    return snapshot
  }

  /// Processes that run as this gateway beside its owner.
  /// - Parameter taken: the owners of other gateways, which are none of these.
  public func others(
    of definition: Definition, than owner: Ownership, taken: Set<ProcessIdentity> = [],
    inventory: HostInventory
  ) -> [ProcessIdentity] {
    guard let process = owner.process else { return [] }
    return inventory.evidence(for: definition, bootID: system.bootID, userID: system.userID).others(
      of: definition, than: process, taken: taken, realPath: realPath)
  }

  private func gateway(
    _ definition: Definition, owner: Ownership, holders: PortHolders, inventory: HostInventory,
    live: RuntimeState
  ) -> Gateway {
    let run = inventory.run(of: definition)
    let health = live.health[definition.id] ?? Health()
    let process = owner.process.map { self.process($0, inventory: inventory, live: live) }
    let plan = definition.plan
    let ports = definition.ports
    let range = definition.isManaged ? plan.knownCDPRange : nil
    let listeners = inventory.listeners.filter { ports.contains($0.port) || range?.contains($0.port) == true }
    let operation = live.operations[definition.id]
    let isAlive = run.map { $0.isAlive(bootID: system.bootID) { inventory.index[$0] } } ?? false
    // A launcher may be gone while the gateway lives on in the group that was made for it.
    let isInGroup =
      run?.bootID == system.bootID && run?.group != nil
      && owner.process.map { inventory.index[$0.pid]?.group == run?.group } == true
    let isOurs = isAlive || isInGroup
    let failed = failure(of: run, isAlive: isAlive)
    var lifecycle = live.lifecycles[definition.id] ?? Lifecycle()
    if live.lifecycles[definition.id] == nil {
      lifecycle.apply(
        .saw(sight(of: definition, owner: owner, inventory: inventory, live: live)), generation: 0)
    }
    let service = service(definition, owner: owner, inventory: inventory)
    let order = RosterOrder(config)
    var gateway = Gateway(
      id: definition.id, kind: definition.kind, name: definition.name, profile: definition.profile,
      source: definition.sources.first ?? .profile, isRescue: order.isRescue(definition.name),
      isMain: order.isMain(definition.name), configPath: definition.configPath,
      stateDir: definition.stateDir, home: definition.home, workspace: definition.workspace,
      configModifiedAt: definition.configModifiedAt,
      isConfigMissing: definition.placeDoubt == nil && isMissing(definition.config),
      configProblem: definition.problem.map { problem in
        problem.named(paths.abbreviate(problem.file))
      },
      version: health.version ?? definition.version?.description, plan: plan,
      portDoubt: definition.portDoubt,
      browsers: browsers(definition, holders: holders, live: live),
      listeners: listeners,
      holders: Dictionary(
        listeners.map { ($0.port, holders.holder(of: $0, for: definition)) },
        uniquingKeysWith: { a, b in a == .own ? a : b }), service: service,
      runBy: owner.process == nil
        ? nil : owner.holds(.unit) ? .systemd : isOurs ? .gatehouse : runBy(definition, owner, inventory),
      process: process, owner: owner, health: health,
      state: lifecycle.state, operation: operation,
      supervision: supervision(definition, inventory: inventory),
      failure: owner.process == nil
        ? serviceFailure(definition, inventory: inventory, live: live) ?? live.failures[definition.id]
          ?? failed
        : nil,
      logFile: run?.logFile.nonBlank, logOffset: run?.logOffset ?? 0, controlURL: definition.controlURL)
    gateway.placeDoubt = definition.placeDoubt
    gateway.silence = definition.silence
    if !definition.isManaged { gateway.state = unmanagedState(definition, listeners, holders) }
    return gateway
  }

  /// The state of a row that is not managed here: of a container whether its published port is listened on, of a client none.
  private func unmanagedState(
    _ definition: Definition, _ listeners: [PortListener], _ holders: PortHolders
  ) -> GatewayState? {
    guard definition.kind == .container, definition.isPortKnown else { return nil }
    let isListening = listeners.contains { listener in
      listener.port == definition.plan.gateway.port
        && [.own, .unknown].contains(holders.holder(of: listener, for: definition))
    }
    return isListening ? .running : .stopped
  }

  /// What a look shows of a gateway, for its state machine.
  public func sight(
    of definition: Definition, owner: Ownership, inventory: HostInventory, live: RuntimeState
  ) -> ObservedState {
    let run = inventory.run(of: definition)
    let isAlive = run.map { $0.isAlive(bootID: system.bootID) { inventory.index[$0] } } ?? false
    // A record that has said launching or starting for longer than a start may last: its Gatehouse has died.
    let isFresh =
      run.map { $0.bootID == system.bootID && abs(inventory.takenAt - $0.startedAt) < Self.startLimit }
      ?? false
    let phase = run.flatMap { run -> RunRecord.Phase? in
      let isUnfinished = run.phase == .launching || run.phase == .starting
      return isUnfinished && !isFresh ? nil : run.phase
    }
    let awaited = phase.map { isAwaited(definition, run, phase: $0, inventory: inventory) } ?? false
    return ObservedState.of(
      run: awaited ? .backingOff : phase, hasOwner: owner.process != nil,
      health: live.health[definition.id] ?? Health(),
      hasFailed: failure(of: run, isAlive: isAlive) != nil || live.failures[definition.id] != nil,
      startedSecondsAgo: owner.process.map {
        inventory.takenAt - system.startTime(of: $0, at: inventory.takenAt)
      }, startLimit: Self.startLimit, service: inventory.service(of: definition),
      notListeningSeconds: live.health[definition.id]?.layers[.listening].map { inventory.takenAt - $0.since }
        ?? .infinity)
  }

  /// Whether the restart policy will start it again after a clean end. Until that is planned the state is "backing off", not "stopped".
  private func isAwaited(
    _ definition: Definition, _ run: RunRecord?, phase: RunRecord.Phase, inventory: HostInventory
  ) -> Bool {
    guard let run, let ending = run.ending, phase == .ended, run.isGivenUp != true,
      run.isStopWanted != true, run.bootID == system.bootID, inventory.supervisors[definition.id] != nil
    else { return false }
    let policy = supervision(definition, inventory: inventory).policy
    let decision = RestartDecision.of(
      ending, policy: policy, settings: config.restart, endings: run.endings ?? [], now: inventory.takenAt,
      jitter: 0)
    if case .restart = decision { return true }
    return false
  }

  /// What restarts a gateway when it ends by itself. A unit's manager has its own rules.
  public func supervision(_ definition: Definition, inventory: HostInventory) -> Supervision {
    var supervision = Supervision()
    if definition.unit != nil, let status = inventory.service(of: definition) {
      supervision.retryAt = status.retryAt
      supervision.endings = status.isBackingOff ? status.restarts ?? 0 : 0
    }
    guard definition.unit == nil, !definition.isStray, definition.isManaged else { return supervision }
    let run = inventory.run(of: definition)
    supervision.isChosen = inventory.policies[definition.id] != nil
    supervision.policy =
      inventory.policies[definition.id]?.policy ?? definition.restart ?? config.restart.policy
    supervision.supervisor = inventory.supervisors[definition.id]
    supervision.isStopWanted = run?.isStopWanted == true
    if run?.phase == .backingOff { supervision.retryAt = run?.retryAt }
    supervision.endings =
      RestartDecision.recent(run?.endings ?? [], settings: config.restart, now: inventory.takenAt).count
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

  /// Who keeps a process running that is neither a unit's nor a Gatehouse's.
  private func runBy(_ definition: Definition, _ owner: Ownership, _ inventory: HostInventory)
    -> Gateway.RunBy
  {
    let name = definition.supervisor?.name ?? owner.process.flatMap { Parentage.of($0, in: inventory.index) }
    return name.map { .named($0) } ?? .other
  }

  /// Why a unit does not run, where its manager says that it failed or waits: with the reason that its last run gave.
  private func serviceFailure(_ definition: Definition, inventory: HostInventory, live: RuntimeState)
    -> String?
  {
    guard let unit = definition.unit, let status = inventory.service(of: definition),
      status.activeState == .failed || status.isBackingOff
    else { return nil }
    let how = status.exitCode.map { "exit \($0)" } ?? status.result ?? "failed"
    let times = status.restarts.map { $0 == 0 ? "" : ", restarted \($0) time\($0 == 1 ? "" : "s")" } ?? ""
    let what =
      status.isBackingOff
      ? "\(unit.name) ended (\(how)\(times)) and is started again"
      : "\(unit.name) has failed (\(how)\(times)): its manager does not start it again"
    let reason = live.unitReasons[definition.id]
    guard let reason, reason.invocation == status.invocation else { return what }
    return "\(what): \(reason.text)"
  }

  private func isMissing(_ config: Definition.Config) -> Bool {
    if case .missing = config { true } else { false }
  }

  private func process(
    _ identity: ProcessIdentity, inventory: HostInventory, live: RuntimeState
  ) -> Gateway.RunningProcess {
    let tree = inventory.index.tree(identity.pid)
    return Gateway.RunningProcess(
      identity: identity,
      // Whole seconds: the kernel's ticks and our clock do not agree to the hundredth.
      startedAt: system.startTime(of: identity, at: inventory.takenAt).rounded(),
      memoryBytes: tree.reduce(0) { $0 + $1.residentBytes },
      cpuPercent: live.cpuPercent[identity], count: tree.count)
  }

  private func service(_ definition: Definition, owner: Ownership, inventory: HostInventory)
    -> Gateway.Service
  {
    let names = ServiceNames(profile: definition.profile)
    guard let unit = definition.unit else {
      return Gateway.Service(
        manager: "systemd-user", unit: "\(names.systemdUnit).service", state: nil, mainPID: nil,
        isInstalled: false)
    }
    let status = inventory.service(of: definition)
    // Without an answer of the manager the process's control group tells that the unit runs, and no more.
    let isInUnit = owner.holds(.unit)
    var service = Gateway.Service(
      manager: unit.isUserUnit ? "systemd-user" : "systemd-system", unit: unit.name,
      state: status?.activeState ?? (isInUnit ? .active : nil),
      mainPID: status.map { $0.mainPID } ?? (isInUnit ? owner.process?.pid : nil), isInstalled: true)
    service.subState = status?.subState
    service.fileState = status?.fileState
    service.restarts = status?.restarts
    service.needsReload = status?.needsReload ?? false
    return service
  }

  private func browsers(
    _ definition: Definition, holders: PortHolders, live: RuntimeState
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
}
