import GatewayModel

/// `service-port-drift`: a unit starts its gateway on another port than the config says.
enum ServicePortDrift {
  static func check(
    _ subject: IsolationInput, _ unit: IsolationInput.Unit, _ context: inout RuleContext
  ) {
    // The config that a leaked variable names is another gateway's: said there.
    // Nor is a client's: it owns no port.
    guard let inUnit = unit.port, let inConfig = unit.configPort, inUnit != inConfig,
      !subject.hasLeakedConfig, subject.kind == .gateway
    else { return }
    let taken = context.other(with: inConfig, than: subject)
    let write = "Write gateway.port: \(inUnit) into \(subject.config)"
    context.findings.append(
      Finding(
        .servicePortDrift, .warning, gateways: [subject.gateway], ports: [.one(inUnit), .one(inConfig)],
        paths: [unit.path, "\(subject.config)#gateway.port"],
        detail:
          "The unit of \(subject.name) starts it on \(inUnit), its config says \(inConfig)\(taken.map { ", \($0)" } ?? ""): the service uses \(inUnit), every `openclaw` command \(inConfig).",
        fix: taken != nil
          ? write + "." : "\(write), or, to keep \(inConfig), \(ServiceRepair.bring(subject, to: inConfig))."
      ))
  }
}
