import GatewayModel

/// Findings about CDP ports and addresses that two gateways have given to a browser, port by port.
enum CDPPortRules {
  static func check(_ context: inout RuleContext) {
    let shared = CDPURLShared.check(&context)
    let users = Dictionary(
      grouping: context.subjects.indices.flatMap { index in
        context.subjects[index].cdpPorts.map { (index: index, port: $0) }
      }, by: \.port.port)
    let services = context.servicesByPort
    for port in users.keys.sorted() {
      CDPPortDuplicate.check(port, users[port] ?? [], sharedBy: shared[port] ?? [], &context)
      CDPPortHitsServicePort.check(port, users[port] ?? [], services[port] ?? [], &context)
    }
    for index in context.subjects.indices {
      CDPURLWithoutAttachOnly.check(index, users: users, services: services, shared: shared, &context)
    }
  }
}
