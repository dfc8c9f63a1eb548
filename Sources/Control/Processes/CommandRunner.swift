import Fleet
import FoundationEssentials
import Glibc
import Host

/// Runs a short command and gives what it printed.
struct CommandRunner: Sendable {
  let host: Machine

  struct Answer: Sendable {
    var ending: ChildProcess.Ending
    /// What it wrote to stdout and stderr.
    var output: String
  }

  /// Seconds between two looks at a command whose end cannot be waited for.
  private static let pause = 0.1

  /// What it printed; nil where it cannot be run, fails, takes longer than `seconds`, or where the task is cancelled.
  func output(
    _ path: String, _ arguments: [String], environment: [String: String], seconds: Double
  ) async -> String? {
    let answer = await run(path, arguments, environment: environment, seconds: seconds)
    return answer?.ending == .exit(0) ? answer?.output : nil
  }

  /// Runs a command and waits for it. Nil where it cannot be run; nil, and it is killed, after `seconds` or when the task is cancelled.
  /// - Parameter mustStop: asked again and again; once it says so, the command is ended.
  func run(
    _ path: String, _ arguments: [String], environment: [String: String], seconds: Double,
    mustStop: @Sendable () -> Bool = { false }
  ) async -> Answer? {
    let file = FileManager.default.temporaryDirectory.appending(path: "gatehouse-\(UUID().uuidString)")
    guard
      FileManager.default.createFile(atPath: file.path, contents: nil, attributes: [.posixPermissions: 0o600])
    else { return nil }
    // A file that cannot be removed does no harm: only this user can read it.
    defer { try? FileManager.default.removeItem(at: file) }
    let plan = LaunchPlan(
      arguments: [path] + arguments, environment: environment, workingDirectory: "/",
      port: 0, dropped: [])
    // Callers do not tell why there is no answer, so the reason is dropped.
    guard let child = try? ChildProcess.launch(plan, runID: "query", logFile: file.path) else { return nil }
    let process = host.processes.facts(child.pid)?.identity
    let deadline = host.system.uptime() + seconds
    var isAsked = false
    while true {
      if let ending = child.ending() {
        guard let data = FileManager.default.contents(atPath: file.path) else { return nil }
        return Answer(ending: ending, output: String(decoding: data, as: UTF8.self))
      }
      if !isAsked, mustStop() {
        isAsked = true
        kill(child.pid, SIGTERM)
      }
      let left = deadline - host.system.uptime()
      do throws(CancellationError) {
        if left > 0 {
          try await host.processes.waitForEnd([process].compactMap(\.self), min(left, Self.pause))
        }
      } catch {
        kill(child.pid, SIGKILL)
        return nil
      }
      if left <= 0 {
        kill(child.pid, SIGKILL)
        return nil
      }
    }
  }
}
