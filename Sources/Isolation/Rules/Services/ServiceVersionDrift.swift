import GatewayModel
import OpenClaw

/// `service-version-drift`: a unit runs another OpenClaw than the installed one.
enum ServiceVersionDrift {
  static func check(
    _ subject: IsolationInput, _ unit: IsolationInput.Unit, _ context: inout RuleContext
  ) {
    guard let drift = drift(subject, unit) else { return }
    context.findings.append(
      Finding(
        .serviceVersionDrift, .warning, gateways: [subject.gateway], paths: [unit.path],
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
