import Fleet
import FoundationEssentials
import Host
import OpenClaw

/// Starts one gateway: through its unit's manager, else as a child: checks, launch, proof. Rules: design section 6.
struct StartAction {
  static let waitingStep = "waiting for its turn"

  let context: ActionContext
  let id: GatewayID

  private var proof: StartProof { StartProof(context: context, id: id) }

  func run() async -> ActionResult {
    await context.locked(id) { await start($0, survey: $1) }
  }

  func start(_ definition: Definition, survey: Survey) async -> ActionResult {
    if let unit = definition.unit {
      switch await UnitAction.of(unit, context: context, id: id) {
      case .success(let action?):
        settle(survey.run(of: definition))
        return await action.start(definition, survey: survey)
      case .success(nil): break
      case .failure(let refusal): return .refused(refusal.message)
      }
    }
    let owner = context.builder.owner(of: definition, survey: survey)
    if let foreign = owner.foreign {
      return .refused(
        "\(definition.name) runs already: \(foreign.text), on the same config and state directory")
    }
    let last = survey.run(of: definition)
    // Asked again with the lock in hand: a person may have been faster than the policy.
    if !context.initiator.isPerson, context.initiator != .recovery, last?.isStopWanted == true {
      return .already("\(definition.name) was stopped by a person and is left so")
    }
    if var begun = RunOrphan.adopt(last, runs: context.runs, host: context.host) ?? last,
      begun.phase == .starting,
      let process = begun.process, context.isAlive(process), begun.bootID == context.host.system.bootID
    {
      // Somebody launched it and did not live to see it answer: proven or ended as by the one who launched it.
      let result = await proof.prove(&begun, definition, child: nil)
      guard result.isSuccess else { return result }
      return .already("\(definition.name) was started before and is adopted (pid \(process.pid))")
    }
    if let process = owner.process, let last, last.phase == .stopping, isOwn(process, last, survey) {
      // A stop was cut off: the process may be about to end, so that is finished first.
      let stop = StopAction(context: context, id: id, isRestart: true)
      let stopped = await stop.stop(definition, survey: survey)
      return stopped.isSuccess ? await launch(definition) : stopped
    }
    if let process = owner.process {
      settle(last)
      return await proof.alreadyRunning(definition, process, survey: survey)
    }
    if let refusal = StartChecks(context: context).refusal(definition, survey: survey) {
      return refused(refusal, last)
    }
    return await launch(definition)
  }

  /// Whether a process is of this very run.
  private func isOwn(_ process: ProcessIdentity, _ record: RunRecord, _ survey: Survey) -> Bool {
    record.bootID == context.host.system.bootID
      && (record.process == process
        || record.group != nil && survey.index[process.pid]?.group == record.group)
  }

  /// Somebody else runs it: nothing of the last run is planned or unfinished any more.
  private func settle(_ record: RunRecord?) {
    guard var record, [.backingOff, .failed, .stopping].contains(record.phase) else { return }
    record.phase = .ended
    record.ending = nil
    record.retryAt = nil
    record.isRestarting = nil
    _ = context.runs.write(record)
  }

  /// A restart by the policy that cannot be is one more failure: it is tried again later, up to the limit.
  private func refused(_ reason: String, _ record: RunRecord?) -> ActionResult {
    countFailure(reason, record)
    return .refused(reason)
  }

  private func failed(_ reason: String, _ record: RunRecord?) -> ActionResult {
    countFailure(reason, record)
    return .failed(reason)
  }

  private func countFailure(_ reason: String, _ record: RunRecord?) {
    guard context.initiator == .policy, var record else { return }
    record.phase = .failed
    record.failure = context.redactor.show(reason)
    record.ending = RunEnding()
    record.endings = (record.endings ?? []) + [context.policyClock.now()]
    record.retryAt = nil
    _ = context.runs.write(record)
  }

  // MARK: Launch

  /// Launches in its turn and waits for the proof. The caller holds the gateway's lock.
  func launch(_ definition: Definition) async -> ActionResult {
    await context.inTurn(definition.name) { await launchNow(definition) }
  }

  /// The same for a caller whose turn it is.
  func launchNow(_ definition: Definition) async -> ActionResult {
    let host = context.host
    if let failure = host.files.makeDirectory(context.paths.logs, 0o700) {
      return .failed("\(context.paths.logs) cannot be made: \(failure)")
    }
    // What a run that died has left of its group would live on unknown once its record is replaced.
    if let old = await context.survey().run(of: definition),
      let left = await StopAction(context: context, id: id).end(record: old, definition: definition)
    {
      return failed(left, old)
    }
    var lock = await context.launchLock()
    guard lock != nil else {
      return .refused(
        "another Gatehouse has been launching something for 10 s: \(context.paths.locks)/launch.lock")
    }
    // As it is now: while it waited for its turn a port may have been taken, or a gateway started that it collides with.
    let survey = await context.survey()
    let definition = context.definition(id, in: survey) ?? definition
    let last = survey.run(of: definition)
    if let refusal = StartChecks(context: context).refusal(definition, survey: survey) {
      return refused(refusal, last)
    }
    let name = definition.name
    let key = RunStore.key(name: name, stateDir: definition.stateDir, configPath: definition.configPath)
    let logFile = "\(context.paths.logs)/\(key).log"
    if let ending = last?.ending { await context.step("after \(ending.text)") }
    await context.step("launching")
    let plan: LaunchPlan
    do throws(LaunchPlan.Refusal) {
      plan = try StartChecks(context: context).plan(definition)
    } catch {
      return .refused(error.message)
    }
    let generation = (last?.generation ?? 0) &+ 1
    let began = host.system.now()
    _ = host.files.append(logFile, LogMark.start(generation: generation, name: name, at: began) + "\n", 0o600)
    var record = RunRecord(
      id: UUID().uuidString, name: name, stateDir: definition.stateDir,
      configPath: definition.configPath, generation: generation, phase: .launching,
      bootID: host.system.bootID, port: plan.port, command: plan.arguments.map(context.redactor.redact),
      logFile: logFile, logOffset: host.files.status(logFile)?.size ?? 0, startedAt: began)
    record.startedBy = context.initiator
    // A person's start begins anew; the policy's counts on.
    if !context.initiator.isPerson { record.endings = last?.endings }
    await context.begin(.init(port: plan.port, generation: generation))
    if let failure = context.runs.write(record) {
      return failed("the run record of \(name) cannot be written: \(failure)", last)
    }
    // From here on the record tells others that it is being started.
    withExtendedLifetime(lock) {}
    lock = nil
    let child: ChildProcess
    do {
      child = try ChildProcess.launch(plan, runID: record.id, logFile: logFile)
    } catch {
      let message = (error as? ChildProcess.LaunchFailure)?.message ?? "the launch failed"
      record.phase = .failed
      record.failure = message
      _ = context.runs.write(record)
      return failed(message, record)
    }
    // Before anything is awaited: a child that ends at once may be reaped and gone by then.
    record.process = host.processes.facts(child.pid)?.identity
    record.group = child.pid
    await context.keep(child, record.process)
    record.phase = .starting
    if let failure = context.runs.write(record) {
      _ = await StopAction(context: context, id: id).end(record: record, definition: definition)
      return .failed("the run record of \(name) cannot be written: \(failure)")
    }
    return await proof.prove(&record, definition, child: child, last: last)
  }
}
