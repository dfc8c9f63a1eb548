import GatewayModel
import OpenClaw

/// `cdp-port-hits-service-port`: the CDP port of one gateway is a port on which another one listens.
enum CDPPortHitsServicePort {
  static func check(
    _ port: Int, _ users: [CDPUser], _ services: [RuleContext.ServiceUser],
    _ context: inout RuleContext
  ) {
    var setters: [CDPUser] = []
    var owners: [RuleContext.ServiceUser] = []
    for user in users {
      for owner in services where owner.index != user.index {
        // An equal base port has a finding of its own, and explains this.
        if context.haveEqualBase(owner.index, user.index), owner.service.isDerived { continue }
        setters.append(user)
        owners.append(owner)
      }
    }
    guard let setter = setters.first, !owners.isEmpty else { return }
    let indices = setters.map(\.index) + owners.map(\.index)
    context.notePortError(indices)
    let subject = context.subjects[setter.index]
    let free = CDPRepair.freePort(of: subject, context)
    let sorted = setters.sorted { context.order($0.index) < context.order($1.index) }
    context.findings.append(
      Finding(
        .cdpPortHitsServicePort, .error, gateways: context.gateways(indices), ports: [.one(port)],
        paths: sorted.compactMap(\.port.place).distinct(),
        detail: "CDP port \(port) of \(uses(setters, context)) is \(ports(owners, context)).",
        fix: fix(setter, free: free, indices: indices, setters: setters, &context)))
  }

  private static func fix(
    _ setter: CDPUser, free: Int?, indices: [Int], setters: [CDPUser], _ context: inout RuleContext
  ) -> String {
    let subject = context.subjects[setter.index]
    if setter.port.how == .pinnedCDPURL, let place = setter.port.place {
      return "Remove \(place), or point it to a Chrome."
    }
    if setter.port.place?.ends(with: ".cdpPort") == true, let free {
      return CDPRepair.setPort(setter.port, of: subject, to: free)
    }
    return CDPRepair.moveRange(setters, indices, &context)
  }

  private static func uses(_ users: [CDPUser], _ context: RuleContext) -> String {
    users.map { "\($0.port.profile) (\(context.subjects[$0.index].name))" }.distinct().inWords
  }

  private static func ports(
    _ owners: [RuleContext.ServiceUser], _ context: RuleContext
  ) -> String {
    owners.map { "the \($0.service.title) port of \(context.subjects[$0.index].name)" }
      .distinct().inWords
  }
}
