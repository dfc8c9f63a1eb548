import Fleet
import Host

/// The restart policy at work: one Gatehouse at a time restarts a gateway, and never what a person stopped.
extension Controller {
  /// Takes the lock of every gateway that has a policy, and does what the policy says of those that ended by themselves.
  func supervise() {
    guard let kind = supervisorKind, let survey else { return }
    for definition in survey.definitions {
      let supervision = builder.supervision(definition, survey: survey)
      guard supervision.policy != .never, supervisedIDs?.contains(definition.id) != false else {
        release(definition.id)
        continue
      }
      guard hold(definition, as: kind) else { continue }
      if live.operations[definition.id] == nil, let record = survey.run(of: definition) {
        judge(record, definition, policy: supervision.policy)
      }
    }
  }

  private func judge(_ record: RunRecord, _ definition: Definition, policy: RestartPolicy) {
    // A reboot ended everything: what runs afterwards is for `up` or a person to say.
    guard record.bootID == host.system.bootID, record.isStopWanted != true else { return }
    let now = policyClock.now()
    switch record.phase {
    case .backingOff:
      // A clock that was set back must not put it off for ever.
      let wait = (record.retryAt ?? now) - now
      if host.system.uptime() < notBefore[definition.id] ?? 0 { return }
      if wait <= 0 || wait > config.restart.longestDelay * 1.2 {
        Task { await perform(.start, on: definition.id, by: .policy) }
      }
    case .failed, .ended:
      guard let ending = record.ending, record.isGivenUp != true else { return }
      let decision = RestartDecision.of(
        ending, policy: policy, settings: config.restart, endings: record.endings ?? [], now: now,
        jitter: policyClock.jitter())
      carryOut(decision, record, definition, now: now)
    case .launching, .starting, .running, .stopping: return
    }
  }

  private func carryOut(
    _ decision: RestartDecision, _ record: RunRecord, _ definition: Definition, now: Double
  ) {
    let target = JournalEntry.Target(port: record.port, generation: record.generation)
    switch decision {
    case .leave: return
    case .restart(let delay):
      let changed = edit(record) { record in
        record.phase = .backingOff
        record.retryAt = now + delay
        record.endings = RestartDecision.recent(record.endings ?? [], settings: config.restart, now: now)
      }
      guard let changed else { return }
      live.lifecycles[definition.id, default: Lifecycle()].apply(
        .retryPlanned, generation: changed.generation)
      let seconds = (delay * 10).rounded() / 10
      noteSeen(
        "back-off", definition, target,
        "\(record.name) is started again in \(seconds) s (\(changed.endings?.count ?? 1) of \(config.restart.limit))",
        by: .policy)
    case .giveUp(let reason):
      let changed = edit(record) { record in
        record.phase = .failed
        record.isGivenUp = true
        record.failure = "\(reason); \(record.failure ?? "")"
      }
      guard let changed else { return }
      live.lifecycles[definition.id, default: Lifecycle()].apply(.gaveUp, generation: changed.generation)
      noteSeen("give-up", definition, target, "\(record.name) is not started again: \(reason)", by: .policy)
    }
  }

  /// From now on only these are watched over.
  /// - Parameter hear: gets every line of the journal that this Gatehouse writes.
  public func superviseOnly(
    _ ids: Set<GatewayID>, hear: (@Sendable (JournalEntry) -> Void)? = nil
  ) {
    supervisedIDs = ids
    self.hear = hear
  }

  // MARK: Who restarts it

  /// Whether this Gatehouse is the one that restarts a gateway.
  private func hold(_ definition: Definition, as kind: Supervisor.Kind) -> Bool {
    if supervised[definition.id] != nil { return true }
    guard let lock = try? locks.take(definition.id, name: definition.name, kind: "supervisor").get(),
      let process = host.processes.facts(host.system.processID)?.identity
    else { return false }
    supervised[definition.id] = lock
    let sign = Supervisor(
      kind: kind, process: process, bootID: host.system.bootID, stateDir: definition.stateDir,
      configPath: definition.configPath)
    if let failure = RecordFile.write(
      sign, to: ActionLocks.key(definition.id, kind: "supervisor"), in: paths.supervisors, files: host.files)
    {
      note("who restarts \(definition.name) cannot be written: \(failure)")
    }
    return true
  }

  private func release(_ id: GatewayID) {
    guard supervised[id] != nil else { return }
    // The sign goes before the lock: nobody reads a name that has left.
    let key = ActionLocks.key(id, kind: "supervisor")
    _ = host.files.remove("\(paths.supervisors)/\(key).json")
    supervised[id] = nil
  }

  /// Goes on as the one that restarts gateways, after a pause.
  public func standUp(as kind: Supervisor.Kind) { supervisorKind = kind }

  /// Leaves all gateways to the next one.
  public func standDown() {
    for id in Array(supervised.keys) { release(id) }
    supervisorKind = nil
  }

  // MARK: What a person chooses

  /// The policy of a gateway from now on, whatever the config says.
  public func choose(_ policy: RestartPolicy, for id: GatewayID, by initiator: Initiator) -> ActionResult {
    guard let definition = survey?.definition(id) else {
      return .refused("this gateway is gone")
    }
    if let unit = definition.unit {
      return .refused("\(definition.name) is restarted by \(unit.name): its `Restart=` says when")
    }
    if definition.isStray {
      return .refused(
        "\(definition.name) is claimed by nothing: `gatehouse declare` prints the lines that would claim it")
    }
    let choice = PolicyChoice(
      policy: policy, stateDir: definition.stateDir, configPath: definition.configPath)
    let key = ActionLocks.key(id, kind: "policy")
    if let failure = RecordFile.write(choice, to: key, in: paths.policies, files: host.files) {
      return .failed("the policy of \(definition.name) cannot be written: \(failure)")
    }
    let message = "the restart policy of \(definition.name) is \(policy.rawValue) now"
    noteSeen("policy", definition, .init(), message, by: initiator)
    look()
    return .done(message)
  }
}
