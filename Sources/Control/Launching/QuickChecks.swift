import Fleet
import FoundationEssentials
import GatewayModel
import Glibc
import Host
import OpenClaw

/// OpenClaw's own checks of one gateway, on request only: each costs seconds and hundreds of megabytes.
public struct QuickChecks: Sendable {
  /// Source: openclaw-facts.md section 10.
  public static let commands = [["status"], ["gateway", "status", "--deep"], ["browser", "status"]]
  /// What OpenClaw's own schema says of the config; it is there since 2026.5, and touches the state directory's database.
  static let validation = ["config", "validate"]
  /// Seconds that one may take.
  static let limit = 120.0

  let plan: LaunchPlan
  /// Whether the installed OpenClaw is known to have `config validate`.
  let validates: Bool
  /// The command as a person would type it: `openclaw --profile rescue`.
  let shownPrefix: String
  let host: Machine
  let redactor: Redactor

  /// Runs them one after another.
  /// - Parameter say: gets every line as it comes, without secrets and escape sequences.
  /// - Returns: whether all ended with 0.
  public func run(say: @Sendable (String) -> Void) async -> Bool {
    var isGood = true
    for command in (validates ? [Self.validation] : []) + Self.commands {
      if Task.isCancelled { return false }
      say("$ \(shownPrefix) \(ShellLine.text(command))")
      let ending = await run(command, say: say)
      if ending != .exit(0) {
        isGood = false
        say("(\(ending?.description ?? "it did not end"))")
      }
      say("")
    }
    return isGood
  }

  private func run(_ command: [String], say: (String) -> Void) async -> ChildProcess.Ending? {
    let file = FileManager.default.temporaryDirectory.appending(path: "gatehouse-\(UUID().uuidString)").path
    guard FileManager.default.createFile(atPath: file, contents: nil, attributes: [.posixPermissions: 0o600])
    else {
      say("no temporary file can be made")
      return nil
    }
    defer { unlink(file) }
    var plan = plan
    plan.arguments = plan.prefix + command
    let child: ChildProcess
    do throws(LaunchFailure) {
      child = try ChildProcess.launch(plan, runID: "quick", logFile: file)
    } catch {
      say(error.message)
      return nil
    }
    var follower = LogFollower(path: file, files: host.files, redactor: redactor)
    let deadline = host.system.uptime() + Self.limit
    var isCancelled = false
    while true {
      // Asked before reading: what it wrote last must not be missed.
      let ending = child.ending()
      if case .success(let news) = follower.next() { for line in news.lines { say(line) } }
      if let ending {
        if let rest = follower.unfinished { say(rest) }
        return ending
      }
      if isCancelled || host.system.uptime() > deadline {
        // A group of its own, made a moment ago, whose leader has not been reaped: nobody else can have its number.
        kill(-child.pid, SIGKILL)
        say(isCancelled ? "(ended by you)" : "(took longer than \(Int(Self.limit)) s, and was ended)")
        return child.ending()
      }
      isCancelled = await !host.system.slept(0.05)
    }
  }
}
