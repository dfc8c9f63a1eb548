/// What the main gateway and its rescue should not have in common.
enum RescueRules {
  static func check(_ context: inout RuleContext) {
    guard let main = context.subjects.first(where: \.isMain),
      let rescue = context.subjects.first(where: \.isRescue),
      main.config != rescue.config, let first = provider(main), let second = provider(rescue), first == second
    else { return }
    let key = "#agents.defaults.model.primary"
    context.findings.append(
      Finding(
        .rescueSharesModelProvider, .info, gateways: [main.name, rescue.name],
        paths: [main.config + key, rescue.config + key],
        detail:
          "\(main.name) and \(rescue.name) ask the same model provider, \(first): when it fails, both are silent.",
        fix: "Set agents.defaults.model.primary of \(rescue.name) to a model of another provider."))
  }

  /// The part in front of the first slash of `provider/model`.
  static func provider(_ subject: Subject) -> String? {
    subject.claims.primaryModel.flatMap { model in
      model.contains("/") && !model.holds("${")
        ? model.split(separator: "/").first.map { LogText.clean($0.lowercased()) } : nil
    }
  }
}
