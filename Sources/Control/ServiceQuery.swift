import CPlatform
import Fleet
import FoundationEssentials
import Glibc
import Host
import OpenClaw

/// Asks the service manager whether a unit runs or is about to: its process may be between two restarts.
public struct ServiceQuery: Sendable {
  /// `ActiveState` of a unit; nil where no manager answers.
  public var activeState: @Sendable (_ unit: UnitFile) async -> String?

  public init(activeState: @escaping @Sendable (UnitFile) async -> String?) {
    self.activeState = activeState
  }

  /// - Parameter paths: the user's manager is asked only for units of the user's own home.
  public static func live(paths: GatehousePaths, system: Host.System) -> ServiceQuery {
    ServiceQuery { unit in
      let isOwnHome = system.environment["HOME"].map { UserPath.normalize($0) } == paths.home
      guard !unit.isUserUnit || isOwnHome,
        let systemctl = CommandFinder.find("systemctl", path: system.environment["PATH"], home: paths.home)
      else { return nil }
      let arguments =
        (unit.isUserUnit ? ["--user"] : []) + ["show", "--property=ActiveState", "--value", unit.name]
      let output = await Subcommand.output(systemctl, arguments, seconds: 5)
      return output?.nonBlank
    }
  }

  /// The command with which a person does it through the manager.
  public static func command(_ verb: String, unit: UnitFile) -> String {
    unit.isUserUnit ? "systemctl --user \(verb) \(unit.name)" : "sudo systemctl \(verb) \(unit.name)"
  }
}

/// Runs a short command and gives what it printed.
enum Subcommand {
  /// Nil where it cannot be run, fails, or takes longer than `seconds`.
  static func output(_ path: String, _ arguments: [String], seconds: Double) async -> String? {
    let file = FileManager.default.temporaryDirectory.appending(path: "gatehouse-\(UUID().uuidString)")
    guard
      FileManager.default.createFile(atPath: file.path, contents: nil, attributes: [.posixPermissions: 0o600])
    else { return nil }
    defer { try? FileManager.default.removeItem(at: file) }
    let plan = LaunchPlan(
      arguments: [path] + arguments, environment: ProcessInfo.processInfo.environment, workingDirectory: "/",
      port: 0, dropped: [])
    guard let child = try? ChildProcess.launch(plan, runID: "query", logFile: file.path) else { return nil }
    let deadline = ContinuousClock.now + .seconds(seconds)
    while child.ending() == nil {
      if ContinuousClock.now > deadline {
        kill(child.pid, SIGKILL)
        return nil
      }
      try? await Task.sleep(for: .milliseconds(5))
    }
    guard child.ending() == .exit(0), let data = FileManager.default.contents(atPath: file.path) else {
      return nil
    }
    return String(decoding: data, as: UTF8.self)
  }
}
