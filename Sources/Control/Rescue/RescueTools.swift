import GatewayModel
import Host

/// What every move of a rescue works with. Effects go through the same owners as a person's own actions, which prove their targets.
@ControlActor
struct RescueTools {
  let actions: ActionTools
  let state: LatestState
  let monitor: HostMonitor
  let runner: ActionRunner
  let restorer: ConfigRestorer
  let installer: ServiceInstaller
  let journal: JournalWriter
  let facts: RescueFactsCollector
  let records: RescueRecords

  nonisolated var host: Machine { actions.host }
  nonisolated var paths: GatehousePaths { actions.paths }

  /// A gateway as it is now.
  func gateway(_ id: GatewayID) -> Gateway? {
    monitor.look(sweep: true).gateways.first { $0.id == id }
  }

  func health(of id: GatewayID) -> Health { monitor.health.health(of: id) ?? Health() }

  /// Waits a moment for news of health, and asks where nobody else does.
  /// - Returns: false where the task is cancelled.
  func waitForHealth() async -> Bool {
    let isAsked = monitor.publisher.isWatched
    // A round of questions to all gateways costs time, and the three bad answers that mean "down" should not come at once.
    guard await host.system.slept(isAsked ? 0.1 : min(actions.config.probe.interval, 0.5)) else {
      return false
    }
    if !isAsked { _ = await monitor.lookAndAsk() }
    return true
  }
}
