import Fleet
import Host
import OpenClaw

/// What happened without us, before and meanwhile: seen, recorded, and said.
extension Controller {
  /// A run that ended by itself, and one that OpenClaw has taken to another process.
  func reconcile(_ survey: Survey) {
    for record in survey.runs {
      // One that only looks has only its own children to tell of.
      guard supervisorKind != nil || record.process.map({ children[$0] != nil }) == true,
        let definition = survey.definition(of: record), live.operations[definition.id] == nil,
        let news = news(of: record, definition)
      else { continue }
      switch news {
      case .moved(let owner): follow(record, to: owner, definition)
      case .ended(let ending, let other):
        noteEnd(record, ending, definition, isRunElsewhere: other) { edit(record, $0) }
      }
    }
    noteLocks(survey)
    // Asking each one for its end reaps it; of those on record the end is still to be told.
    let recorded = Set(survey.runs.filter { $0.phase == .running }.compactMap(\.process))
    children = children.filter { $0.value.ending() == nil || recorded.contains($0.key) }
  }

  /// The same for one gateway whose lock is held: an action must not pass over what nobody has seen.
  func noteEndIfAny(_ id: GatewayID) -> Bool {
    guard let survey, let definition = survey.definition(id),
      let seen = survey.run(of: definition), let record = surveyor.runs.current(seen),
      case .ended(let ending, let other)? = news(of: record, definition)
    else { return false }
    noteEnd(record, ending, definition, isRunElsewhere: other) { change in
      var changed = record
      change(&changed)
      return surveyor.runs.write(changed) == nil ? changed : nil
    }
    return true
  }

  private enum News {
    case moved(to: ProcessIdentity)
    /// - Parameter isRunElsewhere: whether somebody else has started the gateway since.
    case ended(RunEnding, isRunElsewhere: Bool)
  }

  /// What became of a run that was running when it was last written down.
  private func news(of record: RunRecord, _ definition: Definition) -> News? {
    guard let survey, record.phase == .running, record.bootID == host.system.bootID,
      let process = record.process
    else { return nil }
    let status = children[process]?.ending()
    let isAlive = record.isAlive(bootID: host.system.bootID, facts: host.processes.facts)
    guard status != nil || !isAlive else { return nil }
    // Where the look has still seen it, the next one tells how it ended.
    if status == nil, survey.index[process.pid]?.identity == process,
      survey.index[process.pid]?.isAlive == true
    {
      return nil
    }
    let owner = live.owners[definition.id]?.process
    if let owner, owner != process, isOfRun(owner, record) {
      return live.owners[definition.id]?.isProven == true ? .moved(to: owner) : nil
    }
    if isRestartingItself(record) { return nil }
    let lines = RunTail.lines(record, files: host.files, redactor: live.redactor)
    let ending = RunEnding(status, leftLock: leftLock(process, survey), lastLines: lines)
    return .ended(ending, isRunElsewhere: owner != nil && owner != process)
  }

  private func noteLocks(_ survey: Survey) {
    for lock in survey.locks {
      if let process = survey.index[lock.pid]?.identity, lock.startTicks == process.startTicks {
        seenLocks[process] = lock.path
      }
    }
    if seenLocks.count > 1000 {
      seenLocks = seenLocks.filter { survey.index[$0.key.pid]?.identity == $0.key }
    }
  }

  /// Whether the end of a process left its lock behind; nil where none of it was ever seen.
  private func leftLock(_ process: ProcessIdentity, _ survey: Survey) -> Bool? {
    guard let path = seenLocks[process] else {
      return survey.leftLocks.contains { $0.pid == process.pid && $0.startTicks == process.startTicks }
        ? true : nil
    }
    guard case .success(let bytes) = host.files.read(path, 1 << 16),
      let lock = LockRecord(path: path, text: String(decoding: bytes, as: UTF8.self))
    else { return false }
    return lock.pid == process.pid && lock.startTicks == process.startTicks
  }

  /// Whether a process descends from what was launched: it has the run's mark, or lives in the run's group.
  private func isOfRun(_ process: ProcessIdentity, _ record: RunRecord) -> Bool {
    host.processes.environment(process.pid)?[RunRecord.variable] == record.id
      || record.group != nil && host.processes.facts(process.pid)?.group == record.group
  }

  /// OpenClaw's own restart hands the run's mark on to a new process, which needs some seconds until it has its lock.
  private func isRestartingItself(_ record: RunRecord) -> Bool {
    let all = host.processes.all()
    return all.contains { facts in
      facts.identity != record.process && host.processes.userID(facts.pid) == host.system.userID
        && GatewayProcessRule.mayBeGateway(facts, of: record, processes: host.processes)
    }
  }

  /// OpenClaw has restarted itself: the lock names another process, and the launcher is gone. Source: real-gateway.md.
  private func follow(_ record: RunRecord, to owner: ProcessIdentity, _ definition: Definition) {
    let changed = edit(record) { $0.process = owner }
    guard changed != nil else { return }
    noteSeen(
      "follow", definition, .init(process: owner, port: record.port, generation: record.generation),
      "\(record.name) has restarted itself: pid \(record.process?.pid ?? 0) is pid \(owner.pid) now")
  }

  /// - Parameter edit: carries out the change on the record as it is on disk; nil where it is not what it was any more.
  private func noteEnd(
    _ record: RunRecord, _ ending: RunEnding, _ definition: Definition, isRunElsewhere: Bool,
    edit: ((inout RunRecord) -> Void) -> RunRecord?
  ) {
    let now = policyClock.now()
    let changed = edit { record in
      record.phase = ending.isClean || isRunElsewhere ? .ended : .failed
      record.failure = "ended by itself (\(ending.text))"
      // What somebody else runs now is not for the policy to start.
      record.ending = isRunElsewhere ? nil : ending
      record.endings =
        RestartDecision.recent(record.endings ?? [], settings: config.restart, now: now) + [now]
    }
    guard let changed else { return }
    if let process = record.process { children[process] = nil }
    live.lifecycles[definition.id, default: Lifecycle()].apply(.ended, generation: changed.generation)
    noteSeen(
      "ended", definition,
      .init(process: record.process, port: record.port, generation: record.generation),
      "\(record.name) ended by itself (\(ending.text))")
  }

  /// Changes a record under its gateway's lock, as it is on disk by then.
  /// - Returns: nil where somebody acts on the gateway, or where the record is not what it was any more.
  func edit(
    _ record: RunRecord, _ change: (inout RunRecord) -> Void
  ) -> RunRecord? {
    let id = GatewayID(
      stateDir: surveyor.realPath(record.stateDir), configPath: surveyor.realPath(record.configPath))
    guard let lock = try? locks.take(id, name: record.name).get()
    else { return nil }
    defer { withExtendedLifetime(lock) {} }
    // Whatever somebody else has written meanwhile, a person's stop above all, is judged anew at the next look.
    guard var current = surveyor.runs.current(record), current == record else { return nil }
    change(&current)
    guard let failure = surveyor.runs.write(current) else {
      unwritten.remove(id)
      return current
    }
    // Said once, not at every look.
    if unwritten.insert(id).inserted {
      sayUnwritten(
        "the run record of \(record.name) cannot be written: \(failure); nothing is restarted until it can")
    }
    return nil
  }

  private func sayUnwritten(_ text: String) {
    note(text)
    warn?(text)
  }

  /// - Parameter identity: nil where it has ended before it could be looked at.
  func keep(_ child: ChildProcess, _ identity: ProcessIdentity?) {
    children[identity ?? ProcessIdentity(pid: child.pid, startTicks: 0)] = child
  }

  /// A round of questions at once, after an action.
  func refresh() {
    look(sweep: true)
    guard publish != nil, !isEnded else { return }
    for target in targets() { startAsking(target) }
  }

  /// Every state machine hears what the look shows, unless an action of ours is under way: that one knows better.
  func noteSights(_ survey: Survey) {
    for definition in survey.definitions where live.operations[definition.id] == nil {
      let sight = builder.sight(
        of: definition, owner: live.owners[definition.id] ?? .none, survey: survey, live: live)
      // A look is the newest news there is, also where the record of an earlier launch is gone.
      let known = live.lifecycles[definition.id]?.generation ?? 0
      live.lifecycles[definition.id, default: Lifecycle()].apply(
        .saw(sight), generation: max(known, survey.run(of: definition)?.generation ?? 0))
    }
  }
}
