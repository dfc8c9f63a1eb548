import Fleet
import FoundationEssentials
import GatewayModel
import Host
import Records

/// Launches a gateway as a child: launch lock, the last check, the record, the child, the proof. The caller holds the gateway's lock and
/// has its turn.
struct GatewayLaunch {
  let context: ActionContext

  private var tools: ActionTools { context.tools }
  private var host: Machine { context.host }

  /// - Parameter last: the run before.
  func run(
    _ definition: Definition, after last: RunRecord?
  ) async throws(CancellationError) -> ActionResult {
    if let failure = host.files.makeDirectory(context.paths.logs, 0o700) {
      return .failed(.file(.cannotMake(path: context.paths.logs, failure)))
    }
    // What the last run has left of its process group is ended first: once its record is replaced nobody would know of it.
    if let last,
      let left = await ProcessTerminator(context: context, definition: definition).end(groupOf: last)
    {
      return .failed(counted(.stop(left), last))
    }
    var lock = try await context.launchLock()
    guard lock != nil else {
      return .refused(.busy(.launchLockHeld(path: "\(context.paths.locks)/launch.lock")))
    }
    // As it is now: while it waited for its turn a port may have been taken, or a gateway started that it collides with.
    let inventory = await context.scan()
    let scene = Scene(inventory.definition(context.id) ?? definition, inventory)
    if let refusal = StartChecks(context: context).refusal(scene.definition, inventory: inventory) {
      return .refused(counted(refusal, scene.record))
    }
    if let ending = scene.record?.ending { await context.step(.after(ending: ending.text)) }
    await context.step(.launching)
    let plan: LaunchPlan
    do throws(LaunchRefusal) {
      plan = try StartChecks(context: context).plan(scene.definition)
    } catch {
      return .refused(.start(.launch(error)))
    }
    var record = newRecord(plan, scene)
    await context.reporter.begin(.init(port: plan.port, generation: record.generation))
    if let failure = tools.runs.write(record) {
      return .failed(counted(.file(.runRecord(name: record.name, failure, left: nil)), scene.record))
    }
    // From here on the record tells others that it is being started.
    withExtendedLifetime(lock) {}
    lock = nil
    return try await launch(plan, &record, scene)
  }

  private func newRecord(_ plan: LaunchPlan, _ scene: Scene) -> RunRecord {
    let (definition, last) = (scene.definition, scene.record)
    let name = definition.name
    let key = RunStore.key(name: name, stateDir: definition.stateDir, configPath: definition.configPath)
    let logFile = "\(context.paths.logs)/\(key).log"
    let generation = (last?.generation ?? 0) &+ 1
    let began = host.system.now()
    let mark = LogMark.start(generation: generation, name: name, at: began)
    if let failure = host.files.append(logFile, mark + "\n", 0o600) {
      context.remarks.add("the mark of its start is not in its log: \(failure)")
    }
    var record = RunRecord(
      id: UUID().uuidString, name: name, stateDir: definition.stateDir,
      configPath: definition.configPath, generation: generation, phase: .launching,
      bootID: host.system.bootID, port: plan.port,
      command: plan.arguments.map { context.redactor.redact($0) },
      logFile: logFile, logOffset: host.files.status(logFile)?.size ?? 0, startedAt: began)
    record.startedBy = context.initiator
    // A person's start sets the count of endings back; one by the policy keeps it.
    if !context.initiator.isPerson { record.endings = last?.endings }
    return record
  }

  private func launch(
    _ plan: LaunchPlan, _ record: inout RunRecord, _ scene: Scene
  ) async throws(CancellationError) -> ActionResult {
    let child: ChildProcess
    do throws(LaunchFailure) {
      child = try tools.launcher.launch(plan, record.id, record.logFile)
    } catch {
      record.phase = .failed
      record.failure = error.message
      context.write(record)
      return .failed(counted(.launch(error), record))
    }
    // Read before anything is awaited: a child that ends at once may be reaped by then.
    record.process = host.processes.facts(child.pid)?.identity
    record.group = child.pid
    await context.reporter.keep(child, record.process)
    record.phase = .starting
    if let failure = tools.runs.write(record) {
      let left = await ProcessTerminator(context: context, definition: scene.definition).end(groupOf: record)
      return .failed(.file(.runRecord(name: record.name, failure, left: left)))
    }
    return try await StartProof(context: context)
      .prove(&record, scene.definition, child: child, last: scene.record)
  }

  /// Counts a refused start by the restart policy as one more failure: it is tried again later, up to the policy's limit.
  /// - Returns: the reason, as it was given.
  func counted(_ reason: ActionRefusal, _ record: RunRecord?) -> ActionRefusal {
    count(reason.message, record)
    return reason
  }

  private func counted(_ reason: ActionFailure, _ record: RunRecord?) -> ActionFailure {
    count(reason.message, record)
    return reason
  }

  private func count(_ reason: String, _ record: RunRecord?) {
    guard context.initiator == .policy, var record else { return }
    record.phase = .failed
    record.failure = context.redactor.show(reason)
    record.ending = RunEnding()
    record.endings = (record.endings ?? []) + [tools.policyClock.now()]
    record.retryAt = nil
    context.write(record)
  }
}
