import GatewayModel
import OpenClaw

/// `workspace-shared`: the agents of two gateways work in one directory.
/// Source: `docs/gateway/multiple-gateways.md`, "Isolation checklist (required)".
enum WorkspaceShared {
  /// - Parameter states: shared state directories: what lies in one by default is said there.
  static func check(
    besides states: [(real: ByteText, users: [PlaceUser])], _ context: inout RuleContext
  ) {
    for (_, users) in SharedPlace.groups(context, { $0.claims.workspaces })
    where !followsFromState(users, states) {
      SharedPlace.report(
        users, .workspaceShared, "workspace", harm: "the bots overwrite each other's notes and memory",
        fix: fix(users, context), &context)
    }
  }

  private static func fix(_ users: [PlaceUser], _ context: RuleContext) -> String {
    guard let subject = context.mover(users.map(\.index)) else { return "" }
    if subject.hasLeakedConfig { return ServiceRepair.repair(subject, "OPENCLAW_CONFIG_PATH") }
    if users.filter(\.place.isStandard).count > 1 {
      return
        "Set agents.defaults.workspace in every one of the configs; for \(subject.name) to \(WorkspaceRepair.own(subject))."
    }
    let key = users.first { context.subjects[$0.index].order == subject.order }?.place.key
    return WorkspaceRepair.set(subject, key: key)
  }

  /// The default workspace below a shared state directory is shared because that is, also where a config writes it out.
  private static func followsFromState(_ users: [PlaceUser], _ states: [(real: ByteText, users: [PlaceUser])])
    -> Bool
  {
    guard let real = users.first?.place.real else { return false }
    let indices = Set(users.map(\.index))
    return states.contains { state, owners in
      guard real.text.begins(with: state.text + "/"), indices.isSubset(of: Set(owners.map(\.index))) else {
        return false
      }
      let defaults = Set(owners.map { $0.place.path + "/workspace" })
      return users.allSatisfy { $0.place.isStandard || defaults.contains($0.place.path) }
    }
  }
}
