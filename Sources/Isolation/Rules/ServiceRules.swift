import GatewayModel
import OpenClaw

/// Units that say something else than the gateway they are for.
enum ServiceRules {
  static func check(_ context: inout RuleContext) {
    for subject in context.subjects {
      guard let unit = subject.unit else { continue }
      environment(subject, unit, &context)
      port(subject, unit, &context)
      version(subject, unit, &context)
      rivals(subject, unit, &context)
      if !unit.problems.isEmpty {
        context.findings.append(
          Finding(
            .unitUnclear, .info, gateways: [subject.name], paths: [unit.path],
            detail:
              "The unit of \(subject.name) is not wholly understood: \(unit.problems.joined(separator: "; ")).",
            fix:
              "Look at it with `systemctl\(unit.isUserUnit ? " --user" : "") cat \(unit.name)`, and install it anew if it is not as it should be."
          ))
      }
    }
  }

  /// Units of the user end with the last login, unless the user lingers.
  static func lingering(_ context: inout RuleContext) {
    let served = context.subjects.indices.filter {
      context.subjects[$0].unit.map { $0.isUserUnit && $0.isEnabled != false } ?? false
    }
    guard !served.isEmpty else { return }
    let names = context.names(served)
    context.findings.append(
      Finding(
        .serviceWithoutLinger, .warning, gateways: names,
        paths: served.compactMap { context.subjects[$0].unit?.path }.distinct(),
        detail:
          "The \(names.count == 1 ? "unit" : "units") of \(names.inWords) \(names.count == 1 ? "ends" : "end") with your last login, and \(names.count == 1 ? "does" : "do") not start with the machine: your user does not linger.",
        fix: "Run `loginctl enable-linger`, once."))
  }

  /// Two enabled units of one gateway: each start ends the other's process, for ever (seen on 2026.6.11).
  private static func rivals(
    _ subject: IsolationInput, _ unit: IsolationInput.Unit, _ context: inout RuleContext
  ) {
    let rivals = subject.claims.rivalUnits
    guard let rival = rivals.first else { return }
    let scope = unit.isUserUnit ? " --user" : ""
    context.findings.append(
      Finding(
        .serviceDuplicate, .error, gateways: [subject.name], paths: [unit.path],
        detail:
          "\(([unit.name] + rivals).inWords) are enabled and start the same gateway, \(subject.name): each ends the other's process when it starts.",
        fix: "Keep one of them: `systemctl\(scope) disable --now \(rival)` takes the other one away."))
  }

  private static func environment(
    _ subject: IsolationInput, _ unit: IsolationInput.Unit, _ context: inout RuleContext
  ) {
    for wrong in subject.claims.unitContradictions {
      context.findings.append(
        Finding(
          .serviceEnvMismatch, .error, gateways: [subject.name], paths: ["\(unit.path)#\(wrong.variable)"],
          detail: "The unit says \(wrong.variable)=\(wrong.says); \(wrong.whose) means \(wrong.means).",
          fix: ServiceRepair.repair(subject, wrong.variable)))
    }
  }

  private static func port(
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
        .servicePortDrift, .warning, gateways: [subject.name], ports: [.one(inUnit), .one(inConfig)],
        paths: [unit.path, "\(subject.config)#gateway.port"],
        detail:
          "The unit of \(subject.name) starts it on \(inUnit), its config says \(inConfig)\(taken.map { ", \($0)" } ?? ""): the service uses \(inUnit), every `openclaw` command \(inConfig).",
        fix: taken != nil
          ? write + "." : "\(write), or, to keep \(inConfig), \(ServiceRepair.bring(subject, to: inConfig))."
      ))
  }

  private static func version(
    _ subject: IsolationInput, _ unit: IsolationInput.Unit, _ context: inout RuleContext
  ) {
    guard let drift = drift(subject, unit) else { return }
    context.findings.append(
      Finding(
        .serviceVersionDrift, .warning, gateways: [subject.name], paths: [unit.path],
        detail: "The unit of \(subject.name) \(drift).",
        fix: subject.isInstanceOnly
          ? "Bring ExecStart in \(unit.path) up to date."
          : "Install it anew: `\(ServiceRepair.install(subject)) --force`."))
  }

  /// What the unit runs instead of the installed one; nil where they agree or nothing is known.
  private static func drift(_ subject: IsolationInput, _ unit: IsolationInput.Unit) -> String? {
    let (own, installed) = (subject.claims.unitInstallation, subject.claims.installed)
    if let own, let installed, own.root != installed.root {
      return
        "runs \(own.version ?? "a copy") in \(own.root), but `openclaw` is \(installed.version ?? "the one") in \(installed.root)"
    }
    if unit.isScriptMissing, let script = unit.entryPoint, let installed {
      return "runs \(script), which is not there; `openclaw` is in \(installed.root)"
    }
    let present = own?.version ?? installed?.version
    if let stated = unit.version, let present, stated != present {
      return "was written for \(stated); installed is \(present)"
    }
    if present == nil, let stated = unit.version.flatMap(Version.init), let newer = unit.configVersion,
      newer.isNewer(than: stated) == true
    {
      return "was written for \(stated); its config was last saved by \(newer)"
    }
    return nil
  }
}
