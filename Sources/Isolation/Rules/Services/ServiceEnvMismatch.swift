import GatewayModel

/// `service-env-mismatch`: a unit's environment means another gateway.
/// Source: `docs/gateway/multiple-gateways.md`; a variable of the installing shell is written into the unit.
enum ServiceEnvMismatch {
  static func check(
    _ subject: IsolationInput, _ unit: IsolationInput.Unit, _ context: inout RuleContext
  ) {
    for wrong in subject.claims.unitContradictions {
      context.findings.append(
        Finding(
          .serviceEnvMismatch, .error, gateways: [subject.gateway], paths: ["\(unit.path)#\(wrong.variable)"],
          detail: "The unit says \(wrong.variable)=\(wrong.says); \(wrong.whose) means \(wrong.means).",
          fix: ServiceRepair.repair(subject, wrong.variable)))
    }
  }
}
