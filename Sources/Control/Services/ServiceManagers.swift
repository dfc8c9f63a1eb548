import Discovery
import GatewayModel
import Host
import OpenClaw

/// The service managers of this machine: asked for the units of gateways, in few calls a manager, and told to start and stop them.
public struct ServiceManagers: Sendable {
  /// What one can be told.
  public enum Verb: String, Sendable {
    /// As in `systemctl start`, `stop`, `restart`: the order is given, and its outcome is not waited for.
    case start, stop, restart
    /// KILL to all of the unit's processes.
    case kill
    /// Reads all units anew; about none of them.
    case reload
  }

  /// What the managers say of these units, and of all others that are called like a gateway's. Empty where none answers.
  public var show: @Sendable (_ units: [ServiceKey]) async -> [ServiceStatus]
  /// Tells a manager, and does not wait for the outcome.
  /// - Returns: why it did not take the order, for a person.
  public var tell: @Sendable (_ verb: Verb, _ unit: ServiceKey) async -> String?

  /// The last lines that a unit printed, of one run where that is named; empty where its manager keeps none.
  public var lines: @Sendable (_ unit: ServiceKey, _ count: Int, _ invocation: String?) async -> [String]
  /// Hears that anything has changed at the user's manager; ends where that cannot be heard.
  public var changes: @Sendable () -> AsyncStream<Void>

  /// Made by `live`, and by tests. What is left out behaves as if no manager answered.
  public init(
    show: @escaping @Sendable ([ServiceKey]) async -> [ServiceStatus],
    tell: @escaping @Sendable (Verb, ServiceKey) async -> String? = { _, unit in
      "no service manager answers for \(unit.unit)"
    },
    lines: @escaping @Sendable (ServiceKey, Int, String?) async -> [String] = { _, _, _ in [] },
    changes: @escaping @Sendable () -> AsyncStream<Void> = { AsyncStream { $0.finish() } }
  ) {
    self.show = show
    self.tell = tell
    self.lines = lines
    self.changes = changes
  }

  /// A unit as its manager has it now; nil where no manager answers. Its process may be between two restarts.
  func status(_ unit: UnitFile) async -> ServiceStatus? {
    await show([unit.key]).first { $0.isNamed(unit.name) && $0.isUserUnit == unit.isUserUnit }
  }

  /// - Parameter paths: the user's manager is asked only for units of the user's own home.
  public static func live(paths: GatehousePaths, host: Machine) -> ServiceManagers {
    let environment = host.system.environment
    let commands = CommandRunner(host: host)
    let isOwnHome = environment["HOME"].map { UserPath.normalize($0).isSameBytes(as: paths.home) } ?? false
    let runtime = environment["XDG_RUNTIME_DIR"]?.nonBlank ?? "/run/user/\(host.system.userID)"
    let userEnvironment = environment.merging(["XDG_RUNTIME_DIR": runtime]) { own, _ in own }
    // Checked first: without a manager every call of systemctl would start a process only to fail.
    let hasUserManager = { @Sendable in
      isOwnHome && ["/systemd/private", "/bus"].contains { host.files.status(runtime + $0) != nil }
    }
    let find = { @Sendable in
      CommandFinder.find("systemctl", path: environment["PATH"], home: paths.home)
    }
    return ServiceManagers(
      show: { units in
        guard let systemctl = find() else { return [] }
        let system = units.filter { !$0.isUserUnit }.map(\.unit)
        async let user =
          hasUserManager()
          ? ask(commands, systemctl, ["--user"], units.filter(\.isUserUnit).map(\.unit), userEnvironment) : []
        async let whole = system.isEmpty ? [] : ask(commands, systemctl, [], system, environment)
        return await user + whole
      },
      tell: { verb, unit in
        guard let systemctl = find() else { return "systemctl is not there" }
        if unit.isUserUnit && !hasUserManager() { return "no user manager answers in \(runtime)" }
        let order = words(verb, unit)
        let answer = await commands.run(
          systemctl, (unit.isUserUnit ? ["--user"] : []) + order,
          environment: unit.isUserUnit ? userEnvironment : environment, seconds: 20)
        guard let answer else { return "systemctl did not answer within 20 s" }
        if answer.ending == .exit(0) { return nil }
        return answer.output.parts(at: "\n").last.map(String.init) ?? "systemctl: \(answer.ending)"
      },
      lines: { unit, count, invocation in
        let path = environment["PATH"]
        // With another home the units of the user's manager are not those of that home.
        if unit.isUserUnit && !hasUserManager() { return [] }
        guard let journalctl = CommandFinder.find("journalctl", path: path, home: paths.home) else {
          return []
        }
        let output = await commands.output(
          journalctl,
          (unit.isUserUnit ? ["--user"] : [])
            + ["--unit=\(unit.unit)", "--lines=\(count)", "--no-pager", "--quiet"]
            // journalctl takes both: lines of this unit and of this run.
            + (invocation.map { ["_SYSTEMD_INVOCATION_ID=\($0)", "--output=cat"] } ?? ["--output=short-iso"]),
          environment: unit.isUserUnit ? userEnvironment : environment, seconds: 3)
        return LogText.lines(Array((output ?? "").utf8))
      },
      changes: {
        hasUserManager()
          ? ManagerEvents.stream(socket: runtime + "/systemd/private") : AsyncStream { $0.finish() }
      })
  }

  /// What `systemctl` is told; it is not waited for.
  private static func words(_ verb: Verb, _ unit: ServiceKey) -> [String] {
    switch verb {
    case .kill: ["kill", "--signal=KILL", "--", unit.unit]
    case .reload: ["daemon-reload"]
    case .start, .stop, .restart: ["--no-block", verb.rawValue, "--", unit.unit]
    }
  }

  private static func ask(
    _ commands: CommandRunner, _ systemctl: String, _ scope: [String], _ units: [String],
    _ environment: [String: String]
  ) async -> [ServiceStatus] {
    // Times are printed in the zone of whoever asks.
    let environment = environment.merging(["TZ": "UTC", "LC_ALL": "C"]) { _, b in b }
    let run = { @Sendable (words: [String]) in
      await commands.output(systemctl, scope + words, environment: environment, seconds: 5) ?? ""
    }
    let asked = ["*openclaw*.service", "clawdbot*.service", "moltbot*.service"] + units
    let output = await run(
      ["show", "--property=\(ServiceShow.properties.joined(separator: ","))", "--"] + asked)
    var found = ServiceShow.parse(output, isUserUnit: !scope.isEmpty, asked: asked)
    let lines = await commandLines(found.map(\.unit), run)
    for (place, line) in zip(found.indices, lines) { found[place].arguments = line }
    return found
  }

  /// Units that are asked for one by one, where one of them mixes its own words among the answers for all.
  private static let singleLimit = 50

  /// What units start, as their manager has it.
  private static func commandLines(
    _ units: [String], _ run: @Sendable ([String]) async -> String
  ) async -> [[String]] {
    if units.isEmpty { return [] }
    let all = await run(ServiceShow.commandQuestion + units)
    if let lines = ServiceShow.commands(all, count: units.count) { return lines }
    // Also where there is no answer, which is not waited for again.
    if all.isEmpty { return [] }
    var lines: [[String]] = []
    for unit in units.prefix(singleLimit) {
      lines.append(ServiceShow.command(await run(ServiceShow.commandQuestion + [unit])))
    }
    return lines
  }

  /// The command that shows a person what a unit printed.
  public static func logCommand(_ unit: UnitFile) -> String {
    ShellLine.text(["journalctl"] + (unit.isUserUnit ? ["--user"] : []) + ["-u", unit.name])
  }
}
