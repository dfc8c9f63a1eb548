import Fleet
import FoundationEssentials
import Glibc
import Host
import OpenClaw

/// Stops one gateway: TERM, wait, KILL, until nothing of it lives and its port is free. Rules: design section 6.
struct StopAction {
  /// Seconds between TERM and KILL: a gateway drains its channels for up to 25 s.
  static let standardGrace = 30.0
  /// Seconds for the kernel to carry out a KILL.
  static let killWait = 5.0

  let context: ActionContext
  let id: GatewayID
  /// Without TERM and without waiting.
  var killsAtOnce = false

  private var grace: Double { killsAtOnce ? 0 : context.grace }

  func run() async -> ActionResult {
    await context.locked(id) { await stop($0, survey: $1) }
  }

  func stop(_ definition: Definition, survey: Survey) async -> ActionResult {
    let name = definition.name
    let owner = context.builder.owner(of: definition, survey: survey)
    if let unit = definition.unit {
      let isInUnit = owner.links.contains { $0.kind == .unit && $0.status == .holds }
      let state = await context.services.activeState(unit)
      if isInUnit || ["active", "activating", "reloading"].contains(state) {
        return .refused(
          "\(name) is run by \(unit.name): use `\(ServiceQuery.command("stop", unit: unit))`")
      }
    }
    let last = survey.run(of: definition)
    let record = RunOrphan.adopt(last, runs: context.runs, host: context.host) ?? last
    let group = record.flatMap { ProcessGroup(record: $0, host: context.host) }
    guard owner.process != nil || group != nil else {
      // A person has acted: what went wrong before is settled.
      note(.ended, in: record)
      return .already("\(name) is stopped already")
    }
    if group == nil, !owner.isProven {
      return .refused(
        "pid \(owner.process?.pid ?? 0) looks like \(name), but neither a run record nor a lock with its start time proves it; nothing was signalled"
      )
    }
    // Should this Gatehouse die now, the next one knows that a person stopped it.
    if record?.phase == .running { note(.stopping, in: record) }
    let others = context.builder.owners(survey).filter { $0.key != definition.id }.compactMap(\.value.process)
    let target = StopTarget(
      group: group, owner: owner.isProven ? owner.process : nil, spared: Set(others), host: context.host)
    if let failure = await end(target, definition: definition) { return .failed(failure) }
    note(.ended, in: record)
    return .done("\(name) is stopped")
  }

  private func note(_ phase: RunRecord.Phase, in record: RunRecord?) {
    guard var record, record.phase != .ended else { return }
    record.phase = phase
    _ = context.runs.write(record)
  }

  /// Ends the group of a run; for a start that failed.
  func end(record: RunRecord, definition: Definition) async -> String? {
    guard let group = ProcessGroup(record: record, host: context.host) else { return nil }
    return await end(StopTarget(group: group, owner: nil, host: context.host), definition: definition)
  }

  /// - Returns: why something is left, for a person; nil when all is gone.
  private func end(_ target: StopTarget, definition: Definition) async -> String? {
    var target = target
    let port = definition.plan.gateway.port
    let began = context.host.system.uptime()
    var isGone = false
    if grace > 0 {
      target.signal(SIGTERM)
      isGone = await context.wait(seconds: grace) {
        let elapsed = Int(context.host.system.uptime() - began)
        await context.step("TERM \(elapsed)/\(Int(grace)) s", true)
        if await context.isKillAsked() { return true }
        return target.isEmpty()
      }
      isGone = isGone && target.isEmpty()
    }
    if !isGone {
      await context.step("KILL", true)
      target.signal(SIGKILL)
      isGone = await context.wait(seconds: Self.killWait) { target.isEmpty() }
    }
    guard isGone else {
      return "\(definition.name): \(target.livingDescription) would not end"
    }
    let isFree = await context.wait(seconds: Self.killWait) {
      !context.host.processes.listeners().contains { $0.port == port }
    }
    if isFree { return nil }
    let holder = await context.survey().listeners(on: port).first
    return "\(definition.name) ended, but port \(port) is held by \(holder?.holder ?? "another process")"
  }
}
