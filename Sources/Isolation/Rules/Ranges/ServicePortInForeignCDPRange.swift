import GatewayModel

/// `service-port-in-foreign-cdp-range`: a gateway listens inside the CDP range of another one.
enum ServicePortInForeignCDPRange {
  static func check(
    _ index: Int, range: ClosedRange<Int>, _ ports: PortOwners, _ context: inout RuleContext
  ) {
    var inside: [Int: [IsolationInput.ServicePort]] = [:]
    for entry in ports.within(range) {
      for (owner, service) in entry.services
      where owner != index && service.use != .relay && !context.haveEqualBase(owner, index) {
        inside[owner, default: []].append(service)
      }
    }
    for owner in inside.keys.sorted() where !context.havePortError(owner, index) {
      let services = inside[owner] ?? []
      let (name, other) = (context.subjects[owner].name, context.subjects[index].name)
      let list = services.map { "\($0.title) \($0.port)" }.inWords
      context.findings.append(
        Finding(
          .servicePortInForeignCDPRange, .warning, gateways: context.gateways([owner, index]),
          ports: Set(services.map(\.port)).sorted().map(Finding.Ports.one),
          detail:
            "\(list.prefix(1).uppercased())\(list.dropFirst()) of \(name) \(services.count == 1 ? "lies" : "lie") inside the CDP range \(range.lowerBound)-\(range.upperBound) of \(other).",
          fix: context.subjects[index].isRangeConfigured
            ? context.moveRange([index]) : context.move([owner, index])))
    }
  }
}
