import GatewayModel
import Host
import Isolation
import OpenClaw

/// Plans how a rescue bot is made, and says what is not as it was planned afterwards.
@ControlActor
struct RescueSetupPlanner {
  let paths: GatehousePaths
  let config: GatehouseConfig
  let planner: PortPlanner
  let monitor: HostMonitor
  let state: LatestState

  /// - Parameter port: the base port that a person wishes for; nil for one that hits nothing.
  func plan(port wished: Int?) async -> Result<RescueSetup, ActionRefusal> {
    // From 19789 on, as in OpenClaw's example: a main whose config cannot be read may be on 18789.
    let planning = await planner.plan(count: 1, from: wished ?? 19789)
    let order = RosterOrder(config)
    let present = monitor.publisher.latest?.gateways.first(where: \.isRescue)
    if let rescue = present, !rescue.isConfigMissing {
      return .failure(
        .setup(.isThere(name: rescue.name)))
    }
    guard ProfileName.isValid(order.rescueName) else {
      return .failure(.setup(.noProfileName(order.rescueName)))
    }
    guard let proposal = planning.proposals.first else {
      return .failure(.setup(.noFreeBase))
    }
    if let wished, proposal.base != wished {
      return .failure(
        .setup(.portHits(port: wished, hit: planning.hits.first?.detail, free: proposal.base)))
    }
    return .success(
      RescueSetup(
        profile: order.rescueName, port: proposal.base, reason: proposal.reason,
        steps: RescueSetup.steps(
          profile: order.rescueName, port: proposal.base, hasUnit: present?.service.isInstalled == true)))
  }

  /// What is not as it was planned, the port first; nil where all is.
  func difference(from setup: RescueSetup) -> String? {
    guard let definition = state.inventory?.definitions.first(where: { $0.name == setup.profile }) else {
      return "there is no gateway \(setup.profile)"
    }
    let name = definition.name
    if let unit = definition.unit, unit.port != setup.port {
      let found = unit.port.map { "port \($0)" } ?? "no port that is known"
      return
        "\(unit.name) starts \(name) on \(found), not on \(setup.port): `\(CommandLineProfile.command(setup.profile)) gateway install --port \(setup.port) --force`"
    }
    if let stated = definition.config.value?.port, stated != setup.port {
      return
        "the config of \(name) says port \(stated), not \(setup.port): write gateway.port: \(setup.port) into \(paths.abbreviate(definition.configPath))"
    }
    if let port = definition.plan.gateway.known, port != setup.port {
      return "\(name) is on port \(port), not on \(setup.port)"
    }
    return nil
  }
}
