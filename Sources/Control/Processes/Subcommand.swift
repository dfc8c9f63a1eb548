import Fleet
import FoundationEssentials
import Glibc

/// Runs a short command and gives what it printed.
enum Subcommand {
  struct Answer: Sendable {
    var ending: ChildProcess.Ending
    /// What it wrote to stdout and stderr.
    var output: String
  }

  /// What it printed; nil where it cannot be run, fails, or takes longer than `seconds`.
  static func output(
    _ path: String, _ arguments: [String], environment: [String: String], seconds: Double
  ) async -> String? {
    let answer = await run(path, arguments, environment: environment, seconds: seconds)
    return answer?.ending == .exit(0) ? answer?.output : nil
  }

  /// Nil where it cannot be run, or takes longer than `seconds`: it is killed then.
  /// - Parameter mustStop: asked again and again; once it says so, the command is ended.
  static func run(
    _ path: String, _ arguments: [String], environment: [String: String], seconds: Double,
    mustStop: @Sendable () -> Bool = { false }
  ) async -> Answer? {
    let file = FileManager.default.temporaryDirectory.appending(path: "gatehouse-\(UUID().uuidString)")
    guard
      FileManager.default.createFile(atPath: file.path, contents: nil, attributes: [.posixPermissions: 0o600])
    else { return nil }
    defer { try? FileManager.default.removeItem(at: file) }
    let plan = LaunchPlan(
      arguments: [path] + arguments, environment: environment, workingDirectory: "/",
      port: 0, dropped: [])
    guard let child = try? ChildProcess.launch(plan, runID: "query", logFile: file.path) else { return nil }
    let deadline = ContinuousClock.now + .seconds(seconds)
    var rounds = 0
    var isAsked = false
    while true {
      rounds += 1
      if rounds % 20 == 0, !isAsked, mustStop() {
        isAsked = true
        kill(child.pid, SIGTERM)
      }
      if let ending = child.ending() {
        guard let data = FileManager.default.contents(atPath: file.path) else { return nil }
        return Answer(ending: ending, output: String(decoding: data, as: UTF8.self))
      }
      if ContinuousClock.now > deadline {
        kill(child.pid, SIGKILL)
        return nil
      }
      try? await Task.sleep(for: .milliseconds(5))
    }
  }
}
