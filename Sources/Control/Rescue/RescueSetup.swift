import Fleet
import Host
import OpenClaw

/// How a rescue bot would be made: the port, and OpenClaw's own commands. Source: openclaw-facts.md section 10.
public struct RescueSetup: Sendable {
  public var profile: String
  public var port: Int
  /// What stands between it and what is there already, for a person.
  public var reason: String
  /// The commands behind the one that starts OpenClaw, in their order.
  public var commands: [[String]]

  /// As a person would type them.
  public var lines: [String] { commands.map { "openclaw \($0.joined(separator: " "))" } }
}

extension Controller {
  /// - Parameter port: the base port that a person wishes for; nil for one that hits nothing.
  public func rescueSetup(port wished: Int?) async -> Result<RescueSetup, ActionRefusal> {
    // Never where a main whose config cannot be read may be: OpenClaw's own example begins there.
    let planning = await plan(count: 1, from: wished ?? 19789)
    let order = RosterOrder(config)
    if let rescue = latest()?.gateways.first(where: \.isRescue), !rescue.isConfigMissing {
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
    let profile = ["--profile", order.rescueName]
    return .success(
      RescueSetup(
        profile: order.rescueName, port: proposal.base, reason: proposal.reason,
        commands: [
          profile + ["onboard"], profile + ["gateway", "install", "--port", String(proposal.base)],
        ]))
  }
}
