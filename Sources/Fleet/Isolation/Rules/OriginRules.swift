import OpenClaw

/// Where a gateway's port and name come from, and what hangs on that.
enum OriginRules {
  static func check(_ context: inout RuleContext) {
    for subject in context.subjects {
      notPersisted(subject, &context)
      dependsOnVersion(subject, &context)
    }
    let loose = context.subjects.indices.filter { context.subjects[$0].isInstanceOnly }
    if !loose.isEmpty {
      let names = context.names(loose)
      context.findings.append(
        Finding(
          .instanceWithoutProfile, .info, gateways: names,
          detail:
            "\(names.inWords) \(names.count == 1 ? "is" : "are") known by paths alone, not by a profile: no `openclaw --profile` reaches \(names.count == 1 ? "it" : "them").",
          fix:
            "Move to `openclaw --profile NAME`, or keep \(names.count == 1 ? "it" : "them") declared in Gatehouse's config."
        ))
    }
    let unserved = context.subjects.indices.filter { !context.subjects[$0].hasUnit }
    if !unserved.isEmpty {
      let names = context.names(unserved)
      context.findings.append(
        Finding(
          .noServiceInstalled, .info, gateways: names,
          detail:
            "No service is installed for \(names.inWords): after a reboot nothing starts \(names.count == 1 ? "it" : "them") again.",
          fix: unserved.count == 1
            ? "Install it with `\(ServiceRules.install(context.subjects[unserved[0]]))`."
            : "Install each with `openclaw --profile NAME gateway install --port PORT`."))
    }
  }

  private static func notPersisted(_ subject: Subject, _ context: inout RuleContext) {
    guard let origin = subject.unpersistedOrigin, let port = subject.base else { return }
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
        .portNotPersisted, isHarmless ? .info : .warning, gateways: [subject.name],
        ports: isHarmless ? [.one(port)] : [.one(standard), .one(port)],
        paths: ["\(subject.config)#gateway.port"],
        detail: isHarmless
          ? "Port \(port) of \(subject.name) stands only \(place); it is the default one, so nothing breaks."
          : "Port \(port) of \(subject.name) stands only \(place): an `openclaw` command for it resolves \(standard) and talks to somebody else.",
        fix: "Write gateway.port: \(port) into \(subject.config)."))
  }

  private static func dependsOnVersion(_ subject: Subject, _ context: inout RuleContext) {
    guard subject.isPortAssumed, let port = subject.base else { return }
    context.findings.append(
      Finding(
        .portDependsOnVersion, .warning, gateways: [subject.name],
        ports: [.one(GatewayPort.standard), .one(port)], paths: ["\(subject.config)#gateway.port"],
        detail:
          "\(subject.name) sets no port and its version is unknown: before 2026.8 it is \(GatewayPort.standard), since then \(port).",
        fix: "Write gateway.port: \(port) into \(subject.config)."))
  }
}
