import GatewayModel
import OpenClaw

/// `unit-unclear`: a unit that cannot be wholly understood.
enum UnitUnclear {
  static func check(
    _ subject: IsolationInput, _ unit: IsolationInput.Unit, _ context: inout RuleContext
  ) {
    guard !unit.problems.isEmpty else { return }
    context.findings.append(
      Finding(
        .unitUnclear, .info, gateways: [subject.gateway], paths: [unit.path],
        detail:
          "The unit of \(subject.name) is not wholly understood: \(unit.problems.joined(separator: "; ")).",
        fix:
          "Look at it with `systemctl\(unit.isUserUnit ? " --user" : "") cat \(ShellLine.word(unit.name))`, and install it anew if it is not as it should be."
      ))
  }
}
