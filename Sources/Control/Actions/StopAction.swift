import Fleet
import FoundationEssentials
import GatewayModel
import Host
import OpenClaw
import Records

/// Stops one gateway: through its unit's manager, else by signals to what is proven to be it. Rules: design section 6.
struct StopAction {
  let context: ActionContext
  /// Without TERM and without waiting.
  var killsAtOnce = false
  /// Whether it is to be started again.
  var isRestart = false

  private var tools: ActionTools { context.tools }

  func run(_ scene: Scene) async -> ActionResult {
    let definition = scene.definition
    let name = definition.name
    let owner = scene.owner
    if let foreign = owner.foreign {
      return .refused(.target(.notOurs(name: name, verb: .stop, foreign: foreign.text)))
    }
    if let unit = definition.unit, let result = await stopUnit(unit, scene) { return result }
    let record = RunOrphan(context: context).adopt(scene.record) ?? scene.record
    let group = record.flatMap { ProcessGroup(record: $0, host: tools.host) }
    let unremembered = record == nil ? rememberStop(definition) : nil
    guard owner.process != nil || group != nil else {
      // A person's stop also clears an earlier failure and a planned restart.
      let wasPlanned = record?.phase == .backingOff
      // A restart that was cut off stays unfinished until the next launch is on record.
      if !isRestart, let failure = note(.ended, in: record) ?? unremembered {
        return unwritten(name, failure)
      }
      let left = leftBrowsers(scene)
      return wasPlanned
        ? .done("\(name) is stopped: it will not be started again\(left)")
        : .already("\(name) is stopped already\(left)")
    }
    let target = JournalEntry.Target(
      process: owner.process ?? record?.process, port: definition.plan.gateway.known,
      generation: record?.generation)
    await context.reporter.aim(target)
    if group == nil, !owner.isProven {
      return .refused(.target(.unproven(name: name, pid: owner.process?.pid ?? 0)))
    }
    await context.reporter.begin(target)
    // Written first, so that the next Gatehouse can finish the stop if this one dies.
    if let failure = note(.stopping, in: record) {
      context.remarks.add("that it was to be stopped cannot be written: \(failure)")
    }
    return await end(scene, record: record, group: group, unremembered: unremembered)
  }

  private func end(
    _ scene: Scene, record: RunRecord?, group: ProcessGroup?, unremembered: FileFailure?
  ) async -> ActionResult {
    let (definition, owner, inventory) = (scene.definition, scene.owner, scene.inventory)
    let name = definition.name
    let supervisor =
      group == nil ? owner.process.flatMap { Parentage.restarter(of: $0, in: inventory.index) } : nil
    let twins = tools.builder.others(of: definition, than: owner, inventory: inventory)
    let others = inventory.owners.filter { $0.key != definition.id }.compactMap(\.value.process)
    let scope = StopScope(
      group: group, owner: owner.isProven ? owner.process : nil, spared: Set(others), host: tools.host)
    let lock = inventory.locks.first { lock in owner.process?.pid == lock.pid }
    let terminator = ProcessTerminator(context: context, definition: definition, killsAtOnce: killsAtOnce)
    switch await terminator.end(scope, lock: lock) {
    case .success(let remark):
      // A restart stays unfinished until the next record takes the place of this one.
      if !isRestart, let failure = note(.ended, in: record) ?? unremembered {
        return unwritten(name, failure)
      }
      if let twin = twins.first(where: tools.isAlive) {
        return .failed(.stop(.twin(name: name, pid: owner.process?.pid ?? 0, other: twin.pid)))
      }
      let after = supervisor.map { "; \($0), which had started it, may start it again" } ?? ""
      return .done("\(name) is stopped\(remark)\(after)\(leftBrowsers(scene))")
    case .failure(let failure): return .failed(.stop(failure))
    }
  }

  /// - Returns: nil where the unit has nothing to do with what runs.
  private func stopUnit(_ unit: UnitFile, _ scene: Scene) async -> ActionResult? {
    let isInUnit = scene.owner.holds(.unit)
    let status = await tools.services.status(unit)
    guard isInUnit || status?.isOn == true else { return nil }
    switch await UnitAccess.of(unit, context: context) {
    case .failure(let refusal): return .refused(refusal)
    case .success(.besides):
      return isInUnit
        ? .refused(.unit(.managerSilent(name: scene.definition.name, unit: unit.name)))
        : nil
    case .success(.manager):
      let result = await UnitStop(unit: unit, context: context).run(scene, kills: killsAtOnce)
      // A process beside the unit is not the unit's: it is stopped as any other.
      return result.isSuccess && scene.owner.process != nil && !isInUnit ? nil : result
    }
  }

  /// A person's stop is remembered also of a gateway that Gatehouse has never started: the next `up` leaves it alone.
  /// - Returns: why it could not be written.
  private func rememberStop(_ definition: Definition) -> FileFailure? {
    guard context.initiator.isPerson, definition.unit == nil, !definition.isStray else { return nil }
    var record = RunRecord(
      id: UUID().uuidString, name: definition.name, stateDir: definition.stateDir,
      configPath: definition.configPath, generation: 0, phase: .ended, bootID: tools.host.system.bootID,
      port: definition.plan.gateway.port, command: [], logFile: "", logOffset: 0,
      startedAt: tools.host.system.now())
    record.isStopWanted = true
    return tools.runs.write(record)
  }

  /// - Returns: why it could not be written.
  private func note(_ phase: RunRecord.Phase, in record: RunRecord?) -> FileFailure? {
    guard var record else { return nil }
    record.phase = phase
    record.retryAt = nil
    if phase == .ended { record.ending = nil }
    record.isRestarting = isRestart && phase == .stopping
    if !isRestart, context.initiator.isPerson { record.isStopWanted = true }
    return tools.runs.write(record)
  }

  private func unwritten(_ name: String, _ failure: FileFailure) -> ActionResult {
    .failed(
      .file(.stopRecord(name: name, path: context.paths.abbreviate(context.paths.runs), failure)))
  }

  /// What of its browsers lives on: OpenClaw leaves them behind when it is killed, and its next gateway takes them again.
  private func leftBrowsers(_ scene: Scene) -> String {
    let name = scene.definition.name
    let left = LeftBrowsers(host: tools.host, inventory: scene.inventory, realPath: tools.builder.realPath)
      .find(scene.definition)
    guard !left.isEmpty else { return "" }
    let pids = left.map { String($0.pid) }.joined(separator: ", ")
    return
      "; its Chrome (pid \(pids)) runs on: its next start takes it again, `gatehouse stop --browsers \(ShellLine.word(name))` ends it"
  }
}
