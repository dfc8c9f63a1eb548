import Fleet
import Host
import OpenClaw

/// How a rescue bot would be made: the port, and OpenClaw's own commands. Source: openclaw-facts.md section 10.
public struct RescueSetup: Sendable {
  /// One command of OpenClaw's, with what it is given of its own.
  public struct Step: Sendable, Equatable {
    /// Behind the command that starts OpenClaw.
    public var words: [String]
    public var variables: [String: String]
    public var isOnboarding: Bool

    /// As a person would type it.
    public var line: String {
      let assignments = variables.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      return (assignments + ["openclaw"] + words).joined(separator: " ")
    }
  }

  public var profile: String
  public var port: Int
  /// What stands between it and what is there already, for a person.
  public var reason: String
  public var steps: [Step]

  /// Onboarding proposes 18789 for every profile unless the environment says another port, and starts a unit on it, which ends the
  /// gateway that holds that port. Seen: 2026.6.11.
  /// - Parameter hasUnit: whether a unit is there: OpenClaw changes nothing about it without being forced.
  public static func steps(profile: String, port: Int, hasUnit: Bool) -> [Step] {
    let selection = ["--profile", profile]
    let force = hasUnit ? ["--force"] : []
    return [
      Step(
        words: selection + ["onboard"], variables: ["OPENCLAW_GATEWAY_PORT": String(port)], isOnboarding: true
      ),
      Step(
        words: selection + ["gateway", "install", "--port", String(port)] + force, variables: [:],
        isOnboarding: false),
    ]
  }
}

extension Controller {
  /// - Parameter port: the base port that a person wishes for; nil for one that hits nothing.
  public func rescueSetup(port wished: Int?) async -> Result<RescueSetup, ActionRefusal> {
    // Never where a main whose config cannot be read may be: OpenClaw's own example begins there.
    let planning = await plan(count: 1, from: wished ?? 19789)
    let order = RosterOrder(config)
    let present = latest()?.gateways.first(where: \.isRescue)
    if let rescue = present, !rescue.isConfigMissing {
      return .failure(
        ActionRefusal("\(rescue.name) is there already: `gatehouse rescue status` says what it lacks"))
    }
    guard ProfileName.isValid(order.rescueName) else {
      return .failure(ActionRefusal("\(order.rescueName) is no name that a profile can have"))
    }
    guard let proposal = planning.proposals.first else {
      return .failure(ActionRefusal("no base port is free with all that derives from it"))
    }
    if let wished, proposal.base != wished {
      let hit = planning.hits.first.map { ": \($0.detail)" } ?? ""
      return .failure(ActionRefusal("port \(wished) would hit something\(hit); \(proposal.base) is free"))
    }
    return .success(
      RescueSetup(
        profile: order.rescueName, port: proposal.base, reason: proposal.reason,
        steps: RescueSetup.steps(
          profile: order.rescueName, port: proposal.base, hasUnit: present?.service.isInstalled == true)))
  }

  /// What is not as it was planned, the port first; nil where all is.
  public func difference(from setup: RescueSetup) -> String? {
    guard let definition = survey?.definitions.first(where: { $0.name == setup.profile }) else {
      return "there is no gateway \(setup.profile)"
    }
    let name = definition.name
    if let unit = definition.unit, unit.port != setup.port {
      let found = unit.port.map { "port \($0)" } ?? "no port that is known"
      return
        "\(unit.name) starts \(name) on \(found), not on \(setup.port): `openclaw --profile \(setup.profile) gateway install --port \(setup.port) --force`"
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
