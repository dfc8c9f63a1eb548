import GatewayModel
import Host

/// Stops a gateway through its unit's manager, never around it; judged by main process, state and port.
struct UnitStop: Sendable {
  /// Seconds that a manager may take for a stop whose limit it does not tell: systemd's default of 90 s, and 10 more.
  static let limit = 100.0

  let unit: UnitFile
  let context: ActionContext

  private var services: ServiceManagers { context.tools.services }

  func run(_ scene: Scene, kills: Bool) async -> ActionResult {
    let (name, definition, owner) = (unit.name, scene.definition, scene.owner)
    let before = await services.status(unit)
    let isInUnit = owner.holds(.unit)
    let process = isInUnit ? owner.process : before?.mainPID.flatMap { scene.inventory.index[$0]?.identity }
    await context.reporter.begin(.init(process: process, unit: name, port: definition.plan.gateway.known))
    // The time after which the manager itself kills, and 10 s more.
    let limit = before?.stopSeconds.map { $0 + 10 } ?? Self.limit
    await context.step(.systemctlStop(limit: limit))
    if let failure = await services.tell(.stop, unit.key) {
      return .failed(.unit(.manager(unit: name, verb: "stopped", said: failure)))
    }
    if kills, let failure = await services.tell(.kill, unit.key) { noteUnkilled(failure) }
    // Goes on when the task is cancelled: the manager stops the unit anyway.
    let (isDown, isKilled) = await finishing { await waitForEnd(process, limit: limit, isKilled: kills) }
    guard isDown else { return .failed(.unit(.stop(unit: name, seconds: limit))) }
    let holder = await holder(of: definition.plan.gateway.known)
    var remark = holder.map { "; port \($0.port) is held by \($0.holder) now" } ?? ""
    if !isKilled, let status = await services.status(unit), status.result == "timeout" {
      let within = status.stopSeconds.map { " within \(Int(clamping: $0)) s" } ?? ""
      remark += "; it did not end\(within), so its manager killed it"
    }
    return .done("\(definition.name) is stopped (\(name))\(remark)")
  }

  private func waitForEnd(
    _ process: ProcessIdentity?, limit: Double, isKilled: Bool
  ) async -> (isDown: Bool, isKilled: Bool) {
    var isKilled = isKilled
    do throws(CancellationError) {
      let isDown = try await context.tools.wait(seconds: limit, every: 0.2) {
        if await context.reporter.isKillAsked(), !isKilled {
          isKilled = true
          if let failure = await services.tell(.kill, unit.key) { noteUnkilled(failure) }
        }
        // Where the manager does not answer, it is not known whether the unit is down.
        guard let status = await services.status(unit), !status.isOn, status.mainPID == nil else {
          return false
        }
        return process.map { !context.tools.isAlive($0) } ?? true
      }
      return (isDown, isKilled)
    } catch {
      return (false, isKilled)
    }
  }

  private func noteUnkilled(_ failure: String) {
    context.remarks.add("\(unit.name) could not be killed: \(failure)")
  }

  /// Who listens there now, where anybody does.
  private func holder(of port: Int?) async -> PortListener? {
    guard let port, context.host.processes.listeners().contains(where: { $0.port == port }) else {
      return nil
    }
    return await context.scan().listeners(on: port).first
  }
}
