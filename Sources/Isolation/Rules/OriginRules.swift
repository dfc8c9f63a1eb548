import GatewayModel
import OpenClaw

/// Where a gateway's port and name come from, and what hangs on that.
enum OriginRules {
  static func check(_ context: inout RuleContext) {
    for subject in context.subjects {
      notPersisted(subject, &context)
      dependsOnVersion(subject, &context)
    }
    let loose = context.subjects.indices.filter {
      context.subjects[$0].isInstanceOnly && !context.subjects[$0].isStray
        && context.subjects[$0].placeDoubt == nil && context.subjects[$0].kind == .gateway
        && !context.subjects[$0].hasOutsideSupervisor
    }
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
    let unserved = context.subjects.indices.filter {
      context.subjects[$0].unit == nil && !context.subjects[$0].isStray
        && context.subjects[$0].kind == .gateway
        && !context.subjects[$0].hasOutsideSupervisor
    }
    // A unit that starts one of them, nobody knows which, is a service all the same: a second one would fight with it.
    let isServedUnseen = context.subjects.contains { $0.placeDoubt != nil && $0.unit != nil }
    if !unserved.isEmpty, !isServedUnseen {
      let names = context.names(unserved)
      context.findings.append(
        Finding(
          .noServiceInstalled, .info, gateways: names,
          detail:
            "No service is installed for \(names.inWords): after a reboot nothing starts \(names.count == 1 ? "it" : "them") again.",
          fix: installAll(unserved.map { context.subjects[$0] })))
    }
  }

  private static func installAll(_ subjects: [IsolationInput]) -> String {
    let installable = subjects.filter { !$0.isInstanceOnly }
    guard !installable.isEmpty else {
      return "Move them to profiles, for which `openclaw --profile NAME gateway install` makes services."
    }
    guard installable.count <= 4 else {
      return
        "Install each with `openclaw --profile NAME gateway install --port PORT`; the default one without --profile."
    }
    return "Install with \(installable.map { "`\(ServiceRepair.install($0))`" }.joined(separator: ", "))."
  }

  private static func notPersisted(_ subject: IsolationInput, _ context: inout RuleContext) {
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
        .portNotPersisted, isHarmless ? .info : .warning, gateways: [subject.name],
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
        .portNotPersisted, .warning, gateways: [subject.name], ports: [.one(stated), .one(port)],
        paths: ["\(subject.config)#gateway.port"],
        detail:
          "\(subject.name) has port \(port) \(by), but its config says \(stated)\(other): an `openclaw` command may look for it there.",
        fix: fix))
  }

  private static func dependsOnVersion(_ subject: IsolationInput, _ context: inout RuleContext) {
    guard let port = subject.assumedPort else { return }
    context.findings.append(
      Finding(
        .portDependsOnVersion, .warning, gateways: [subject.name],
        ports: [.one(GatewayPort.standard), .one(port)], paths: ["\(subject.config)#gateway.port"],
        detail:
          "\(subject.name) sets no port and its version is unknown: before 2026.8 it is \(GatewayPort.standard), since then \(port).",
        fix: "Write gateway.port: \(port) into \(subject.config)."))
  }
}
