import Fleet
import FoundationEssentials
import Glibc
import Host
import OpenClaw
import Probes

/// Stops one gateway: through its unit's manager, else TERM, wait, KILL, until nothing of it lives and its port is free.
/// Rules: design section 6.
struct StopAction {
  /// Seconds for the kernel to carry out a KILL.
  static let killWait = 5.0

  let context: ActionContext
  let id: GatewayID
  /// Without TERM and without waiting.
  var killsAtOnce = false
  /// Whether it is to be started again.
  var isRestart = false

  /// Seconds that a gateway which says that it drains is waited for: OpenClaw's own limit, and some.
  static let drainLimit = 345.0

  func run() async -> ActionResult {
    await context.locked(id, isStop: true) { await stop($0, survey: $1) }
  }

  func stop(_ definition: Definition, survey: Survey) async -> ActionResult {
    let name = definition.name
    let owner = context.builder.owner(of: definition, survey: survey)
    if let foreign = owner.foreign {
      return .refused("\(name) is not this user's to stop: \(foreign.text)")
    }
    if let unit = definition.unit, let result = await stopUnit(unit, definition, owner: owner, survey: survey)
    {
      return result
    }
    let last = survey.run(of: definition)
    let record = RunOrphan.adopt(last, runs: context.runs, host: context.host) ?? last
    let group = record.flatMap { ProcessGroup(record: $0, host: context.host) }
    if record == nil { rememberStop(definition) }
    guard owner.process != nil || group != nil else {
      // A person has acted: what went wrong before is settled, and no restart is planned any more.
      let wasPlanned = record?.phase == .backingOff
      // A restart that was cut off stays unfinished until the next launch is on record.
      if !isRestart, let failure = note(.ended, in: record) { return unwritten(name, failure) }
      let left = await leftBrowsers(definition)
      return wasPlanned
        ? .done("\(name) is stopped: it will not be started again\(left)")
        : .already("\(name) is stopped already\(left)")
    }
    await context.aim(target(owner.process ?? record?.process, definition, record))
    if group == nil, !owner.isProven {
      return .refused(
        "pid \(owner.process?.pid ?? 0) looks like \(name), but neither a run record nor a lock with its start time proves it; nothing was signalled"
      )
    }
    await context.begin(target(owner.process ?? record?.process, definition, record))
    // Should this Gatehouse die now, the next one knows what was wanted and goes on.
    note(.stopping, in: record)
    let supervisor =
      group == nil
      ? owner.process.flatMap { Parentage.restarter(of: $0, in: survey.index) } : nil
    let twins = context.builder.others(of: definition, than: owner, survey: survey)
    let others = context.builder.owners(survey).filter { $0.key != definition.id }.compactMap(\.value.process)
    let target = StopTarget(
      group: group, owner: owner.isProven ? owner.process : nil, spared: Set(others), host: context.host)
    let lock = survey.locks.first { lock in owner.process?.pid == lock.pid }
    switch await end(target, definition: definition, lock: lock) {
    case .success(let remark):
      // A restart stays unfinished until the next record takes the place of this one.
      if !isRestart, let failure = note(.ended, in: record) { return unwritten(name, failure) }
      if let twin = twins.first(where: context.isAlive) {
        return .failed(
          "pid \(owner.process?.pid ?? 0) of \(name) is stopped, but \(name) runs also as pid \(twin.pid), which goes on: stop it where it was started"
        )
      }
      let after = supervisor.map { "; \($0), which had started it, may start it again" } ?? ""
      return .done("\(name) is stopped\(remark)\(after)\(await leftBrowsers(definition))")
    case .failure(let failure): return .failed(failure.message)
    }
  }

  private func target(
    _ process: ProcessIdentity?, _ definition: Definition, _ record: RunRecord?
  ) -> JournalEntry.Target {
    JournalEntry.Target(
      process: process, port: definition.plan.gateway.known, generation: record?.generation)
  }

  /// - Returns: nil where the unit has nothing to do with what runs.
  private func stopUnit(
    _ unit: UnitFile, _ definition: Definition, owner: Ownership, survey: Survey
  ) async -> ActionResult? {
    let isInUnit = owner.holds(.unit)
    let status = await context.services.status(unit)
    guard isInUnit || UnitAction.isOn(status) else { return nil }
    switch await UnitAction.of(unit, context: context, id: id) {
    case .failure(let refusal): return .refused(refusal.message)
    case .success(nil):
      return isInUnit
        ? .refused(
          "\(definition.name) is run by \(unit.name), whose manager does not answer; nothing was signalled")
        : nil
    case .success(let action?):
      let result = await action.stop(definition, kills: killsAtOnce)
      // A process beside the unit is not the unit's: it is stopped as any other.
      return result.isSuccess && owner.process != nil && !isInUnit ? nil : result
    }
  }

  /// A person's stop is remembered also of a gateway that Gatehouse has never started: the next `up` leaves it alone.
  private func rememberStop(_ definition: Definition) {
    guard context.initiator.isPerson, definition.unit == nil, !definition.isStray else { return }
    var record = RunRecord(
      id: UUID().uuidString, name: definition.name, stateDir: definition.stateDir,
      configPath: definition.configPath, generation: 0, phase: .ended, bootID: context.host.system.bootID,
      port: definition.plan.gateway.port, command: [], logFile: "", logOffset: 0,
      startedAt: context.host.system.now())
    record.isStopWanted = true
    _ = context.runs.write(record)
  }

  /// - Returns: why it could not be written.
  @discardableResult
  private func note(_ phase: RunRecord.Phase, in record: RunRecord?) -> FileFailure? {
    guard var record else { return nil }
    record.phase = phase
    record.retryAt = nil
    if phase == .ended { record.ending = nil }
    record.isRestarting = isRestart && phase == .stopping
    if !isRestart, context.initiator.isPerson { record.isStopWanted = true }
    return context.runs.write(record)
  }

  private func unwritten(_ name: String, _ failure: FileFailure) -> ActionResult {
    .failed(
      "\(name) is stopped, but that cannot be written to \(context.paths.abbreviate(context.paths.runs)) (\(failure)): whoever supervises it may start it again"
    )
  }

  /// TERM, and TERM once more when the gateway is live again: one that comes in the middle of a restart inside the process is lost
  /// (seen on 2026.6.11). A gateway that says that it drains running turns is waited for, unless a person has set a limit.
  /// - Returns: whether nothing of it lives.
  private func term(
    _ target: inout StopTarget, _ definition: Definition, lock: LockRecord?, grace: Double
  ) async -> Bool {
    await context.step("TERM", limit: grace, isStopping: true)
    var watch = RestartWatch(host: context.host, lock: lock, port: definition.plan.gateway.known)
    target.signal(SIGTERM)
    let began = context.host.system.uptime()
    var limit = grace
    var nextQuestion = began + 1
    let drain = DrainQuestion()
    while !target.isEmpty() {
      if await context.isKillAsked() { return false }
      let now = context.host.system.uptime()
      if watch.isLiveAgain() {
        await context.step("it had restarted itself; TERM again", limit: limit, isStopping: true)
        target.signal(SIGTERM)
      }
      // Asked beside the loop: one that hangs takes its time to say nothing.
      if now >= nextQuestion, definition.stopSeconds == nil {
        nextQuestion = now + 2
        drain.ask { await isDraining(definition) }
      }
      if drain.isNewlyTrue() {
        limit = max(limit, Self.drainLimit)
        await context.step(
          "draining: it lets running turns end; X ends it now", limit: limit, isStopping: true)
      }
      if now - began >= limit { return false }
      await Pause.of(0.05)
    }
    return true
  }

  /// Whether its `readyz` says that it waits for running turns.
  private func isDraining(_ definition: Definition) async -> Bool {
    guard let port = definition.plan.gateway.known,
      let socket = context.host.processes.listeners().first(where: { $0.port == port })
    else { return false }
    let listener = PortListener(
      port: port, address: socket.address, pid: nil, command: nil, userID: socket.userID)
    let sample = await context.prober.sample(ProbeTarget(definition: definition, host: listener.probeHost))
    return sample.failing.contains("gateway-draining")
  }

  /// What of its browsers lives on: OpenClaw leaves them behind when it is killed, and its next gateway takes them again.
  private func leftBrowsers(_ definition: Definition) async -> String {
    let left = LeftBrowsers(context: context, survey: await context.survey()).find(definition)
    guard !left.isEmpty else { return "" }
    let pids = left.map { String($0.pid) }.joined(separator: ", ")
    return
      "; its Chrome (pid \(pids)) runs on: its next start takes it again, `gatehouse stop --browsers \(definition.name)` ends it"
  }

  /// Ends the group of a run; for a start that failed.
  /// - Returns: what could not be ended, for a person.
  func end(record: RunRecord, definition: Definition) async -> String? {
    guard let group = ProcessGroup(record: record, host: context.host) else { return nil }
    let target = StopTarget(group: group, owner: nil, host: context.host)
    if case .failure(let failure) = await end(target, definition: definition) { return failure.message }
    return nil
  }

  /// - Returns: a remark for a person; why something is left where not all is gone.
  private func end(
    _ target: StopTarget, definition: Definition, lock: LockRecord? = nil
  ) async -> Result<String, ActionRefusal> {
    var target = target
    let grace = killsAtOnce ? 0 : definition.stopSeconds ?? context.grace
    let known = definition.plan.gateway.known
    var isGone = false
    if grace > 0 {
      isGone = await term(&target, definition, lock: lock, grace: grace)
    }
    if !isGone {
      await context.step("KILL", limit: Self.killWait, isStopping: true)
      target.signal(SIGKILL)
      isGone = await context.wait(seconds: Self.killWait) { target.isEmpty() }
    }
    guard isGone else {
      return .failure(ActionRefusal("\(definition.name): \(target.livingDescription) would not end"))
    }
    guard let port = known else { return .success("") }
    let isFree = await context.wait(seconds: Self.killWait) {
      !context.host.processes.listeners().contains { $0.port == port }
    }
    if isFree { return .success("") }
    let holder = await context.survey().listeners(on: port).first
    // All of it is gone, so whoever may be seen there came after it.
    if let holder, holder.pid != nil { return .success("; port \(port) is held by \(holder.holder) now") }
    return .failure(
      ActionRefusal(
        "\(definition.name) ended, but port \(port) is held by \(holder?.holder ?? "another process")"))
  }
}
