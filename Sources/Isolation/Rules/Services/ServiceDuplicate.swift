import GatewayModel
import OpenClaw

/// `service-duplicate`: two enabled units start one gateway; each start ends the other's process, for ever (seen on 2026.6.11).
enum ServiceDuplicate {
  static func check(
    _ subject: IsolationInput, _ unit: IsolationInput.Unit, _ context: inout RuleContext
  ) {
    let rivals = subject.claims.rivalUnits
    guard let rival = rivals.first else { return }
    let scope = unit.isUserUnit ? " --user" : ""
    context.findings.append(
      Finding(
        .serviceDuplicate, .error, gateways: [subject.gateway], paths: [unit.path],
        detail:
          "\(([unit.name] + rivals).inWords) are enabled and start the same gateway, \(subject.name): each ends the other's process when it starts.",
        fix:
          "Keep one of them: `systemctl\(scope) disable --now \(ShellLine.word(rival))` takes the other one away."
      ))
  }
}
