import GatewayModel

/// `no-service-installed`: gateways that nothing starts again after a reboot.
enum NoServiceInstalled {
  static func check(_ context: inout RuleContext) {
    let unserved = context.subjects.indices.filter {
      context.subjects[$0].unit == nil && !context.subjects[$0].isStray
        && context.subjects[$0].kind == .gateway
        && !context.subjects[$0].hasOutsideSupervisor
    }
    // Where a unit starts one of the gateways and it is not known which, no further one is proposed: it might fight with that unit.
    let isServedUnseen = context.subjects.contains { $0.placeDoubt != nil && $0.unit != nil }
    if !unserved.isEmpty, !isServedUnseen {
      let gateways = context.gateways(unserved)
      context.findings.append(
        Finding(
          .noServiceInstalled, .info, gateways: gateways,
          detail:
            "No service is installed for \(gateways.inWords): after a reboot nothing starts \(gateways.count == 1 ? "it" : "them") again.",
          fix: installAll(unserved.map { context.subjects[$0] })))
    }
  }

  private static func installAll(_ subjects: [IsolationInput]) -> String {
    let installable = subjects.filter { !$0.isInstanceOnly }
    guard !installable.isEmpty else {
      return "Move them to profiles, for which `openclaw --profile NAME gateway install` makes services."
    }
    guard installable.count <= 4 else {
      return
        "Install each with `openclaw --profile NAME gateway install --port PORT`; the default one without --profile."
    }
    return "Install with \(installable.map { "`\(ServiceRepair.install($0))`" }.joined(separator: ", "))."
  }
}
