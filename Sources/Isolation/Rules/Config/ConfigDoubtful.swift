import GatewayModel
import OpenClaw

/// `config-doubtful`: keys that no known version of OpenClaw has. Its schema is strict, and a newer version may know them.
enum ConfigDoubtful {
  static func check(_ context: inout RuleContext) {
    for subject in context.subjects where !subject.doubts.isEmpty { check(subject, &context) }
  }

  private static func check(_ subject: IsolationInput, _ context: inout RuleContext) {
    let doubts = subject.doubts
    guard let first = doubts.first, subject.problem == nil else { return }
    // A file that two gateways share is said once.
    let isSaid = context.findings.contains { $0.code == .configDoubtful && $0.paths == [first.file] }
    if isSaid { return }
    let more = doubts.count > 1 ? " (and \(doubts.count - 1) more)" : ""
    context.findings.append(
      Finding(
        .configDoubtful, .warning, gateways: [subject.gateway], paths: [first.file],
        detail: "\(first.description)\(more).",
        fix:
          "Ask OpenClaw: `\(CommandLineProfile.command(subject.profile)) config validate`; remove the key if it refuses it."
      ))
  }
}
