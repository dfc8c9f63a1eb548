import Fleet
import FoundationEssentials
import Glibc
import Host
import OpenClaw

/// Asks the service managers for the units of gateways: one call a manager, whatever the number of units.
public struct ServiceQuery: Sendable {
  /// What the managers say of these units, and of all others that are called like a gateway's. Empty where none answers.
  public var show: @Sendable (_ units: [ServiceKey]) async -> [ServiceStatus]

  public init(show: @escaping @Sendable ([ServiceKey]) async -> [ServiceStatus]) {
    self.show = show
  }

  /// `active`, `inactive`, `activating`, …; nil where no manager answers. Its process may be between two restarts.
  func activeState(_ unit: UnitFile) async -> String? {
    await show([ServiceKey(unit: unit.name, isUserUnit: unit.isUserUnit)])
      .first { $0.names.contains(unit.name) && $0.isUserUnit == unit.isUserUnit }?.activeState
  }

  /// - Parameter paths: the user's manager is asked only for units of the user's own home.
  public static func live(paths: GatehousePaths, host: Host) -> ServiceQuery {
    let environment = host.system.environment
    let isOwnHome = environment["HOME"].map { UserPath.normalize($0) } == paths.home
    let runtime = environment["XDG_RUNTIME_DIR"]?.nonBlank ?? "/run/user/\(host.system.userID)"
    return ServiceQuery { units in
      guard let systemctl = CommandFinder.find("systemctl", path: environment["PATH"], home: paths.home)
      else { return [] }
      // Without a manager systemctl would only fail, at a price.
      let hasUserManager = ["/systemd/private", "/bus"].contains { host.files.status(runtime + $0) != nil }
      let system = units.filter { !$0.isUserUnit }.map(\.unit)
      async let user =
        isOwnHome && hasUserManager
        ? ask(
          systemctl, ["--user"], units.filter(\.isUserUnit).map(\.unit),
          environment.merging(["XDG_RUNTIME_DIR": runtime]) { own, _ in own })
        : []
      async let whole = system.isEmpty ? [] : ask(systemctl, [], system, environment)
      return await user + whole
    }
  }

  private static func ask(
    _ systemctl: String, _ scope: [String], _ units: [String], _ environment: [String: String]
  ) async -> [ServiceStatus] {
    let arguments =
      scope + ["show", "--property=\(ServiceShow.properties.joined(separator: ","))", "--"]
      + ["openclaw-gateway*.service"] + units
    let output = await Subcommand.output(systemctl, arguments, environment: environment, seconds: 5)
    return ServiceShow.parse(output ?? "", isUserUnit: !scope.isEmpty)
  }

  /// The command with which a person does it through the manager.
  public static func command(_ verb: String, unit: UnitFile) -> String {
    unit.isUserUnit ? "systemctl --user \(verb) \(unit.name)" : "sudo systemctl \(verb) \(unit.name)"
  }
}

/// Runs a short command and gives what it printed.
enum Subcommand {
  /// Nil where it cannot be run, fails, or takes longer than `seconds`.
  static func output(
    _ path: String, _ arguments: [String], environment: [String: String], seconds: Double
  ) async -> String? {
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
