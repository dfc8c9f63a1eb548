import GatewayModel

/// `gateway-port-duplicate`: two gateways have one base port, and only one of them can run.
enum GatewayPortDuplicate {
  static func check(_ port: Int, _ bases: [Int], _ context: inout RuleContext) {
    guard bases.count > 1 else { return }
    context.notePortError(bases)
    let gateways = context.gateways(bases)
    context.findings.append(
      Finding(
        .gatewayPortDuplicate, .error, gateways: gateways, ports: [.one(port)],
        detail: "\(gateways.inWords) use the same gateway port \(port): only one of them can run.",
        fix: bases.count > 2
          ? "Give all but one of them another base port: `gatehouse plan --count \(bases.count - 1)` finds free ones."
          : context.move(bases)))
  }
}
