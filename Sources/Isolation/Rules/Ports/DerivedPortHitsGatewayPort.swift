import GatewayModel

/// `derived-port-hits-gateway-port`: the base port of one gateway is a port that another one derives or opens.
enum DerivedPortHitsGatewayPort {
  static func check(
    _ port: Int, _ users: [RuleContext.ServiceUser], bases: [Int],
    _ context: inout RuleContext
  ) {
    var told: Set<Int> = []
    // One finding a pair, also where an override makes two ports of one gateway meet the base.
    for (index, service) in users where service.use != .gateway && told.insert(index).inserted {
      for base in bases where base != index && !context.haveEqualBase(base, index) {
        // A port of use `other` can be changed alone, so it does not hide warnings about ranges.
        if service.use != .other { context.notePortError([base, index]) }
        let (owner, other) = (context.subjects[base].name, context.subjects[index].name)
        context.findings.append(
          Finding(
            .derivedPortHitsGatewayPort, .error, gateways: context.gateways([base, index]),
            ports: [.one(port)],
            paths: service.isDerived ? [] : [service.place].compactMap(\.self),
            detail: "The gateway port \(port) of \(owner) is the \(service.title) port of \(other).",
            fix: fix(service, base: base, index: index, &context)))
      }
    }
  }

  private static func fix(
    _ service: IsolationInput.ServicePort, base: Int, index: Int, _ context: inout RuleContext
  ) -> String {
    if let place = service.place {
      return service.isDerived
        ? "\(context.move([base, index])) Or set \(place) to a free port."
        : "Set \(place) to a port that no gateway uses."
    }
    return service.isDerived
      ? context.move([base, index])
      : "Remove \(context.subjects[index].canvasPlace ?? "canvasHost.port"): since 2026.1 nothing reads it."
  }
}
