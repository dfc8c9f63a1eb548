import GatewayModel
import OpenClaw

/// Config files that OpenClaw refuses, one finding a file.
enum ConfigRules {
  static func check(_ context: inout RuleContext) {
    var files: [String: [Int]] = [:]
    for (index, subject) in context.subjects.enumerated() {
      if let problem = subject.problem { files[problem.file, default: []].append(index) }
    }
    for (file, indices) in files.sorted(by: { $0.key < $1.key }) {
      let names = context.names(indices)
      let problems = indices.compactMap { context.subjects[$0].problem }
      guard let problem = problems.first else { continue }
      let place = problem.line.map { " at line \($0), column \(problem.column ?? 1)" } ?? ""
      context.findings.append(
        Finding(
          .configInvalid, .error, gateways: names, paths: [file], detail: "\(problem.description).",
          fix:
            "\(problem.line == nil ? "Put a readable config file at" : "Correct") \(file)\(place): \(names.inWords) \(names.count == 1 ? "does" : "do") not start with it."
        ))
    }
    for (index, subject) in context.subjects.enumerated() where !subject.doubts.isEmpty {
      doubt(index, subject, &context)
    }
  }

  /// Keys that no known version of OpenClaw has: its schema is strict, and a newer version may know them.
  private static func doubt(_ index: Int, _ subject: IsolationInput, _ context: inout RuleContext) {
    let doubts = subject.doubts
    guard let first = doubts.first, subject.problem == nil else { return }
    // A file that two gateways share is said once.
    let isSaid = context.findings.contains { $0.code == .configDoubtful && $0.paths == [first.file] }
    if isSaid { return }
    let more = doubts.count > 1 ? " (and \(doubts.count - 1) more)" : ""
    context.findings.append(
      Finding(
        .configDoubtful, .warning, gateways: [subject.name], paths: [first.file],
        detail: "\(first.description)\(more).",
        fix:
          "Ask OpenClaw: `\(CommandLineProfile.command(subject.profile)) config validate`; remove the key if it refuses it."
      ))
  }
}
