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
    for port in services.keys.sorted() { duplicateDerived(port, services[port] ?? [], &context) }
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
        context.notePortError([base, index])
        let (owner, other) = (context.subjects[base].name, context.subjects[index].name)
        context.findings.append(
          Finding(
            .derivedPortHitsGatewayPort, .error, gateways: context.names([base, index]), ports: [.one(port)],
            detail: "The gateway port \(port) of \(owner) is the \(service.use.rawValue) port of \(other).",
            fix: service.isDerived
              ? context.move([base, index])
              : "Remove \(context.subjects[index].canvasPlace ?? "canvasHost.port"): since 2026.1 nothing reads it."
          ))
      }
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
