import Fleet
import Host
import OpenClaw

/// The moves of a rescue: one at a time on this host, each written down before it is made.
extension Controller {
  /// - Parameters:
  ///   - world: the fingerprint of what the person saw; another one means that this has been overtaken. Nil where nobody saw any.
  ///   - progress: hears every step, for a person.
  public func rescue(
    _ move: RescueMove, seen world: String?, by initiator: Initiator,
    progress: @escaping @Sendable (String) -> Void = { _ in }
  ) async -> ActionResult {
    let lock: FileLock
    switch rescueLock() {
    case .success(let taken): lock = taken
    case .failure(let refusal): return .refused(refusal.message)
    }
    defer { withExtendedLifetime(lock) {} }
    look(sweep: true)
    let facts: RescueFacts
    switch rescueFacts() {
    case .success(let found): facts = found
    case .failure(let refusal): return .refused(refusal.message)
    }
    if let world, world != facts.fingerprint {
      return .refused("the world has moved on since: look again at what is to be done")
    }
    let canUndo = facts.run?.lastRepair != nil
    guard RescueFlow.allows(move, at: facts.step, canUndo: canUndo) else {
      return .refused("\(move.word) means nothing at step \(facts.step.rawValue), \(facts.step.title)")
    }
    if let refusal = RescueChoices.of(facts).first(where: { $0.move == move })?.refusal {
      note(refusal)
      return .refused(refusal)
    }
    var run =
      facts.run
      ?? RescueRun(
        id: ConfigCopy.id(at: facts.takenAt), main: party(facts.main), rescue: party(facts.rescue),
        beganAt: facts.takenAt)
    run.doing = .init(
      move: move, since: facts.takenAt, gatehouse: host.processes.facts(host.system.processID)?.identity)
    let before = run
    prepare(&run, for: move, facts)
    if let failure = save(&run) {
      return .failed("the rescue cannot be written to \(paths.abbreviate(paths.rescue)): \(failure)")
    }
    let doing = RescueDoing(controller: self, facts: facts, initiator: initiator, progress: progress)
    let result = await doing.carryOut(move, &run)
    if case .done = result {} else { correct(&run, as: before, after: move, result, facts) }
    return settle(result, of: move, &run, by: initiator)
  }

  /// One Gatehouse at a time is at the rescue of this host.
  private func rescueLock() -> Result<FileLock, ActionRefusal> {
    if let failure = host.files.makeDirectory(paths.locks, 0o700) {
      return .failure(ActionRefusal("\(paths.abbreviate(paths.locks)) cannot be made: \(failure)"))
    }
    switch host.files.lock(paths.locks + "/rescue.lock") {
    case .success(let lock?): return .success(lock)
    case .success(nil):
      return .failure(
        ActionRefusal("another Gatehouse is at the rescue just now; this one only looks on"))
    case .failure(let failure):
      return .failure(
        ActionRefusal("the rescue's lock in \(paths.abbreviate(paths.locks)) cannot be taken: \(failure)"))
    }
  }

  private func party(_ gateway: Gateway) -> RescueRun.Party {
    .init(name: gateway.name, stateDir: gateway.stateDir, configPath: gateway.configPath)
  }

  /// What must be known of a move that is cut off: what was changed for the rescue is put back at its end.
  private func prepare(_ run: inout RescueRun, for move: RescueMove, _ facts: RescueFacts) {
    switch move {
    case .stopMain where facts.canStopMain: run.isMainStopped = true
    case .raise where facts.rescue.process == nil: run.isRescueStarted = true
    default: break
    }
  }

  /// What did not come about, or had come about without us, needs no putting back.
  private func correct(
    _ run: inout RescueRun, as before: RescueRun, after move: RescueMove, _ result: ActionResult,
    _ facts: RescueFacts
  ) {
    if move == .raise { run.isRescueStarted = before.isRescueStarted }
    guard move == .stopMain else { return }
    // A stop may fail at its very end: its port is held by another, its record cannot be written.
    if case .failed = result, facts.main.process != nil, gateway(facts.main.id)?.process == nil { return }
    run.isMainStopped = before.isMainStopped
  }

  func save(_ run: inout RescueRun) -> FileFailure? {
    run.revision += 1
    let failure = rescueStore.write(run)
    look()
    return failure
  }

  private func settle(
    _ result: ActionResult, of move: RescueMove, _ run: inout RescueRun, by initiator: Initiator
  ) -> ActionResult {
    let text = live.redactor.show(result.message)
    let outcome: RescueRun.Entry.Outcome =
      switch result {
      case .done, .already: .done
      case .refused: .refused
      case .failed: .failed
      }
    run.doing = nil
    run.entries.append(
      .init(at: host.system.now(), step: move.step, move: move.word, outcome: outcome, text: text))
    let next =
      outcome == .refused
      ? run.step : RescueFlow.next(run.step, after: move, succeeded: result.isSuccess)
    if case .success(let pair) = rescuePair(),
      let definition = survey?.definition(pair.main.id)
    {
      noteSeen(
        "rescue", definition, .init(), "rescue of \(run.main.name), \(move.word): \(text)", by: initiator)
    }
    if let next {
      run.step = next
      if let failure = save(&run) { return .failed("\(text); and that cannot be written down: \(failure)") }
      return result
    }
    if let failure = close(&run) {
      return .failed("\(text); and the end of the rescue cannot be written down: \(failure)")
    }
    return result
  }

  /// Ends a rescue: its record goes to the ones before it, its time line to its evidence.
  private func close(_ run: inout RescueRun) -> FileFailure? {
    run.endedAt = host.system.now()
    if let failure = rescueStore.archive(run) { return failure }
    let collector = EvidenceCollector(paths: paths, files: host.files, redactor: live.redactor)
    if let failure = collector.writeTimeLine(run) {
      note("the time line of the rescue cannot be written to its evidence: \(failure)")
    }
    look()
    return nil
  }

  /// Forgets the rescue under way, and puts nothing back: for one whose gateways are gone.
  public func abandonRescue(by initiator: Initiator) -> ActionResult {
    let lock: FileLock
    switch rescueLock() {
    case .success(let taken): lock = taken
    case .failure(let refusal): return .refused(refusal.message)
    }
    defer { withExtendedLifetime(lock) {} }
    if rescueStore.isTorn {
      if let failure = rescueStore.putAside(at: host.system.now()) {
        return .failed("it cannot be put aside: \(failure)")
      }
      look()
      return .done(
        "what was left of a rescue is put aside in \(paths.abbreviate(paths.rescue))")
    }
    guard var run = rescueStore.run() else { return .already("no rescue is under way") }
    var text = "the rescue of \(run.main.name) is forgotten"
    if run.isMainStopped { text += "; \(run.main.name) was stopped for it, and is not started" }
    if run.isRescueStarted { text += "; \(run.rescue.name) was started for it, and is not stopped" }
    run.entries.append(
      .init(at: host.system.now(), step: .goBack, move: "abandon", outcome: .done, text: text))
    if let failure = close(&run) { return .failed("the rescue cannot be forgotten: \(failure)") }
    note(text)
    return .done(text)
  }
}
