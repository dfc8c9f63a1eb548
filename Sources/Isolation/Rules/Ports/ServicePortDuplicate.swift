import GatewayModel

/// `service-port-duplicate`: a port that a config opens besides (a webhook, a plug-in) is asked for twice.
enum ServicePortDuplicate {
  /// What two configs open besides their gateways: webhooks and their like, whose numbers are the same by default.
  static func between(
    _ port: Int, _ users: [RuleContext.ServiceUser], _ context: inout RuleContext
  ) {
    let others = users.filter { $0.service.use == .other }
    guard !others.isEmpty else { return }
    // An equal base explains equal derived ports.
    func meet(_ a: RuleContext.ServiceUser, _ b: RuleContext.ServiceUser) -> Bool {
      a.index != b.index && (a.service.use == .other || b.service.use == .other)
        && !(a.service.isDerived && b.service.isDerived && context.haveEqualBase(a.index, b.index))
    }
    let candidates = users.filter { $0.service.use != .gateway }
    let rivals = candidates.filter { user in candidates.contains { meet(user, $0) } }
    let indices = Set(rivals.map(\.index))
    guard indices.count > 1 else { return }
    let gateways = context.gateways(indices)
    let sorted = rivals.sorted { context.subjects[$0.index].order < context.subjects[$1.index].order }
    let what = sorted.map { "\($0.service.title) of \(context.subjects[$0.index].name)" }.distinct()
    let place = sorted.last { $0.service.place != nil }?.service.place ?? ""
    context.findings.append(
      Finding(
        .servicePortDuplicate, .error, gateways: gateways, ports: [.one(port)],
        paths: sorted.compactMap(\.service.place).distinct(),
        detail: "Port \(port) belongs to the \(what.inWords): only one of them can listen there.",
        fix: "Set \(place) to a port that no gateway uses."))
  }

  /// Two listeners of one gateway on one port: one of them fails.
  static func within(_ index: Int, _ context: inout RuleContext) {
    let subject = context.subjects[index]
    for (port, services) in Dictionary(grouping: subject.servicePorts, by: \.port).sorted(by: {
      $0.key < $1.key
    })
    where services.count > 1 && services.contains(where: { $0.use == .other }) {
      let place = services.last { $0.place != nil }?.place ?? ""
      context.findings.append(
        Finding(
          .servicePortDuplicate, .error, gateways: [subject.gateway], ports: [.one(port)],
          paths: services.compactMap(\.place).distinct(),
          detail:
            "\(subject.name) asks for port \(port) more than once: for its \(services.map(\.title).inWords).",
          fix: "Set \(place) to another port."))
    }
  }
}
