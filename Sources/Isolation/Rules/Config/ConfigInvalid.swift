import GatewayModel
import OpenClaw

/// `config-invalid`: config files that OpenClaw refuses, one finding a file.
enum ConfigInvalid {
  static func check(_ context: inout RuleContext) {
    // Paths are bytes: two spellings of one name are two files.
    var files: [ByteText: [Int]] = [:]
    for (index, subject) in context.subjects.enumerated() {
      if let problem = subject.problem { files[problem.file.bytes, default: []].append(index) }
    }
    for (file, indices) in files.sorted(by: { $0.key < $1.key }).map({ ($0.key.text, $0.value) }) {
      let gateways = context.gateways(indices)
      let problems = indices.compactMap { context.subjects[$0].problem }
      guard let problem = problems.first else { continue }
      let isSilent = indices.contains { context.subjects[$0].isSilent }
      let names = "\(gateways.inWords) \(gateways.count == 1 ? "does" : "do")"
      let fix =
        if let line = problem.line {
          "Correct \(file) at line \(line), column \(problem.column ?? 1): \(names) not start with it."
        } else if isSilent {
          "Whether it is right is not known until its file system answers again: \(names) not start meanwhile."
        } else { "Put a readable config file at \(file): \(names) not start with it." }
      context.findings.append(
        Finding(
          .configInvalid, .error, gateways: gateways, paths: [file], detail: "\(problem.description).",
          fix: fix))
    }
  }
}
