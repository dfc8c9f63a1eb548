import Fleet
import GatewayModel
import Host
import Records

/// The restart policy at work: one Gatehouse at a time restarts a gateway, and never what a person stopped.
@ControlActor
final class RestartSupervisor {
  /// Seconds before what failed without a person is tried again.
  private static let retryPause = 2.0

  private let host: Machine
  private let settings: RestartSettings
  private let policyClock: PolicyClock
  private let locks: GatewayLocks
  private let builder: SnapshotBuilder
  private let state: LatestState
  private let journal: JournalWriter
  private let reconciler: RunReconciler
  /// The gateways that this Gatehouse restarts, each with the lock that makes it the only one.
  private var supervised: [GatewayID: FileLock] = [:]
  /// The gateways that are watched over; nil for all.
  private var chosen: Set<GatewayID>?
  /// When what failed without a person may be tried again; seconds since boot.
  private var notBefore: [GatewayID: Double] = [:]
  /// Whether it restarts gateways as a dashboard or as `up`; nil where it only looks.
  private(set) var kind: Supervisor.Kind?

  nonisolated init(
    host: Machine, settings: RestartSettings, policyClock: PolicyClock, locks: GatewayLocks,
    builder: SnapshotBuilder, state: LatestState, journal: JournalWriter, reconciler: RunReconciler
  ) {
    self.host = host
    self.settings = settings
    self.policyClock = policyClock
    self.locks = locks
    self.builder = builder
    self.state = state
    self.journal = journal
    self.reconciler = reconciler
  }

  /// Goes on as the one that restarts gateways; nil for one that only looks.
  func standUp(as kind: Supervisor.Kind?) {
    self.kind = kind
    reconciler.tellsOfAll = kind != nil
  }

  /// Leaves all gateways to the next one.
  func standDown() {
    for id in Array(supervised.keys) { release(id) }
    standUp(as: nil)
  }

  /// From now on only these are watched over.
  func superviseOnly(_ ids: Set<GatewayID>) { chosen = ids }

  /// Whether something may be tried without a person: not right after it failed.
  func mayTry(_ id: GatewayID) -> Bool { host.system.uptime() >= notBefore[id] ?? 0 }

  /// After a failure without a person, waits before the next try, also where the failure could not be written to the record.
  func putOff(_ id: GatewayID) { notBefore[id] = host.system.uptime() + Self.retryPause }

  /// Takes the lock of every gateway that has a policy, and does what the policy says of those that ended by themselves.
  /// - Returns: the gateways that are to be started now.
  func judgeAll() -> [GatewayID] {
    guard let kind, let inventory = state.inventory else { return [] }
    return inventory.definitions.compactMap { definition in
      let id = definition.id
      let supervision = builder.supervision(definition, inventory: inventory)
      guard supervision.policy != .never, chosen?.contains(id) != false else {
        release(id)
        return nil
      }
      guard hold(definition, as: kind), state.facts.operations[id] == nil,
        let record = inventory.run(of: definition)
      else { return nil }
      return isDue(record, definition, policy: supervision.policy) ? id : nil
    }
  }

  private func isDue(_ record: RunRecord, _ definition: Definition, policy: RestartPolicy) -> Bool {
    // A run from before a reboot is not started by the policy: `up` or a person decides what runs then.
    guard record.bootID == host.system.bootID, record.isStopWanted != true else { return false }
    let now = policyClock.now()
    switch record.phase {
    case .backingOff:
      // A wait longer than any delay means that the clock was set back: then the restart is due.
      let wait = (record.retryAt ?? now) - now
      return mayTry(definition.id) && (wait <= 0 || wait > settings.longestDelay * 1.2)
    case .failed, .ended:
      guard let ending = record.ending, record.isGivenUp != true else { return false }
      let decision = RestartDecision.of(
        ending, policy: policy, settings: settings, endings: record.endings ?? [], now: now,
        jitter: policyClock.jitter())
      carryOut(decision, record, definition, now: now)
      return false
    case .launching, .starting, .running, .stopping: return false
    }
  }

  private func carryOut(
    _ decision: RestartDecision, _ record: RunRecord, _ definition: Definition, now: Double
  ) {
    let target = JournalEntry.Target(port: record.port, generation: record.generation)
    switch decision {
    case .leave: return
    case .restart(let delay):
      let changed = reconciler.edit(record) { record in
        record.phase = .backingOff
        record.retryAt = now + delay
        record.endings = RestartDecision.recent(record.endings ?? [], settings: settings, now: now)
      }
      guard let changed else { return }
      state.applyExactly(.retryPlanned, to: definition.id, generation: changed.generation)
      let seconds = (delay * 10).rounded() / 10
      journal.note(
        .backOff, definition, target,
        "\(record.name) is started again in \(seconds) s (\(changed.endings?.count ?? 1) of \(settings.limit))",
        by: .policy)
    case .giveUp(let reason):
      let changed = reconciler.edit(record) { record in
        record.phase = .failed
        record.isGivenUp = true
        record.failure = "\(reason); \(record.failure ?? "")"
      }
      guard let changed else { return }
      state.applyExactly(.gaveUp, to: definition.id, generation: changed.generation)
      journal.note(
        .giveUp, definition, target, "\(record.name) is not started again: \(reason)", by: .policy)
    }
  }

  // MARK: Who restarts it

  /// Whether this Gatehouse is the one that restarts a gateway.
  private func hold(_ definition: Definition, as kind: Supervisor.Kind) -> Bool {
    let id = definition.id
    if supervised[id] != nil { return true }
    guard let lock = locks.tryTake(id, name: definition.name, kind: "supervisor"),
      let process = host.processes.facts(host.system.processID)?.identity
    else { return false }
    supervised[id] = lock
    let sign = Supervisor(
      kind: kind, process: process, bootID: host.system.bootID, stateDir: definition.stateDir,
      configPath: definition.configPath)
    if let failure = RecordFile.write(
      sign, to: GatewayLocks.key(id, kind: "supervisor"), in: locks.paths.supervisors, files: host.files)
    {
      state.note("who restarts \(definition.name) cannot be written: \(failure)")
    }
    return true
  }

  private func release(_ id: GatewayID) {
    guard supervised[id] != nil else { return }
    // The sign is removed while the lock is still held, so that nobody reads the name of a Gatehouse that has let go.
    let sign = "\(locks.paths.supervisors)/\(GatewayLocks.key(id, kind: "supervisor")).json"
    if let failure = host.files.remove(sign), !failure.isMissing {
      state.note("\(locks.paths.abbreviate(sign)) cannot be removed: \(failure)")
    }
    supervised[id] = nil
  }

  // MARK: What a person chooses

  /// The policy of a gateway from now on, whatever the config says.
  func choose(_ policy: RestartPolicy, for id: GatewayID, by initiator: Initiator) -> ActionResult {
    guard let definition = state.definition(id) else { return .refused(.gone) }
    if let unit = definition.unit {
      return .refused(.unit(.unitDecidesRestarts(name: definition.name, unit: unit.name)))
    }
    if definition.isStray {
      return .refused(.target(.unclaimed(name: definition.name)))
    }
    let choice = PolicyChoice(
      policy: policy, stateDir: definition.stateDir, configPath: definition.configPath)
    if let failure = RecordFile.write(
      choice, to: GatewayLocks.key(id, kind: "policy"), in: locks.paths.policies, files: host.files)
    {
      return .failed(.file(.policy(name: definition.name, failure)))
    }
    let message = "the restart policy of \(definition.name) is \(policy.rawValue) now"
    let unwritten = journal.note(.policy, definition, .init(), message, by: initiator)
    return unwritten.map { ActionResult.done(message).adding($0) } ?? .done(message)
  }
}
