import GatewayModel

/// `instance-without-profile`: gateways that paths alone tell apart.
enum InstanceWithoutProfile {
  static func check(_ context: inout RuleContext) {
    let loose = context.subjects.indices.filter {
      context.subjects[$0].isInstanceOnly && !context.subjects[$0].isStray
        && context.subjects[$0].placeDoubt == nil && context.subjects[$0].kind == .gateway
        && !context.subjects[$0].hasOutsideSupervisor
    }
    if !loose.isEmpty {
      let gateways = context.gateways(loose)
      context.findings.append(
        Finding(
          .instanceWithoutProfile, .info, gateways: gateways,
          detail:
            "\(gateways.inWords) \(gateways.count == 1 ? "is" : "are") known by paths alone, not by a profile: no `openclaw --profile` reaches \(gateways.count == 1 ? "it" : "them").",
          fix:
            "Move to `openclaw --profile NAME`, or keep \(gateways.count == 1 ? "it" : "them") declared in Gatehouse's config."
        ))
    }
  }
}
