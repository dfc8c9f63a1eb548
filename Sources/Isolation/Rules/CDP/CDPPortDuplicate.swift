import GatewayModel
import OpenClaw

/// `cdp-port-duplicate`: two gateways have given one port to a browser profile.
enum CDPPortDuplicate {
  static func check(
    _ port: Int, _ users: [CDPUser], sharedBy: Set<Int>, _ context: inout RuleContext
  ) {
    let indices = Set(users.map(\.index))
    guard indices.count > 1 else { return }
    // `cdp-url-shared` covers an address that they share, and the finding about an equal base covers derived ports.
    if indices.isSubset(of: sharedBy) { return }
    let isDerived = users.allSatisfy(\.port.isDerived)
    if isDerived, Set(users.map { context.subjects[$0.index].base }).count == 1 { return }
    context.notePortError(indices)
    let gateways = context.gateways(indices)
    let sorted = users.sorted { context.order($0.index) < context.order($1.index) }
    let what = sorted.map { "\($0.port.profile) of \(context.subjects[$0.index].name)" }
    context.findings.append(
      Finding(
        .cdpPortDuplicate, .error, gateways: gateways, ports: [.one(port)],
        paths: sorted.compactMap(\.port.place).filter { $0.ends(with: ".cdpPort") }.distinct(),
        detail: detail(port, sorted, what, context),
        fix: fix(sorted, &context)))
  }

  private static func detail(_ port: Int, _ users: [CDPUser], _ what: [String], _ context: RuleContext)
    -> String
  {
    guard let pinned = users.first(where: { $0.port.how == .pinnedCDPURL }) else {
      return
        "CDP port \(port) belongs to the browser profiles \(what.inWords): the second Chrome cannot start."
    }
    let others = users.filter { $0.index != pinned.index }
      .map { "\($0.port.profile) of \(context.subjects[$0.index].name)" }
    return
      "\(context.subjects[pinned.index].name) pins its browser to port \(port), which belongs to \(others.inWords): they drive one Chrome, or one of them cannot start."
  }

  private static func fix(_ users: [CDPUser], _ context: inout RuleContext) -> String {
    if let pinned = users.first(where: { $0.port.how == .pinnedCDPURL }), let place = pinned.port.place {
      return "Remove \(place), or point it to a Chrome that no other gateway uses."
    }
    guard let last = users.last(where: { $0.port.place?.ends(with: ".cdpPort") == true }) else {
      return CDPRepair.moveRange(users, users.map(\.index), &context)
    }
    let subject = context.subjects[last.index]
    guard let free = CDPRepair.freePort(of: subject, context) else {
      return "Give \(last.port.profile) of \(subject.name) another cdpPort in \(subject.config)."
    }
    return CDPRepair.setPort(last.port, of: subject, to: free)
  }
}
