import Fleet
import Host
import OpenClaw

/// Starts and stops a gateway through its unit's manager, never around it; judged by main process, state and port.
struct UnitAction {
  /// Seconds that a manager may take for a stop: systemd's own limit of 90 s, and some.
  static let stopLimit = 100.0
  /// Restarts by the manager during one start after which it is no start any more.
  static let loopLimit = 3

  let unit: UnitFile
  let context: ActionContext
  let id: GatewayID

  private var name: String { unit.name }

  /// The way through the manager; nil where there is none and a person insists on a child beside the unit.
  static func of(
    _ unit: UnitFile, context: ActionContext, id: GatewayID
  ) async -> Result<UnitAction?, ActionRefusal> {
    guard await context.services.status(unit) != nil else {
      if context.isForced { return .success(nil) }
      return .failure(
        ActionRefusal(
          "\(unit.name) is installed, but no service manager answers here; a second copy beside it is started only with `gatehouse start --force`"
        ))
    }
    if !unit.isUserUnit, context.host.system.userID != 0 {
      return .failure(
        ActionRefusal(
          "\(unit.name) is a unit of the system: use `sudo systemctl start|stop|restart \(unit.name)`"))
    }
    return .success(UnitAction(unit: unit, context: context, id: id))
  }

  /// Whether the manager runs it, or is about to.
  static func isOn(_ status: ServiceStatus?) -> Bool {
    ["active", "activating", "reloading", "deactivating"].contains(status?.activeState)
  }

  // MARK: Start

  func start(_ definition: Definition, survey: Survey) async -> ActionResult {
    let owner = context.builder.owner(of: definition, survey: survey)
    let before = await context.services.status(unit)
    if let process = owner.process {
      let isInUnit = owner.holds(.unit)
      guard isInUnit else {
        return .refused(
          "\(definition.name) runs already (pid \(process.pid)), but not by \(name); stop it first, then start it: the unit runs it then"
        )
      }
      return await StartProof(context: context, id: id).alreadyRunning(definition, process, survey: survey)
    }
    if before?.activeState == "active", before?.mainPID != nil {
      // Its process is there, and no look has taken it for the gateway yet.
      return await prove(definition, since: nil, restarts: before?.restarts, isOurs: false)
    }
    if let refusal = StartChecks(context: context).refusal(definition, survey: survey, hasCommand: false) {
      return .refused(refusal)
    }
    await context.begin(.init(unit: name, port: definition.startPort))
    await context.step("systemctl start")
    if let failure = await context.services.tell(.start, unit.key) {
      return .failed("\(name) could not be started: \(failure)")
    }
    return await prove(definition, since: before?.mainPID, restarts: before?.restarts)
  }

  func restart(_ definition: Definition, owner: ProcessIdentity?) async -> ActionResult {
    let before = await context.services.status(unit)
    await context.begin(.init(process: owner, unit: name, port: definition.plan.gateway.known))
    await context.step("systemctl restart")
    if let failure = await context.services.tell(.restart, unit.key) {
      return .failed("\(name) could not be restarted: \(failure)")
    }
    return await prove(definition, since: before?.mainPID ?? owner?.pid, restarts: before?.restarts)
  }

  /// Another main process than before, its own port, an answer on it.
  /// - Parameters:
  ///   - restarts: how often the manager had restarted it before.
  ///   - isOurs: whether this action has started it, so that it is not left half-running.
  private func prove(
    _ definition: Definition, since oldPID: Int32?, restarts: Int?, isOurs: Bool = true
  ) async -> ActionResult {
    var last: ServiceStatus?
    var owner: ProcessIdentity?
    var isDone = false
    var proven: Int?
    var isLooping = false
    var isCalledOff = false
    let isDecided = await context.wait(seconds: SnapshotBuilder.startLimit, every: 0.25) {
      isCalledOff = await context.isCalledOff()
      if isCalledOff { return true }
      last = await context.services.status(unit)
      await context.step(last?.activeState == "active" ? "waiting for listening" : waiting(last))
      // A start that is taken up again counts the manager's restarts anew.
      let count = last?.restarts ?? 0
      let base = restarts ?? 0
      isLooping = (count >= base ? count - base : count) >= Self.loopLimit
      if last?.activeState == "failed" || isLooping { return true }
      guard let pid = last?.mainPID, pid != oldPID else { return false }
      let survey = await context.survey()
      guard let now = context.definition(id, in: survey) else { return false }
      let found = context.builder.owner(of: now, survey: survey)
      guard found.holds(.listener),
        let process = found.process, survey.index.isRelated(process.pid, pid)
      else { return false }
      owner = process
      let proof = StartProof(context: context, id: id)
      guard let port = now.plan.gateway.known else { return false }
      proven = port
      isDone = await proof.ask(now, port: port) == .live
      return isDone
    }
    if isDone, let owner {
      let port = proven ?? definition.startPort
      await context.aim(.init(process: owner, unit: name, port: port))
      return .done("\(definition.name) is live\(port.map { " on \($0)" } ?? "") (pid \(owner.pid), \(name))")
    }
    let reason =
      isCalledOff
      ? "the start of \(name) was called off"
      : isLooping
        ? "\(name) is restarted again and again (\(last?.restarts ?? 0) times so far)"
        : isDecided
          ? "\(name) failed\(last?.result.map { " (\($0))" } ?? "")"
          : "\(definition.name) did not answer within \(Int(SnapshotBuilder.startLimit)) s"
    if isOurs, UnitAction.isOn(last) { _ = await context.services.tell(.stop, unit.key) }
    return .failed("\(reason); `\(ServiceManagers.logCommand(unit))` shows what it said")
  }

  private func waiting(_ status: ServiceStatus?) -> String {
    guard let status else { return "waiting for its manager" }
    return "unit is \(status.activeState)\(status.subState.isEmpty ? "" : " (\(status.subState))")"
  }

  // MARK: Stop

  func stop(_ definition: Definition, kills: Bool) async -> ActionResult {
    let survey = await context.survey()
    let owner = context.builder.owner(of: definition, survey: survey)
    let before = await context.services.status(unit)
    let isInUnit = owner.holds(.unit)
    let process = isInUnit ? owner.process : before?.mainPID.flatMap { survey.index[$0]?.identity }
    await context.begin(.init(process: process, unit: name, port: definition.plan.gateway.known))
    // As long as its manager waits before it kills, and some.
    let limit = before?.stopSeconds.map { $0 + 10 } ?? Self.stopLimit
    await context.step("systemctl stop", limit: limit, isStopping: true)
    if let failure = await context.services.tell(.stop, unit.key) {
      return .failed("\(name) could not be stopped: \(failure)")
    }
    if kills { _ = await context.services.tell(.kill, unit.key) }
    var isKilled = kills
    let port = definition.plan.gateway.known
    let isDown = await context.wait(seconds: limit, every: 0.2) {
      if await context.isKillAsked(), !isKilled {
        isKilled = true
        _ = await context.services.tell(.kill, unit.key)
      }
      // A manager that does not answer proves nothing.
      guard let status = await context.services.status(unit), !UnitAction.isOn(status), status.mainPID == nil
      else { return false }
      return process.map { !context.isAlive($0) } ?? true
    }
    guard isDown else {
      return .failed("\(name) did not stop within \(Int(limit)) s")
    }
    let now = await context.survey()
    let holder = port.flatMap { now.listeners(on: $0).first }
    var remark = holder.map { "; port \($0.port) is held by \($0.holder) now" } ?? ""
    if !isKilled, let status = await context.services.status(unit), status.result == "timeout" {
      let within = status.stopSeconds.map { " within \(Int($0)) s" } ?? ""
      remark += "; it did not end\(within), so its manager killed it"
    }
    return .done("\(definition.name) is stopped (\(name))\(remark)")
  }
}
