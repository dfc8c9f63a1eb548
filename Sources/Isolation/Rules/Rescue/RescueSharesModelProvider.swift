import GatewayModel

/// `rescue-shares-model-provider`: what the main gateway and its rescue should not have in common.
enum RescueSharesModelProvider {
  static func check(_ context: inout RuleContext) {
    guard let main = context.subjects.first(where: \.isMain),
      let rescue = context.subjects.first(where: \.isRescue),
      main.config != rescue.config, let first = main.claims.modelProvider,
      let second = rescue.claims.modelProvider, first == second
    else { return }
    let key = "#agents.defaults.model.primary"
    context.findings.append(
      Finding(
        .rescueSharesModelProvider, .info, gateways: [main.gateway, rescue.gateway],
        paths: [main.config + key, rescue.config + key],
        detail:
          "\(main.name) and \(rescue.name) ask the same model provider, \(first): when it fails, both are silent.",
        fix: "Set agents.defaults.model.primary of \(rescue.name) to a model of another provider."))
  }
}
