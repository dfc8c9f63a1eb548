import Fleet
import GatewayModel
import Host
import OpenClaw
import Rescue

/// The repairs, each with what undoes it.
@ControlActor
struct RepairRunner {
  /// Seconds that a command of OpenClaw may take.
  private static let commandLimit = 120.0

  let tools: RescueTools
  let facts: RescueFacts
  let initiator: Initiator
  let progress: @Sendable (String) -> Void

  private var main: Gateway { facts.main }
  private var host: Machine { tools.host }
  private var paths: GatehousePaths { tools.paths }
  private var state: LatestState { tools.state }

  func carryOut(_ repair: RescueRepair, _ run: inout RescueRun) async -> ActionResult {
    let at = host.system.now()
    switch repair {
    case .restoreConfig: return await restore(facts.copy?.id, repair, &run)
    case .restoreProven: return await restore(facts.provenCopy?.id, repair, &run)
    case .freePort:
      guard let orphan = facts.orphan else { return .refused(.move(.nothingOnPort(main: main.name))) }
      run.repairs.append(.init(repair, at: at))
      return await freePort(orphan)
    case .endBrowsers:
      run.repairs.append(.init(repair, at: at))
      return await tools.runner.perform(.endBrowsers, on: main.id, by: initiator, progress: progress)
    case .reinstallUnit: return await reinstall(&run)
    case .start:
      run.repairs.append(.init(repair, at: at))
      return await tools.runner.perform(
        main.process == nil ? .start : .restart, on: main.id, by: initiator, progress: progress)
    }
  }

  private func restore(_ copyID: String?, _ repair: RescueRepair, _ run: inout RescueRun) async
    -> ActionResult
  {
    guard let copyID else { return .refused(.move(.noGoodBackup(main: main.name))) }
    switch tools.restorer.plan(of: main.id, to: copyID) {
    case .failure(let refusal): return .refused(refusal)
    case .success(let plan):
      let result: ActionResult
      (result, run) = await restore(plan, as: repair, in: run)
      return result
    }
  }

  private func reinstall(_ run: inout RescueRun) async -> ActionResult {
    var done = RescueRun.Repair(.reinstallUnit, at: host.system.now())
    guard let repair = facts.unitRepair, let unit = unitFile else {
      return .refused(.move(.noUnit(main: main.name)))
    }
    done.unitPath = unit.path
    done.unitText = unit.text
    run.repairs.append(done)
    if let failure = tools.records.save(&run) {
      return .failed(.rescue(.unitUnkept(failure)))
    }
    progress(repair.line)
    return await runOpenClaw(repair.words)
  }

  func undo(_ run: inout RescueRun) async -> ActionResult {
    guard let index = run.repairs.lastIndex(where: \.canBeUndone) else {
      return .refused(.move(.nothingToUndo))
    }
    let repair = run.repairs[index]
    let result: ActionResult
    if let copy = repair.replacedCopy {
      switch tools.restorer.plan(of: main.id, to: copy, isUndo: true) {
      case .failure(let refusal): result = .refused(refusal)
      case .success(let plan): result = await tools.restorer.restore(plan, of: main.id, by: initiator).result
      }
    } else if let path = repair.unitPath, let text = repair.unitText {
      result = await putBack(unit: path, text: text)
    } else {
      return .refused(.move(.nothingToTakeBack))
    }
    if result.isSuccess { run.repairs[index].isUndone = true }
    return result
  }

  /// Writes down what is replaced before it is, so that a repair that is cut off can be undone as well.
  private func restore(
    _ plan: ConfigRestore, as repair: RescueRepair, in run: RescueRun
  ) async -> (ActionResult, RescueRun) {
    var run = run
    let (result, _) = await tools.restorer.restore(plan, of: main.id, by: initiator) { replaced in
      var done = RescueRun.Repair(repair, at: host.system.now())
      done.replacedCopy = replaced
      run.repairs.append(done)
      return tools.records.save(&run)
    }
    return (result, run)
  }

  private var unitFile: (path: String, text: String)? {
    guard let unit = state.definition(main.id)?.unit,
      let text = ConfigFiles(host: host).text(unit.path)
    else { return nil }
    return (unit.path, text)
  }

  private func freePort(_ orphan: RescueOrphan) async -> ActionResult {
    guard let definition = state.definition(main.id) else { return .refused(.target(.gone(name: main.name))) }
    let locks = tools.restorer.locks
    do throws(CancellationError) {
      switch try await locks.patientlyTake(definition.id, name: definition.name, system: host.system) {
      case .failure(let refusal): return .refused(refusal)
      case .success(let lock):
        defer { withExtendedLifetime(lock) {} }
        return try await end(orphan, definition)
      }
    } catch {
      return .failed(.rescue(.endingBrokenOff(command: orphan.command, pid: orphan.process.pid)))
    }
  }

  /// The caller holds the gateway's lock.
  private func end(
    _ orphan: RescueOrphan, _ definition: Definition
  ) async throws(CancellationError) -> ActionResult {
    // Proven again with the lock in hand: its number may be another process's by now.
    tools.monitor.look(sweep: true)
    guard let inventory = state.inventory,
      OrphanFinder(host: host, inventory: inventory, realPath: tools.restorer.realPath)
        .find(definition)?.process == orphan.process
    else {
      return .refused(
        .move(.notTheHolder(command: orphan.command, pid: orphan.process.pid, port: orphan.port)))
    }
    let target = JournalEntry.Target(process: orphan.process, port: orphan.port)
    let unwritten = tools.journal.note(
      .freePort, definition, target,
      "port \(orphan.port) of \(main.name): ending \(orphan.command) \(orphan.process.pid), \(orphan.proof)",
      by: initiator)
    let left = try await OrphanFinder.end(orphan, host: host, grace: tools.actions.stopGrace)
    tools.monitor.look(sweep: true)
    let result: ActionResult =
      left.map { .failed(.rescue($0)) }
      ?? .done("port \(orphan.port) is free: \(orphan.command) \(orphan.process.pid) is gone")
    return unwritten.map(result.adding) ?? result
  }

  /// A command of OpenClaw that asks nothing, in an environment that speaks of no gateway.
  private func runOpenClaw(_ words: [String]) async -> ActionResult {
    let installer = tools.installer
    switch installer.plan(words, isOpenClaw: true) {
    case .failure(let refusal): return .refused(.start(.launch(refusal)))
    case .success(let plan):
      let watch = installer.neighbours(besides: main.id)
      let port = StartCommand.option("--port", in: words).flatMap { Int($0) }
      if let objection = watch.objection(toUnitOn: port) {
        return .refused(.move(.unitObjection(objection)))
      }
      let answer = await CommandRunner(host: host).run(
        plan.arguments[0], Array(plan.arguments.dropFirst()), environment: plan.environment,
        seconds: Self.commandLimit,
        mustStop: { watch.harm() != nil })
      let ended = await installer.commandEnded(
        .install, main.id, command: ShellLine.text(["openclaw"] + words),
        status: answer?.ending == .exit(0) ? 0 : 1, port: port,
        harm: await installer.harm(watch, byUnitOf: main.id), by: initiator)
      if watch.harm() != nil { return ended }
      guard let answer else { return .failed(.rescue(.commandSilent(seconds: Self.commandLimit))) }
      if answer.ending == .exit(0), !ended.isSuccess { return ended }
      let last = answer.output.parts(at: "\n").last.map(String.init) ?? "\(answer.ending)"
      return answer.ending == .exit(0)
        ? .done(last) : .failed(.rescue(.command(ending: answer.ending.description, last: last)))
    }
  }

  private func putBack(unit path: String, text: String) async -> ActionResult {
    guard path.begins(with: paths.home + "/") else {
      return .refused(.move(.outsideHome(path: path, home: paths.home)))
    }
    if let failure = host.files.write(path, text, host.files.status(path)?.mode ?? 0o600) {
      return .failed(.file(.unwritable(path: paths.abbreviate(path), failure)))
    }
    guard let unit = state.definition(main.id)?.unit else {
      return .done("\(paths.abbreviate(path)) is as it was")
    }
    if let failure = await tools.actions.services.tell(.reload, unit.key) {
      return .failed(.rescue(.managerDidNotRead(path: paths.abbreviate(path), said: failure)))
    }
    await tools.monitor.lookAtServices()
    return .done("\(paths.abbreviate(path)) is as it was")
  }
}
