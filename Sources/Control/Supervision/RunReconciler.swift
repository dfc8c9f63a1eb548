import Fleet
import GatewayModel
import Host
import OpenClaw
import Records

/// Notices runs that have ended by themselves or moved to another process, writes that to their records and tells of it.
@ControlActor
final class RunReconciler {
  private let host: Machine
  private let settings: RestartSettings
  private let policyClock: PolicyClock
  private let locks: GatewayLocks
  private let runs: RunStore
  private let realPath: @Sendable (String) -> String
  private let state: LatestState
  private let journal: JournalWriter
  /// The children of this Gatehouse whose end is still to be told, by their process.
  private var children: [ProcessIdentity: ChildProcess] = [:]
  private var seenLocks = SeenLocks()
  /// Gateways whose record could not be written, each said once.
  private var unwritten: Set<GatewayID> = []
  /// Whether the ends of all runs are noted (one that supervises), or only those of its own children (one that only looks).
  var tellsOfAll = false

  nonisolated init(
    host: Machine, settings: RestartSettings, policyClock: PolicyClock, locks: GatewayLocks,
    realPath: @escaping @Sendable (String) -> String, state: LatestState, journal: JournalWriter
  ) {
    self.host = host
    self.settings = settings
    self.policyClock = policyClock
    self.locks = locks
    runs = RunStore(directory: locks.paths.runs, files: host.files)
    self.realPath = realPath
    self.state = state
    self.journal = journal
  }

  /// Keeps a child, so that its end is asked for and it is reaped.
  /// - Parameter identity: nil where it has ended before it could be looked at.
  func keep(_ child: ChildProcess, _ identity: ProcessIdentity?) {
    children[identity ?? ProcessIdentity(pid: child.pid, startTicks: 0)] = child
  }

  /// Tells of every run that ended by itself, or that OpenClaw has taken to another process.
  func reconcile(_ inventory: HostInventory) {
    for record in inventory.runs {
      guard tellsOfAll || record.process.map({ children[$0] != nil }) == true,
        let definition = inventory.definition(of: record), state.facts.operations[definition.id] == nil,
        let news = news(of: record, definition, inventory)
      else { continue }
      switch news {
      case .moved(let owner): follow(record, to: owner, definition)
      case .ended(let ending, let other):
        noteEnd(record, ending, definition, isRunElsewhere: other) { edit(record, $0) }
      }
    }
    seenLocks.note(inventory)
    // `ending` reaps a child that has ended. One whose record still says running is kept until its end was noted.
    let recorded = Set(inventory.runs.filter { $0.phase == .running }.compactMap(\.process))
    children = children.filter { $0.value.ending() == nil || recorded.contains($0.key) }
  }

  /// The same for one gateway whose lock the caller holds: an action must not pass over what nobody has seen.
  /// - Returns: the record as it is now; nil where there was nothing to note.
  func noteEnd(of id: GatewayID, in inventory: HostInventory) -> RunRecord? {
    guard let definition = inventory.definition(id), let seen = inventory.run(of: definition),
      let record = runs.current(seen),
      case .ended(let ending, let other)? = news(of: record, definition, inventory)
    else { return nil }
    var written: RunRecord?
    noteEnd(record, ending, definition, isRunElsewhere: other) { change in
      var changed = record
      change(&changed)
      if let failure = runs.write(changed) {
        sayUnwritten(id, record.name, failure)
        return nil
      }
      written = changed
      return changed
    }
    return written
  }

  private enum News {
    case moved(to: ProcessIdentity)
    /// - Parameter isRunElsewhere: whether somebody else has started the gateway since.
    case ended(RunEnding, isRunElsewhere: Bool)
  }

  /// What became of a run that was running when it was last written down.
  private func news(of record: RunRecord, _ definition: Definition, _ inventory: HostInventory) -> News? {
    guard record.phase == .running, record.bootID == host.system.bootID, let process = record.process else {
      return nil
    }
    let status = children[process]?.ending()
    let isAlive = record.isAlive(bootID: host.system.bootID, facts: host.processes.facts)
    guard status != nil || !isAlive else { return nil }
    // The look has still seen the process alive: it ended since, and the next look tells how.
    if status == nil, inventory.index[process.pid]?.identity == process,
      inventory.index[process.pid]?.isAlive == true
    {
      return nil
    }
    let owner = inventory.owner(of: definition.id)
    if let moved = owner.process, moved != process, isOfRun(moved, record) {
      return owner.isProven ? .moved(to: moved) : nil
    }
    if isRestartingItself(record) { return nil }
    let lines = RunTail.lines(record, files: host.files, redactor: state.redactor)
    let leftLock = seenLocks.isLeft(by: process, inventory, files: host.files)
    let ending = RunEnding(status, leftLock: leftLock, lastLines: lines)
    return .ended(ending, isRunElsewhere: owner.process != nil && owner.process != process)
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
    journal.note(
      .follow, definition, .init(process: owner, port: record.port, generation: record.generation),
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
      // Without an ending the policy does not start it again: somebody else runs the gateway now.
      record.ending = isRunElsewhere ? nil : ending
      record.endings = RestartDecision.recent(record.endings ?? [], settings: settings, now: now) + [now]
    }
    guard let changed else { return }
    if let process = record.process { children[process] = nil }
    state.applyExactly(.ended, to: definition.id, generation: changed.generation)
    journal.note(
      .ended, definition,
      .init(process: record.process, port: record.port, generation: record.generation),
      "\(record.name) ended by itself (\(ending.text))")
  }

  /// Changes a record under its gateway's lock, as it is on disk by then.
  /// - Returns: nil where somebody acts on the gateway, or where the record is not what it was any more.
  func edit(_ record: RunRecord, _ change: (inout RunRecord) -> Void) -> RunRecord? {
    let id = GatewayID(stateDir: realPath(record.stateDir), configPath: realPath(record.configPath))
    // Taking the lock makes its directory: not where the record is gone, perhaps with its whole home.
    guard runs.current(record) == record else { return nil }
    guard let lock = locks.tryTake(id, name: record.name) else { return nil }
    defer { withExtendedLifetime(lock) {} }
    // Whatever somebody else has written meanwhile, a person's stop above all, is judged anew at the next look.
    guard var current = runs.current(record), current == record else { return nil }
    change(&current)
    guard let failure = runs.write(current) else {
      unwritten.remove(id)
      return current
    }
    sayUnwritten(id, record.name, failure)
    return nil
  }

  /// Said once, not at every look.
  private func sayUnwritten(_ id: GatewayID, _ name: String, _ failure: FileFailure) {
    guard unwritten.insert(id).inserted else { return }
    journal.say(
      "the run record of \(name) cannot be written: \(failure); nothing is restarted until it can")
  }
}
