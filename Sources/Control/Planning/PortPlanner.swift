import GatewayModel
import Isolation

/// What would be free for a new gateway, without any question to one.
@ControlActor
struct PortPlanner {
  let monitor: HostMonitor
  let state: LatestState

  /// Bases for new gateways, and what a given one would hit.
  /// - Parameters:
  ///   - count: how many bases.
  ///   - from: the first base port that may be proposed; nil for OpenClaw's own.
  func plan(count: Int, from: Int?) async -> PortPlanning {
    await monitor.lookAtServices()
    guard let inventory = state.inventory else {
      return PortPlanning([], listeners: [:], ephemeral: EphemeralPorts.standard, count: 0, from: nil)
    }
    let holders = monitor.allListeners()
    return PortPlanning(
      inventory.subjects,
      listeners: Dictionary(holders.map { ($0.port, $0.holder) }, uniquingKeysWith: { first, _ in first }),
      ephemeral: inventory.ephemeral, count: count, from: from)
  }
}
