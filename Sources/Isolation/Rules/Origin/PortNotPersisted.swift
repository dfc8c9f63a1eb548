import GatewayModel

/// `port-not-persisted`: a port that no config holds, or that something else overrides.
enum PortNotPersisted {
  static func check(_ subject: IsolationInput, _ context: inout RuleContext) {
    guard let origin = subject.unpersistedOrigin, let port = subject.base, !subject.hasLeakedConfig else {
      return
    }
    if let stated = subject.overriddenPort { return overridden(subject, port, stated, &context) }
    let standard = subject.standardPort
    let isHarmless = port == standard
    let place: String =
      switch origin {
      case .flag: "on a command line or in Gatehouse's config"
      case .unit: "in its unit"
      default: "in the environment"
      }
    context.findings.append(
      Finding(
        .portNotPersisted, isHarmless ? .info : .warning, gateways: [subject.gateway],
        ports: isHarmless ? [.one(port)] : [.one(standard), .one(port)],
        paths: ["\(subject.config)#gateway.port"],
        detail: isHarmless
          ? "Port \(port) of \(subject.name) stands only \(place); it is the default one, so nothing breaks."
          : origin == .environment
            ? "Port \(port) of \(subject.name) stands only in \(subject.portPlace ?? "the environment"): whatever reads its config alone takes \(standard)."
            : "Port \(port) of \(subject.name) stands only \(place): an `openclaw` command for it resolves \(standard) and talks to somebody else.",
        fix: "Write gateway.port: \(port) into \(subject.config)."))
  }

  /// The config says another port than the one that is used.
  private static func overridden(
    _ subject: IsolationInput, _ port: Int, _ stated: Int, _ context: inout RuleContext
  ) {
    let by = subject.portPlace.map { "by \($0)" } ?? "as it was started"
    let write = "Write gateway.port: \(port) into \(subject.config)"
    let taken = context.other(with: stated, than: subject)
    let other = taken.map { ", which is \($0)" } ?? ""
    let fix =
      if taken != nil {
        "\(write) before it is started in any other way."
      } else if let place = subject.portPlace {
        "\(write), or change \(place) to \(stated)."
      } else {
        "Restart \(subject.name) so that it takes \(stated), or write gateway.port: \(port) into \(subject.config)."
      }
    context.findings.append(
      Finding(
        .portNotPersisted, .warning, gateways: [subject.gateway], ports: [.one(stated), .one(port)],
        paths: ["\(subject.config)#gateway.port"],
        detail:
          "\(subject.name) has port \(port) \(by), but its config says \(stated)\(other): an `openclaw` command may look for it there.",
        fix: fix))
  }
}
