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
      let names = "\(gateways.inWords) \(gateways.count == 1 ? "does" : "do")"
      if indices.contains(where: { context.subjects[$0].isSilent }), problem.line == nil {
        context.findings.append(
          Finding(
            .configInvalid, .error, gateways: gateways, paths: [file], detail: "\(problem.description).",
            fix:
              "Whether it is right is not known until its file system answers again: \(names) not start meanwhile."
          ))
        continue
      }
      let place = problem.line.map { " at line \($0), column \(problem.column ?? 1)" } ?? ""
      context.findings.append(
        Finding(
          .configInvalid, .error, gateways: gateways, paths: [file], detail: "\(problem.description).",
          fix:
            "\(problem.line == nil ? "Put a readable config file at" : "Correct") \(file)\(place): \(names) not start with it."
        ))
    }
  }
}
