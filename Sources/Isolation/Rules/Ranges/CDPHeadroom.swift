import GatewayModel

/// `cdp-headroom`: how many CDP ports a gateway has until it would try another one's.
enum CDPHeadroom {
  static func check(
    _ index: Int, range: ClosedRange<Int>, _ ports: PortOwners, _ context: inout RuleContext
  ) {
    let subject = context.subjects[index]
    let own = Set(subject.cdpPorts.map(\.port))
    let foreign = ports.within(range).lazy.compactMap { entry in
      entry.bases.first { $0.index != index && ($0.base != subject.base || subject.base == nil) }
        .map { (port: entry.port, owner: $0.index) }
    }.first
    guard let foreign else { return }
    let room = foreign.port - range.lowerBound
    let used = own.count { range.contains($0) && $0 < foreign.port }
    let whose = context.subjects[foreign.owner].name
    context.findings.append(
      Finding(
        .cdpHeadroom, .info, gateways: [subject.gateway], ports: [.one(foreign.port)],
        detail: room == 0
          ? "\(subject.name) has no CDP port before \(foreign.port), which is \(whose)'s."
          : "\(subject.name) has \(room) CDP ports (\(range.lowerBound)-\(foreign.port - 1), \(used) used) before it would try \(foreign.port), which is \(whose)'s.",
        fix: room > used
          ? "Create no more than \(room - used) further browser profiles for \(subject.name) before the ranges are apart."
          : "Create no browser profile for \(subject.name) before the ranges are apart."))
  }
}
