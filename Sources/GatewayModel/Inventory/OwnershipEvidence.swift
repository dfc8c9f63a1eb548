import Host
import OpenClaw

/// What is known of one gateway's processes when its owner is sought.
public struct OwnershipEvidence: Sendable {
  /// The newest run of the gateway; nil where Gatehouse never launched it.
  public var run: RunRecord?
  /// Of all gateways; those of others are passed over.
  public var locks: [LockRecord]
  /// All processes that look like gateways.
  public var processes: [InventoryFacts.GatewayProcess]
  /// All listeners on ports of gateways.
  public var listeners: [PortListener]
  /// The processes of this look.
  public var index: ProcessIndex
  /// Gateway processes of this home that nothing but their port ties to a gateway.
  public var loose: Set<ProcessIdentity>
  /// The main process that the service manager names.
  public var mainPID: Int32?
  /// The present boot: a run record of another one proves nothing.
  public var bootID: String
  /// Who Gatehouse runs as: another user's process is foreign.
  public var userID: UInt32

  /// Made by `HostInventory` for one gateway.
  public init(
    run: RunRecord?, locks: [LockRecord], processes: [InventoryFacts.GatewayProcess],
    listeners: [PortListener], index: ProcessIndex, loose: Set<ProcessIdentity> = [], mainPID: Int32? = nil,
    bootID: String, userID: UInt32
  ) {
    self.run = run
    self.locks = locks
    self.processes = processes
    self.listeners = listeners
    self.index = index
    self.loose = loose
    self.mainPID = mainPID
    self.bootID = bootID
    self.userID = userID
  }

  /// Finds the process that is taken for the gateway, and what speaks for it and against it.
  /// - Parameter realPath: resolves links.
  public func prove(_ definition: Definition, realPath: (String) -> String) -> Ownership {
    // Only a lock that speaks of a living process that could be the gateway; what it does not name it does not prove.
    let lock = locks.first { lock in
      belongs(lock, to: definition, realPath: realPath) && index[lock.pid].map(lock.matches) == true
        && isGateway(lock, definition)
    }
    let recorded = run.flatMap { run in
      run.isAlive(bootID: bootID) { index[$0] } ? run.process : nil
    }
    let locked = lock.flatMap { index[$0.pid]?.identity }
    // The lock's process is the gateway itself; the record's may be its launcher.
    let started = processes.first { isStarted($0, for: definition, realPath: realPath) }?.identity
    guard
      let owner = locked ?? recorded ?? started ?? mainPID.flatMap({ index[$0]?.identity })
        ?? processes.first(where: { isLooseHolder($0, of: definition) })?.identity
    else { return .none }
    let facts = processes.first { $0.identity == owner }
    if let other = facts?.userID, other != userID {
      var none = Ownership.none
      none.foreign = .init(pid: owner.pid, userID: other)
      return none
    }

    var links: [Ownership.Link] = []
    if recorded != nil, let run {
      let isSame = recorded.map { index.isRelated($0.pid, owner.pid) } ?? true
      links.append(
        isSame
          ? .init(.record, .holds, "run \(run.generation) by Gatehouse")
          : .init(.record, .contradicts, "run \(run.generation) by Gatehouse is pid \(recorded?.pid ?? 0)"))
    }
    if let lock {
      links.append(.init(.lock, .holds, lock.path))
      links.append(
        .init(.startTime, lock.startTicks == nil ? .unknown : .holds, "started at tick \(owner.startTicks)"))
    } else {
      links.append(.init(.lock, .unknown, "no lock file names it"))
      if recorded != nil { links.append(.init(.startTime, .holds, "as recorded")) }
    }
    links.append(listenerLink(definition, owner: owner))
    links.append(stateLink(definition, lock: lock, facts: facts, realPath: realPath))
    if let unit = definition.unit { links.append(unitLink(unit, owner: owner, facts: facts)) }
    return Ownership(process: owner, links: links)
  }

  /// Further processes that run as this gateway beside its owner: by a lock with their start time, or by what they were started with.
  /// - Parameter taken: the owners of other gateways, which are none of these.
  public func others(
    of definition: Definition, than owner: ProcessIdentity, taken: Set<ProcessIdentity> = [],
    realPath: (String) -> String
  ) -> [ProcessIdentity] {
    processes.filter { process in
      guard process.identity != owner, !taken.contains(process.identity), process.userID == userID,
        !process.seesOtherMounts,
        index[process.identity.pid]?.isAlive == true, !index.isRelated(process.identity.pid, owner.pid),
        !index.isRelated(owner.pid, process.identity.pid)
      else { return false }
      let isLocked = locks.contains { lock in
        belongs(lock, to: definition, realPath: realPath) && lock.pid == process.identity.pid
          && index[lock.pid].map(lock.matches) == true && isGateway(lock, definition)
      }
      return isLocked || isStarted(process, for: definition, realPath: realPath)
    }.map(\.identity)
  }

  /// The manager's main process agrees if it is related or in the unit's control group. A unit that does not run says nothing.
  private func unitLink(
    _ unit: UnitFile, owner: ProcessIdentity, facts: InventoryFacts.GatewayProcess?
  ) -> Ownership.Link {
    if ControlGroup.isOf(unit, facts?.controlGroup, userID: userID) {
      return .init(.unit, .holds, "in \(unit.name)")
    }
    guard let mainPID else { return .init(.unit, .unknown, "not run by \(unit.name)") }
    if index.isRelated(mainPID, owner.pid) {
      return .init(.unit, .holds, "main process of \(unit.name)")
    }
    return .init(.unit, .contradicts, "\(unit.name) runs pid \(mainPID)")
  }

  /// A gateway that was started without any variable and keeps no lock, on the very port of this one: shown, never proven.
  private func isLooseHolder(_ process: InventoryFacts.GatewayProcess, of definition: Definition) -> Bool {
    guard loose.contains(process.identity) else { return false }
    return listeners.contains { listener in
      listener.port == definition.plan.gateway.known
        && listener.pid.map { index.isRelated($0, process.identity.pid) } == true
    }
  }

  /// A lock is a file, and a file alone proves no process: what it names must be a gateway by its name or executable, by a listener on
  /// a port of the gateway, or by the mark of its run.
  private func isGateway(_ lock: LockRecord, _ definition: Definition) -> Bool {
    guard let process = processes.first(where: { $0.identity == index[lock.pid]?.identity }) else {
      return false
    }
    if process.couldBeGateway { return true }
    if let run, process.environment?[RunRecord.variable] == run.id { return true }
    let ports = [definition.plan.gateway.known, lock.port].compactMap { $0 }
    return listeners.contains { listener in
      ports.contains(listener.port) && listener.pid.map { index.isRelated($0, lock.pid) } == true
    }
  }

  private func belongs(
    _ lock: LockRecord, to definition: Definition, realPath: (String) -> String
  ) -> Bool {
    if let stateDir = lock.stateDir, !realPath(stateDir).isSameBytes(as: definition.id.stateDir) {
      return false
    }
    guard let configPath = lock.configPath else { return lock.stateDir != nil }
    return realPath(configPath).isSameBytes(as: definition.id.configPath)
  }

  /// What a process was started with may confirm it; without a lock or record a unit's cgroup or both paths must.
  private func isStarted(
    _ process: InventoryFacts.GatewayProcess, for definition: Definition, realPath: (String) -> String
  ) -> Bool {
    if process.userID != nil, process.userID != userID { return false }
    if let unit = definition.unit, ControlGroup.isOf(unit, process.controlGroup, userID: userID) {
      return true
    }
    guard !process.seesOtherMounts, let stateDir = process.path("OPENCLAW_STATE_DIR"),
      let configPath = process.path("OPENCLAW_CONFIG_PATH")
    else { return isStartedInHome(process, for: definition, realPath: realPath) }
    return realPath(stateDir).isSameBytes(as: definition.id.stateDir)
      && realPath(configPath).isSameBytes(as: definition.id.configPath)
  }

  /// A process of a home of its own, or one whose command line still names its profile: that decides its places.
  private func isStartedInHome(
    _ process: InventoryFacts.GatewayProcess, for definition: Definition, realPath: (String) -> String
  ) -> Bool {
    guard !process.seesOtherMounts, let environment = process.environment, let home = process.home,
      environment["OPENCLAW_STATE_DIR"]?.nonBlank == nil,
      environment["OPENCLAW_CONFIG_PATH"]?.nonBlank == nil,
      environment["OPENCLAW_HOME"]?.nonBlank != nil || process.profile != nil || definition.isOfOtherHome
    else { return false }
    let paths = StatePaths.ofProfile(process.profile ?? nil, home: home)
    return realPath(paths.stateDir).isSameBytes(as: definition.id.stateDir)
      && realPath(paths.configPath).isSameBytes(as: definition.id.configPath)
  }

  private func listenerLink(_ definition: Definition, owner: ProcessIdentity) -> Ownership.Link {
    guard let base = definition.plan.gateway.known else {
      return .init(.listener, .unknown, "its port is not known")
    }
    let sockets = listeners.filter { $0.port == base }
    guard !sockets.isEmpty else { return .init(.listener, .unknown, "nothing listens on \(base)") }
    guard sockets.contains(where: { $0.pid != nil }) else {
      return .init(.listener, .unknown, "who listens on \(base) may not be seen")
    }
    if sockets.contains(where: { $0.pid.map { index.isRelated($0, owner.pid) } ?? false }) {
      return .init(.listener, .holds, "listens on \(base)")
    }
    if let unit = definition.unit,
      sockets.contains(where: { ControlGroup.isOf(unit, $0.controlGroup, userID: userID) }),
      ControlGroup.isOf(
        unit, processes.first { $0.identity == owner }?.controlGroup, userID: userID)
    {
      return .init(.listener, .holds, "listens on \(base), in the same unit")
    }
    let holder = sockets.compactMap { $0.pid == nil ? nil : $0.holder }.first ?? "another process"
    return .init(.listener, .contradicts, "\(base) is held by \(holder)")
  }

  private func stateLink(
    _ definition: Definition, lock: LockRecord?, facts: InventoryFacts.GatewayProcess?,
    realPath: (String) -> String
  ) -> Ownership.Link {
    if lock?.stateDir != nil { return .init(.stateDir, .holds, "as its lock says") }
    if let stateDir = facts?.path("OPENCLAW_STATE_DIR"),
      realPath(stateDir).isSameBytes(as: definition.id.stateDir)
    {
      return .init(.stateDir, .holds, "as it was started with")
    }
    // The environment may confirm, never contradict: older versions set their variables later.
    return .init(.stateDir, .unknown, "nothing names it")
  }
}
