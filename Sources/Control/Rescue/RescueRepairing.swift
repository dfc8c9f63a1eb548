import Fleet
import Host
import OpenClaw

/// The repairs, each with what undoes it.
struct RescueRepairing: Sendable {
  let controller: Controller
  let facts: RescueFacts
  let initiator: Initiator
  let progress: @Sendable (String) -> Void

  private var main: Gateway { facts.main }

  func carryOut(_ repair: RescueRepair, _ run: inout RescueRun) async -> ActionResult {
    let at = controller.host.system.now()
    switch repair {
    case .restoreConfig: return await restore(facts.copy?.id, repair, &run)
    case .restoreProven: return await restore(facts.provenCopy?.id, repair, &run)
    case .freePort:
      guard let orphan = facts.orphan else { return .refused("nothing of \(main.name) is left on its port") }
      run.repairs.append(.init(repair, at: at))
      return await controller.freePort(orphan, of: main, by: initiator)
    case .endBrowsers:
      run.repairs.append(.init(repair, at: at))
      return await controller.perform(.endBrowsers, on: main.id, by: initiator, progress: progress)
    case .reinstallUnit: return await reinstall(&run)
    case .start:
      run.repairs.append(.init(repair, at: at))
      return await controller.perform(
        main.process == nil ? .start : .restart, on: main.id, by: initiator, progress: progress)
    }
  }

  private func restore(_ copyID: String?, _ repair: RescueRepair, _ run: inout RescueRun) async
    -> ActionResult
  {
    guard let copyID else { return .refused("no good copy differs from the config of \(main.name)") }
    switch await controller.planRestore(of: main.id, to: copyID) {
    case .failure(let refusal): return .refused(refusal.message)
    case .success(let plan):
      let result: ActionResult
      (result, run) = await controller.restore(plan, as: repair, in: run, of: main.id, by: initiator)
      return result
    }
  }

  private func reinstall(_ run: inout RescueRun) async -> ActionResult {
    var done = RescueRun.Repair(.reinstallUnit, at: controller.host.system.now())
    guard let repair = facts.unitRepair, let unit = await controller.unitFile(of: main.id) else {
      return .refused("\(main.name) has no unit that could be reinstalled")
    }
    done.unitPath = unit.path
    done.unitText = unit.text
    run.repairs.append(done)
    if let failure = await controller.save(&run) {
      return .failed("the unit as it is cannot be kept: \(failure); nothing was changed")
    }
    progress(repair.line)
    return await controller.runOpenClaw(repair.words, for: main, by: initiator)
  }

  func undo(_ run: inout RescueRun) async -> ActionResult {
    guard let index = run.repairs.lastIndex(where: \.canBeUndone) else {
      return .refused("there is no repair that could be undone")
    }
    let repair = run.repairs[index]
    let result: ActionResult
    if let copy = repair.replacedCopy {
      switch await controller.planRestore(of: main.id, to: copy, isUndo: true) {
      case .failure(let refusal): result = .refused(refusal.message)
      case .success(let plan): result = await controller.restore(plan, of: main.id, by: initiator).result
      }
    } else if let path = repair.unitPath, let text = repair.unitText {
      result = await controller.putBack(unit: path, text: text, of: main)
    } else {
      return .refused("there is nothing to take back")
    }
    if result.isSuccess { run.repairs[index].isUndone = true }
    return result
  }
}

extension Controller {
  /// Writes down what is replaced before it is, so that a repair that is cut off can be undone as well.
  func restore(
    _ plan: ConfigRestore, as repair: RescueRepair, in run: RescueRun, of id: GatewayID,
    by initiator: Initiator
  ) async -> (ActionResult, RescueRun) {
    var run = run
    let (result, _) = await restore(plan, of: id, by: initiator) { replaced in
      var done = RescueRun.Repair(repair, at: host.system.now())
      done.replacedCopy = replaced
      run.repairs.append(done)
      return save(&run)
    }
    return (result, run)
  }

  func unitFile(of id: GatewayID) -> (path: String, text: String)? {
    guard let unit = survey?.definition(id)?.unit,
      let text = ConfigFiles(host: host).text(unit.path)
    else { return nil }
    return (unit.path, text)
  }

  func freePort(_ orphan: RescueOrphan, of main: Gateway, by initiator: Initiator) async -> ActionResult {
    guard let definition = survey?.definition(main.id) else {
      return .refused("\(main.name) is gone")
    }
    let lock: FileLock
    switch await patientLock(definition) {
    case .success(let taken): lock = taken
    case .failure(let refusal): return .refused(refusal.message)
    }
    defer { withExtendedLifetime(lock) {} }
    // Proven again with the lock in hand: its number may be another process's by now.
    look(sweep: true)
    guard let survey,
      OrphanFinder(host: host, survey: survey, owners: live.owners, realPath: surveyor.realPath)
        .find(definition)?.process == orphan.process
    else {
      return .refused(
        "\(orphan.command) \(orphan.process.pid) is not what holds port \(orphan.port) any more")
    }
    let target = JournalEntry.Target(process: orphan.process, port: orphan.port)
    noteSeen(
      "free-port", definition, target,
      "port \(orphan.port) of \(main.name): ending \(orphan.command) \(orphan.process.pid), \(orphan.proof)",
      by: initiator)
    let left = await OrphanFinder.end(orphan, host: host, grace: stopGrace)
    look(sweep: true)
    if let left { return .failed(left) }
    return .done("port \(orphan.port) is free: \(orphan.command) \(orphan.process.pid) is gone")
  }

  /// A command of OpenClaw that asks nothing, in an environment that speaks of no gateway.
  func runOpenClaw(_ words: [String], for gateway: Gateway, by initiator: Initiator) async -> ActionResult {
    switch servicePlan(words, isOpenClaw: true) {
    case .failure(let refusal): return .refused(refusal.message)
    case .success(let plan):
      let watch = neighbours(besides: gateway.id)
      let port = StartCommand.option("--port", in: words).flatMap { Int($0) }
      if let objection = watch.objection(toUnitOn: port) { return .refused(objection) }
      let answer = await Subcommand.run(
        plan.arguments[0], Array(plan.arguments.dropFirst()), environment: plan.environment, seconds: 120,
        mustStop: { watch.harm() != nil })
      let ended = await serviceCommandEnded(
        "install", gateway.id, command: "openclaw \(words.joined(separator: " "))",
        status: answer?.ending == .exit(0) ? 0 : 1, port: port,
        harm: await harm(watch, byUnitOf: gateway.id), by: initiator)
      if watch.harm() != nil { return ended }
      guard let answer else { return .failed("openclaw did not end within 120 s") }
      if answer.ending == .exit(0), !ended.isSuccess { return ended }
      let last = answer.output.split(separator: "\n").last.map(String.init) ?? "\(answer.ending)"
      return answer.ending == .exit(0) ? .done(last) : .failed("\(answer.ending): \(last)")
    }
  }

  func putBack(unit path: String, text: String, of main: Gateway) async -> ActionResult {
    guard path.hasBytePrefix(paths.home + "/") else { return .refused("\(path) lies outside \(paths.home)") }
    if let failure = host.files.write(path, text, host.files.status(path)?.mode ?? 0o644) {
      return .failed("\(paths.abbreviate(path)) cannot be written: \(failure)")
    }
    guard let unit = survey?.definition(main.id)?.unit else {
      return .done("\(paths.abbreviate(path)) is as it was")
    }
    if let failure = await services.tell(.reload, unit.key) {
      return .failed("\(paths.abbreviate(path)) is as it was, but its manager did not read it: \(failure)")
    }
    await lookAtServices()
    return .done("\(paths.abbreviate(path)) is as it was")
  }
}
