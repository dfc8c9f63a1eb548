import GatewayModel
import OpenClaw

/// Ports that two gateways use at once.
enum PortRules {
  static func check(_ context: inout RuleContext) {
    let services = context.servicesByPort
    for port in services.keys.sorted() {
      let users = services[port] ?? []
      let bases = users.filter { $0.service.use == .gateway }.map(\.index)
      duplicateBase(port, bases, &context)
      hits(port, users, bases: bases, &context)
    }
    // What a base port explains is said by now.
    for port in services.keys.sorted() {
      duplicateOther(port, services[port] ?? [], &context)
      duplicateDerived(port, services[port] ?? [], &context)
    }
    for index in context.subjects.indices { duplicateOwn(index, &context) }
  }

  private static func duplicateBase(_ port: Int, _ bases: [Int], _ context: inout RuleContext) {
    guard bases.count > 1 else { return }
    context.notePortError(bases)
    let names = context.names(bases)
    context.findings.append(
      Finding(
        .gatewayPortDuplicate, .error, gateways: names, ports: [.one(port)],
        detail: "\(names.inWords) use the same gateway port \(port): only one of them can run.",
        fix: bases.count > 2
          ? "Give all but one of them another base port: `gatehouse plan --count \(bases.count - 1)` finds free ones."
          : context.move(bases)))
  }

  private static func hits(
    _ port: Int, _ users: [RuleContext.ServiceUser], bases: [Int],
    _ context: inout RuleContext
  ) {
    var told: Set<Int> = []
    // One finding a pair, also where an override makes two ports of one gateway meet the base.
    for (index, service) in users where service.use != .gateway && told.insert(index).inserted {
      for base in bases where base != index && !context.haveEqualBase(base, index) {
        // What a config opens besides can be set apart by itself: it explains nothing about ranges.
        if service.use != .other { context.notePortError([base, index]) }
        let (owner, other) = (context.subjects[base].name, context.subjects[index].name)
        context.findings.append(
          Finding(
            .derivedPortHitsGatewayPort, .error, gateways: context.names([base, index]), ports: [.one(port)],
            paths: service.isDerived ? [] : [service.place].compactMap(\.self),
            detail: "The gateway port \(port) of \(owner) is the \(service.title) port of \(other).",
            fix: hitFix(service, base: base, index: index, &context)))
      }
    }
  }

  private static func hitFix(
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

  /// What two configs open besides their gateways: webhooks and their like, whose numbers are the same by default.
  private static func duplicateOther(
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
    let names = context.names(indices)
    let sorted = rivals.sorted { context.subjects[$0.index].order < context.subjects[$1.index].order }
    let what = sorted.map { "\($0.service.title) of \(context.subjects[$0.index].name)" }.distinct()
    let place = sorted.last { $0.service.place != nil }?.service.place ?? ""
    context.findings.append(
      Finding(
        .servicePortDuplicate, .error, gateways: names, ports: [.one(port)],
        paths: sorted.compactMap(\.service.place).distinct(),
        detail: "Port \(port) belongs to the \(what.inWords): only one of them can listen there.",
        fix: "Set \(place) to a port that no gateway uses."))
  }

  /// Two listeners of one gateway on one port: one of them fails.
  private static func duplicateOwn(_ index: Int, _ context: inout RuleContext) {
    let subject = context.subjects[index]
    for (port, services) in Dictionary(grouping: subject.servicePorts, by: \.port).sorted(by: {
      $0.key < $1.key
    })
    where services.count > 1 && services.contains(where: { $0.use == .other }) {
      let place = services.last { $0.place != nil }?.place ?? ""
      context.findings.append(
        Finding(
          .servicePortDuplicate, .error, gateways: [subject.name], ports: [.one(port)],
          paths: services.compactMap(\.place).distinct(),
          detail:
            "\(subject.name) asks for port \(port) more than once: for its \(services.map(\.title).inWords).",
          fix: "Set \(place) to another port."))
    }
  }

  /// Control and canvas ports that meet although no base does: overrides, and bases so high that OpenClaw falls back.
  private static func duplicateDerived(
    _ port: Int, _ users: [RuleContext.ServiceUser], _ context: inout RuleContext
  ) {
    // Equal bases alone make most of them, and they are said.
    guard users.count > 1,
      users.contains(where: { !$0.service.isDerived })
        || Set(users.map { context.subjects[$0.index].base }).count > 1
    else { return }
    let derived = users.filter { user in
      guard user.service.use == .browserControl || user.service.use == .canvas else { return false }
      return users.contains { other in
        other.index != user.index && other.service.use != .gateway
          && !context.havePortError(user.index, other.index)
          && (!context.haveEqualBase(user.index, other.index)
            || !user.service.isDerived && !other.service.isDerived)
      }
    }
    guard Set(derived.map(\.index)).count > 1 else { return }
    let isControl = derived.allSatisfy { $0.service.use == .browserControl }
    let indices = derived.map(\.index)
    if isControl { context.notePortError(indices) }
    let names = context.names(indices)
    let use = isControl ? "browser control" : "canvas or browser control"
    let harm =
      isControl
      ? "only one of them gets it, and the others say that they have it"
      : "nothing serves canvas there any more, but the port stays reserved"
    context.findings.append(
      Finding(
        .derivedPortDuplicate, isControl ? .error : .info, gateways: names, ports: [.one(port)],
        detail: "\(names.inWords) have the same \(use) port \(port): \(harm).",
        fix: isControl
          ? context.move(indices)
          : "Remove canvasHost.port from the configs: since 2026.1 nothing reads it."))
  }
}
