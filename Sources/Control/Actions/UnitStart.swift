import Fleet
import GatewayModel
import Host

/// Starts a gateway through its unit's manager, never around it; judged by main process, state and port.
struct UnitStart: Sendable {
  /// After so many restarts by the manager during one start, the start counts as failed.
  static let loopLimit = 3
  /// Seconds after which the host is looked at again although no listener has come or gone.
  private static let scanPause = 1.0

  /// What is known of a start under way.
  private struct Progress {
    var status: ServiceStatus?
    var mainPID: Int32?
    var owner: ProcessIdentity?
    var port: Int?
    var definition: Definition?
    var isLooping = false
    var scannedAt = -Double.infinity
    var sockets: Set<ListeningSocket> = []
  }

  private enum Outcome {
    case live, failed, silent, calledOff
  }

  let unit: UnitFile
  let context: ActionContext

  private var name: String { unit.name }
  private var services: ServiceManagers { context.tools.services }

  func run(_ scene: Scene) async throws(CancellationError) -> ActionResult {
    let (definition, owner) = (scene.definition, scene.owner)
    let before = await services.status(unit)
    if let process = owner.process {
      guard owner.holds(.unit) else {
        return .refused(.unit(.runsBeside(name: definition.name, pid: process.pid, unit: name)))
      }
      return try await RunningProof(context: context).prove(definition, process)
    }
    if before?.activeState == .active, before?.mainPID != nil {
      // The unit's process runs, but no look has recognised it as the gateway yet.
      return await prove(definition, since: nil, restarts: before?.restarts, isOurs: false)
    }
    if let refusal = StartChecks(context: context)
      .refusal(definition, inventory: scene.inventory, hasCommand: false)
    {
      return .refused(refusal)
    }
    await context.reporter.begin(.init(unit: name, port: definition.startPort))
    await context.step(.systemctl("start"))
    if let failure = await services.tell(.start, unit.key) {
      return .failed(.unit(.manager(unit: name, verb: "started", said: failure)))
    }
    return await prove(definition, since: before?.mainPID, restarts: before?.restarts)
  }

  func restart(
    _ definition: Definition, owner: ProcessIdentity?
  ) async throws(CancellationError) -> ActionResult {
    let before = await services.status(unit)
    await context.reporter.begin(.init(process: owner, unit: name, port: definition.plan.gateway.known))
    await context.step(.systemctl("restart"))
    if let failure = await services.tell(.restart, unit.key) {
      return .failed(.unit(.manager(unit: name, verb: "restarted", said: failure)))
    }
    return await prove(definition, since: before?.mainPID ?? owner?.pid, restarts: before?.restarts)
  }

  /// Waits until the unit has another main process than before, which holds the gateway's port and answers on it.
  /// - Parameters:
  ///   - restarts: how often the manager had restarted it before.
  ///   - isOurs: whether this action has started it, so that it is not left half-running.
  private func prove(
    _ definition: Definition, since oldPID: Int32?, restarts: Int?, isOurs: Bool = true
  ) async -> ActionResult {
    var progress = Progress()
    let outcome = await wait(&progress, since: oldPID, restarts: max(0, restarts ?? 0))
    if outcome == .live, let owner = progress.owner {
      let port = progress.port ?? definition.startPort
      await context.reporter.aim(.init(process: owner, unit: name, port: port))
      return .done("\(definition.name) is live\(port.map { " on \($0)" } ?? "") (pid \(owner.pid), \(name))")
    }
    let last = progress.status
    let end: ActionFailure.UnitEnd =
      switch outcome {
      case .calledOff: .calledOff(unit: name)
      case .failed, .live:
        progress.isLooping
          ? .looping(unit: name, times: last?.restarts ?? 0) : .failed(unit: name, result: last?.result)
      case .silent: .silent(name: definition.name, seconds: SnapshotBuilder.startLimit)
      }
    var unstopped: String?
    if isOurs, last?.isOn == true {
      unstopped = await finishing { [services, unit] in await services.tell(.stop, unit.key) }
    }
    return .failed(.unit(.start(end, unstopped: unstopped, log: ServiceManagers.logCommand(unit))))
  }

  private func wait(_ progress: inout Progress, since oldPID: Int32?, restarts: Int) async -> Outcome {
    var isLive = false
    var now = progress
    defer { progress = now }
    do throws(CancellationError) {
      let isDecided = try await context.tools.wait(seconds: SnapshotBuilder.startLimit, every: 0.25) {
        now.status = await services.status(unit)
        await context.step(
          now.status?.activeState == .active ? .waitingForListening : .unit(waiting(now.status)))
        // The manager sets its count of restarts back when the unit is started by hand.
        let count = max(0, now.status?.restarts ?? 0)
        now.isLooping = (count >= restarts ? count - restarts : count) >= Self.loopLimit
        if now.status?.activeState == .failed || now.isLooping { return true }
        guard let pid = now.status?.mainPID, pid != oldPID else { return false }
        isLive = await answers(pid, &now)
        return isLive
      }
      return isLive ? .live : isDecided ? .failed : .silent
    } catch {
      return .calledOff
    }
  }

  /// Whether the unit's main process is the gateway, holds its port and answers on it. The host is looked at whole only where a listener
  /// has come or gone, and now and then.
  private func answers(_ mainPID: Int32, _ progress: inout Progress) async -> Bool {
    let uptime = context.host.system.uptime()
    let sockets = Set(context.host.processes.listeners())
    if progress.owner == nil || progress.mainPID != mainPID || sockets != progress.sockets {
      guard
        progress.mainPID != mainPID || sockets != progress.sockets
          || uptime - progress.scannedAt >= Self.scanPause
      else { return false }
      progress.mainPID = mainPID
      progress.sockets = sockets
      progress.scannedAt = uptime
      progress.owner = nil
      let inventory = await context.scan()
      guard let now = inventory.definition(context.id) else { return false }
      let found = inventory.owner(of: now.id)
      guard found.holds(.listener), let process = found.process,
        inventory.index.isRelated(process.pid, mainPID), let port = now.plan.gateway.known
      else { return false }
      progress.owner = process
      progress.port = port
      progress.definition = now
    }
    guard let port = progress.port, let definition = progress.definition else { return false }
    return await GatewayQuestion(tools: context.tools, definition: definition).ask(port: port) == .live
  }

  private func waiting(_ status: ServiceStatus?) -> String {
    guard let status else { return "waiting for its manager" }
    return "unit is \(status.activeState.text)\(status.subState.isEmpty ? "" : " (\(status.subState))")"
  }
}
