import Fleet
import GatewayModel
import Host

/// Actions on many gateways at once.
@ControlActor
struct ManyActions {
  private let runner: ActionRunner
  private let system: Machine.System
  private let locks: GatewayLocks
  private let startsAtOnce: Int

  nonisolated init(runner: ActionRunner, tools: ActionTools) {
    self.runner = runner
    system = tools.host.system
    locks = tools.locks
    startsAtOnce = tools.config.startsAtOnce
  }

  /// Carries out an action on each, in the order given, at most so many starts at once as the config allows.
  func perform(
    _ kind: ActionKind, on ids: [GatewayID], by initiator: Initiator, isForced: Bool = false,
    progress: (@Sendable (GatewayID, String) -> Void)? = nil,
    finished: (@Sendable (GatewayID, ActionResult) async -> Void)? = nil
  ) async -> [GatewayID: ActionResult] {
    await withTaskGroup(of: (GatewayID, ActionResult).self) { group in
      var results: [GatewayID: ActionResult] = [:]
      for (index, id) in ids.enumerated() {
        // Starts in their order: the next one begins when one before it is done.
        if kind == .start, index >= startsAtOnce, let (id, result) = await group.next() {
          results[id] = result
        }
        if Task.isCancelled { break }
        group.addTask { [runner] in
          let result = await runner.perform(kind, on: id, by: initiator, isForced: isForced) {
            progress?(id, $0)
          }
          await finished?(id, result)
          return (id, result)
        }
      }
      for await (id, result) in group { results[id] = result }
      return results
    }
  }

  /// Stops gateways. A start under way is called off; what else is under way, also of another Gatehouse, is waited for as long as a start
  /// may take.
  func stop(_ ids: [GatewayID], by initiator: Initiator) async {
    await withTaskGroup(of: Void.self) { group in
      for id in ids { group.addTask { await stop(id, by: initiator) } }
    }
  }

  private func stop(_ id: GatewayID, by initiator: Initiator) async {
    // Somebody else's action on it may take as long as a start.
    let deadline = system.uptime() + SnapshotBuilder.startLimit
    while true {
      let result = await runner.perform(.stop, on: id, by: initiator)
      guard case .refused = result, isActedOn(id), system.uptime() < deadline, await system.slept(0.1) else {
        return
      }
    }
  }

  /// Whether somebody holds the gateway's lock.
  private func isActedOn(_ id: GatewayID) -> Bool { locks.tryTake(id, name: "it") == nil }
}
