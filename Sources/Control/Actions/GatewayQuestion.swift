import GatewayModel
import Host
import Probes

/// Asks a gateway whether it answers.
struct GatewayQuestion {
  enum Answer {
    case nobodyListens, silent, live
  }

  let tools: ActionTools
  let definition: Definition

  /// Asks whoever listens on a port. A gateway with TLS cannot be asked: that it listens is all that can be had.
  /// - Parameter found: called before the question, once somebody listens.
  func ask(port: Int, found: () async -> Void = {}) async -> Answer {
    guard var target = target(on: port) else { return .nobodyListens }
    await found()
    target.port = port
    switch await tools.prober.sample(target).live {
    case .holds, .notOffered: return .live
    case .fails, .skipped: return .silent
    }
  }

  /// Whether its `readyz` says that it waits for running turns.
  func isDraining() async -> Bool {
    guard let port = definition.plan.gateway.known, let target = target(on: port) else { return false }
    return await tools.prober.sample(target).failing.contains("gateway-draining")
  }

  private func target(on port: Int) -> ProbeTarget? {
    guard let socket = tools.host.processes.listeners().first(where: { $0.port == port }) else { return nil }
    let listener = PortListener(
      port: port, address: socket.address, pid: nil, command: nil, userID: socket.userID)
    return ProbeTarget(definition: definition, host: listener.probeHost)
  }
}
