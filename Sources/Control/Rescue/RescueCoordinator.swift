import GatewayModel
import Host
import OpenClaw
import Records
import Rescue

/// The moves of a rescue: one at a time on this host, each written down before it is made.
@ControlActor
struct RescueCoordinator {
  let tools: RescueTools

  private var host: Machine { tools.host }
  private var paths: GatehousePaths { tools.paths }
  private var state: LatestState { tools.state }
  private var monitor: HostMonitor { tools.monitor }
  private var records: RescueRecords { tools.records }

  /// - Parameters:
  ///   - world: the fingerprint of what the person saw; another one means that this has been overtaken. Nil where nobody saw any.
  ///   - progress: hears every step, for a person.
  func make(
    _ move: RescueMove, seen world: String?, by initiator: Initiator,
    progress: @escaping @Sendable (String) -> Void = { _ in }
  ) async -> ActionResult {
    let lock: FileLock
    switch records.lock() {
    case .success(let taken): lock = taken
    case .failure(let refusal): return .refused(refusal)
    }
    defer { withExtendedLifetime(lock) {} }
    monitor.look(sweep: true)
    let facts: RescueFacts
    switch tools.facts.collect() {
    case .success(let found): facts = found
    case .failure(let refusal): return .refused(refusal)
    }
    if let world, world != facts.fingerprint {
      return .refused(.move(.movedOn))
    }
    let canUndo = facts.run?.lastRepair != nil
    guard RescueFlow.allows(move, at: facts.step, canUndo: canUndo) else {
      return .refused(
        .move(.noMove(word: move.word, step: facts.step.rawValue, title: facts.step.title)))
    }
    if let refusal = RescueChoices.of(facts).first(where: { $0.move == move })?.refusal {
      state.note(refusal)
      return .refused(.move(.choice(refusal)))
    }
    var run =
      facts.run
      ?? RescueRun(
        id: ConfigBackup.id(at: facts.takenAt), main: party(facts.main), rescue: party(facts.rescue),
        beganAt: facts.takenAt)
    run.doing = .init(
      move: move, since: facts.takenAt, gatehouse: host.processes.facts(host.system.processID)?.identity)
    let before = run
    prepare(&run, for: move, facts)
    if let failure = records.save(&run) {
      return .failed(.rescue(.unwritten(path: paths.abbreviate(paths.rescue), failure)))
    }
    let step = RescueStepRunner(tools: tools, facts: facts, initiator: initiator, progress: progress)
    let result: ActionResult
    if move == .verify {
      result = await step.carryOut(move, &run)
    } else {
      // A move that changes something goes on when the task is cancelled; a proof may be broken off.
      (result, run) = await finishing { [run] in
        var after = run
        let result = await step.carryOut(move, &after)
        return (result, after)
      }
    }
    if case .done = result {} else { correct(&run, as: before, after: move, result, facts) }
    return settle(result, of: move, &run, by: initiator)
  }

  private func party(_ gateway: Gateway) -> RescueRun.Party {
    .init(name: gateway.name, stateDir: gateway.stateDir, configPath: gateway.configPath)
  }

  /// Notes before the move what `goBack` will have to put back, so that it is known even if this Gatehouse dies in the middle.
  private func prepare(_ run: inout RescueRun, for move: RescueMove, _ facts: RescueFacts) {
    switch move {
    case .stopMain where facts.canStopMain: run.isMainStopped = true
    case .raise where facts.rescue.process == nil: run.isRescueStarted = true
    default: break
    }
  }

  /// Takes those notes back where the move changed nothing: then there is nothing to put back.
  private func correct(
    _ run: inout RescueRun, as before: RescueRun, after move: RescueMove, _ result: ActionResult,
    _ facts: RescueFacts
  ) {
    if move == .raise { run.isRescueStarted = before.isRescueStarted }
    guard move == .stopMain else { return }
    // A stop may fail after main is down, for example because its record cannot be written: then main was stopped all the same.
    if case .failed = result, facts.main.process != nil, tools.gateway(facts.main.id)?.process == nil {
      return
    }
    run.isMainStopped = before.isMainStopped
  }

  private func settle(
    _ outcome: ActionResult, of move: RescueMove, _ run: inout RescueRun, by initiator: Initiator
  ) -> ActionResult {
    var result = outcome
    let text = state.redactor.show(result.message)
    let kind: RescueRun.Entry.Outcome =
      switch result {
      case .done, .already: .done
      case .refused: .refused
      case .failed: .failed
      }
    run.doing = nil
    run.entries.append(
      .init(at: host.system.now(), step: move.step, move: move.word, outcome: kind, text: text))
    let next =
      kind == .refused
      ? run.step : RescueFlow.next(run.step, after: move, succeeded: result.isSuccess)
    if case .success(let pair) = tools.facts.pair(),
      let definition = state.definition(pair.main.id)
    {
      let line = "rescue of \(run.main.name), \(move.word): \(text)"
      if let unwritten = tools.journal.note(.rescue, definition, .init(), line, by: initiator) {
        result = result.adding(unwritten)
      }
    }
    if let next {
      run.step = next
      if let failure = records.save(&run) {
        return .failed(.rescue(.unwrittenAfter(text: text, failure)))
      }
      return result
    }
    if let failure = records.close(&run) {
      return .failed(.rescue(.unwrittenEnd(text: text, failure)))
    }
    return result
  }

  /// Forgets the rescue under way, and puts nothing back: for one whose gateways are gone.
  func abandon(by initiator: Initiator) -> ActionResult {
    let lock: FileLock
    switch records.lock() {
    case .success(let taken): lock = taken
    case .failure(let refusal): return .refused(refusal)
    }
    defer { withExtendedLifetime(lock) {} }
    if records.store.isTorn {
      if let failure = records.store.putAside(at: host.system.now()) {
        return .failed(.rescue(.notPutAside(failure)))
      }
      monitor.look()
      return .done(
        "what was left of a rescue is put aside in \(paths.abbreviate(paths.rescue))")
    }
    guard var run = records.store.run() else { return .already("no rescue is under way") }
    var text = "the rescue of \(run.main.name) is forgotten"
    if run.isMainStopped { text += "; \(run.main.name) was stopped for it, and is not started" }
    if run.isRescueStarted { text += "; \(run.rescue.name) was started for it, and is not stopped" }
    run.entries.append(
      .init(at: host.system.now(), step: .goBack, move: "abandon", outcome: .done, text: text))
    if let failure = records.close(&run) { return .failed(.rescue(.unforgotten(failure))) }
    state.note(text)
    return .done(text)
  }
}
