import GatewayModel

/// `derived-port-duplicate`: control or canvas ports meet although the base ports differ.
enum DerivedPortDuplicate {
  /// Control and canvas ports that meet although no base does: overrides, and bases so high that OpenClaw falls back.
  static func check(
    _ port: Int, _ users: [RuleContext.ServiceUser], _ context: inout RuleContext
  ) {
    // Where only equal bases make the ports equal, the finding about the bases covers them.
    guard users.count > 1,
      users.contains(where: { !$0.service.isDerived })
        || Set(users.map { context.subjects[$0.index].base }).count > 1
    else { return }
    // Control ports that meet are an error of their own, whatever else is wrong between the two.
    let controls = meeting(
      users.filter { $0.service.use == .browserControl }, hidesBehindErrors: false, context)
    let isControl = Set(controls.map(\.index)).count > 1
    let derived = isControl ? controls : meeting(users, hidesBehindErrors: true, context)
    guard Set(derived.map(\.index)).count > 1 else { return }
    let indices = derived.map(\.index)
    if isControl { context.notePortError(indices) }
    let gateways = context.gateways(indices)
    let use = isControl ? "browser control" : "canvas or browser control"
    let harm =
      isControl
      ? "only one of them gets it, and the others say that they have it"
      : "nothing serves canvas there any more, but the port stays reserved"
    context.findings.append(
      Finding(
        .derivedPortDuplicate, isControl ? .error : .info, gateways: gateways, ports: [.one(port)],
        detail: "\(gateways.inWords) have the same \(use) port \(port): \(harm).",
        fix: isControl
          ? context.move(indices)
          : "Remove canvasHost.port from the configs: since 2026.1 nothing reads it."))
  }

  /// The control and canvas ports that meet another one, although no equal base makes them so.
  /// - Parameter hidesBehindErrors: whether an error between two gateways is enough to be said of them.
  private static func meeting(
    _ users: [RuleContext.ServiceUser], hidesBehindErrors: Bool, _ context: RuleContext
  ) -> [RuleContext.ServiceUser] {
    users.filter { user in
      guard user.service.use == .browserControl || user.service.use == .canvas else { return false }
      return users.contains { other in
        other.index != user.index && other.service.use != .gateway
          && !(hidesBehindErrors && context.havePortError(user.index, other.index))
          && (!context.haveEqualBase(user.index, other.index)
            || !user.service.isDerived && !other.service.isDerived)
      }
    }
  }
}
