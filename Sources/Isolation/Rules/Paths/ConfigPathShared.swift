import GatewayModel

/// `config-path-shared`: two gateways read one config file.
/// Source: `docs/gateway/multiple-gateways.md`, "Isolation checklist (required)".
enum ConfigPathShared {
  static func check(_ context: inout RuleContext) {
    for (_, users) in SharedPlace.groups(context, { $0.claims.configs }) {
      SharedPlace.report(
        users, .configPathShared, "config file", harm: "what one of them saves changes all of them",
        fix: fix(users, context), &context)
    }
  }

  private static func fix(_ users: [PlaceUser], _ context: RuleContext) -> String {
    guard let subject = context.mover(users.map(\.index)) else { return "" }
    if subject.claims.unitContradictions.contains(where: { $0.variable == "OPENCLAW_CONFIG_PATH" }) {
      return ServiceRepair.repair(subject, "OPENCLAW_CONFIG_PATH")
    }
    return "Give \(subject.name) an OPENCLAW_CONFIG_PATH of its own."
  }
}
