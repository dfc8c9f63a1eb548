import GatewayModel

/// `service-without-linger`: units of the user end with the last login, unless the user lingers.
enum ServiceWithoutLinger {
  static func check(_ context: inout RuleContext) {
    let served = context.subjects.indices.filter {
      context.subjects[$0].unit.map { $0.isUserUnit && $0.isEnabled != false } ?? false
    }
    guard !served.isEmpty else { return }
    let gateways = context.gateways(served)
    context.findings.append(
      Finding(
        .serviceWithoutLinger, .warning, gateways: gateways,
        paths: served.compactMap { context.subjects[$0].unit?.path }.distinct(),
        detail:
          "The \(gateways.count == 1 ? "unit" : "units") of \(gateways.inWords) \(gateways.count == 1 ? "ends" : "end") with your last login, and \(gateways.count == 1 ? "does" : "do") not start with the machine: your user does not linger.",
        fix: "Run `loginctl enable-linger`, once."))
  }
}
