import GatewayModel

/// Findings about units that say something else than the gateway they are for.
enum ServiceRules {
  static func check(_ context: inout RuleContext) {
    for subject in context.subjects {
      guard let unit = subject.unit else { continue }
      ServiceEnvMismatch.check(subject, unit, &context)
      ServicePortDrift.check(subject, unit, &context)
      ServiceVersionDrift.check(subject, unit, &context)
      ServiceDuplicate.check(subject, unit, &context)
      UnitUnclear.check(subject, unit, &context)
    }
  }
}
