import GatewayModel

/// Findings about ports that two gateways use at once, port by port: the order in which a person reads them.
enum PortRules {
  static func check(_ context: inout RuleContext) {
    let services = context.servicesByPort
    for port in services.keys.sorted() {
      let users = services[port] ?? []
      let bases = users.filter { $0.service.use == .gateway }.map(\.index)
      GatewayPortDuplicate.check(port, bases, &context)
      DerivedPortHitsGatewayPort.check(port, users, bases: bases, &context)
    }
    // After all findings about base ports, which hide some of these.
    for port in services.keys.sorted() {
      ServicePortDuplicate.between(port, services[port] ?? [], &context)
      DerivedPortDuplicate.check(port, services[port] ?? [], &context)
    }
    for index in context.subjects.indices { ServicePortDuplicate.within(index, &context) }
  }
}
