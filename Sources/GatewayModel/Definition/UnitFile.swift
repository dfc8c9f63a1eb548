import OpenClaw
import Ports

/// A systemd unit of a gateway, as its file says.
public struct UnitFile: Sendable, Equatable {
  /// `openclaw-gateway-rescue.service`.
  public var name: String
  /// The file, absolute; of an instance its template, of a quadlet the `.container`.
  public var path: String
  /// Whether the user's manager has it (`systemctl --user`), not the system's.
  public var isUserUnit: Bool
  /// The profile that it is for, by its name, its command line or its variables; nil for the default one, and where nothing
  /// names one: `namesProfile` tells these apart.
  public var profile: String?
  /// The home of the user as whom it runs, by its own variables first: where its `~` and its defaults lie.
  public var home: String
  /// The words of its ExecStart, as systemd hands them on.
  public var arguments: [String]
  /// What ExecStart starts in the end.
  public var start: StartCommand
  /// What the gateway's process sees: of the unit, and of whatever its command line sets or drops on the way.
  public var environment: [String: String]
  /// The directory in which its process starts, absolute: its relative paths begin there.
  public var workingDirectory: String
  /// Whether it starts with the machine or with the user's manager; nil where that is not known.
  public var isEnabled: Bool?
  /// The file that sets each variable: the unit, a drop-in, or a file of variables.
  public var origins: [String: String] = [:]
  /// Files that its environment was read from.
  public var environmentFiles: [String] = []
  /// What could not be understood or read, in a person's words.
  public var problems: [String]

  /// Names it among the answers of the service managers.
  public var key: ServiceKey { ServiceKey(unit: name, isUserUnit: isUserUnit) }

  /// Made by `UnitParser` from a unit with its drop-ins, by `UnitReader` of one that cannot be read.
  /// Without `start` the arguments are understood as they stand, and no script is looked into.
  public init(
    name: String, path: String, isUserUnit: Bool = true, profile: String? = nil, home: String = "/",
    arguments: [String] = [], environment: [String: String] = [:], problems: [String] = [],
    start: StartCommand? = nil
  ) {
    self.name = name
    self.path = path
    self.isUserUnit = isUserUnit
    self.profile = profile
    self.home = home
    self.arguments = arguments
    self.environment = environment
    self.problems = problems
    self.start =
      start
      ?? StartReader(home: home, namesOpenClaw: true) { _ in .missing }
      .command(arguments, environment: environment)
    workingDirectory = isUserUnit ? home : "/"
  }

  /// The container that it runs; nil for a gateway of this machine.
  public var container: ContainerRun? {
    if case .container(let run) = start.kind { run } else { nil }
  }

  /// The port on the command line, else the one in the environment: what the service runs with. Nil also where `portDoubt` says
  /// that it cannot be known.
  public var port: Int? {
    guard container == nil, portDoubt == nil else { return nil }
    return stated.flatMap { GatewayPort.isValid($0) ? $0 : nil }
  }

  private var stated: Int? {
    StartCommand.option("--port", in: gatewayArguments).flatMap(GatewayPort.parse)
      ?? GatewayPort.fromEnvironment(environment, rules: VersionRules(version: version))
  }

  /// Why the port that it starts its gateway with cannot be known; nil where it can, or where the unit says nothing of a port.
  public var portDoubt: String? {
    if case .unclear(let why) = start.kind { return why }
    if let flag = StartCommand.option("--port", in: gatewayArguments) {
      if StartCommand.isUnknown(flag) { return "its --port is not known before it runs" }
      if GatewayPort.parse(flag).map(GatewayPort.isValid) == true { return nil }
      return flag.nonBlank.map { "--port \(LogText.clean($0)) is no port" } ?? "its --port has no value"
    }
    if gatewayArguments.contains(where: StartCommand.isUnknown) {
      return "words of its command line are not known before it runs"
    }
    if environment["OPENCLAW_GATEWAY_PORT"].map(StartCommand.isUnknown) == true {
      return "its OPENCLAW_GATEWAY_PORT is not known before it runs"
    }
    return start.openBecause ?? openVariables
  }

  /// Why it cannot be known which gateway it starts; nil where it can. OpenClaw's own name for a unit tells it too.
  public var placeDoubt: String? {
    guard ServiceNames.profile(ofUnit: name) == nil else { return nil }
    if start.user.map(StartCommand.isUnknown) == true { return "its user is not known before it runs" }
    let places = ["OPENCLAW_STATE_DIR", "OPENCLAW_CONFIG_PATH"]
    // A specifier that is left is one that only its manager knows.
    if let open = places.first(where: {
      environment[$0].map { StartCommand.isUnknown($0) || $0.contains("%") } == true
    }) {
      return "its \(open) is not known before it runs"
    }
    // A profile fills in only what is not set. Source: OpenClaw `src/cli/profile.ts`.
    if places.allSatisfy({ environment[$0]?.nonBlank != nil }) { return nil }
    if let flag = StartCommand.profile(in: start.arguments) {
      return StartCommand.isUnknown(flag) ? "its --profile is not known before it runs" : nil
    }
    if places.contains(where: { environment[$0]?.nonBlank != nil }) { return nil }
    if case .unclear(let why) = start.kind, environment["OPENCLAW_PROFILE"]?.nonBlank == nil { return why }
    return ["OPENCLAW_PROFILE", "OPENCLAW_HOME", "HOME"]
      .first { environment[$0].map(StartCommand.isUnknown) == true }
      .map { "its \($0) is not known before it runs" }
  }

  /// Why some file that could set its port cannot be read, for a person; nil where there is no such file.
  public var openVariables: String?

  /// The version that OpenClaw's installer wrote into its variables (`OPENCLAW_SERVICE_VERSION`); nil where there is none.
  public var version: Version? {
    LegacyVariables.version(environment)
  }

  /// The script of OpenClaw that it runs, as its command line names it; nil where that cannot be told.
  public var entryPoint: String? {
    start.program.flatMap { $0.ends(with: "js") ? $0 : nil }
      ?? arguments.first { $0.ends(with: ".js") || $0.ends(with: ".mjs") }
  }

  /// The profile whose places its process takes when nothing else names them: a flag selects it; a variable moves no place
  /// (openclaw-2026-11.md), and the name of a unit reaches no process. Seen: 2026.5.7, 2026.6.11.
  public var selectedProfile: String? {
    if let flag = StartCommand.profile(in: start.arguments) {
      return ProfileName.normalized(flag)
    }
    if case .gateway = start.kind { return nil }
    // What is not understood is taken by its name.
    return profile
  }

  /// The profile that its process sees, by flag or `OPENCLAW_PROFILE`: the unit's name does not reach it. Nil for the default one.
  public var processProfile: String? {
    ProfileName.normalized(
      StartCommand.profile(in: start.arguments) ?? environment["OPENCLAW_PROFILE"])
  }

  /// Whether the unit itself says which profile it is: by variable, flag or OpenClaw's own name for it.
  public var namesProfile: Bool {
    profile != nil || ServiceNames.profile(ofUnit: name) != nil
  }

  /// What stands behind the word `gateway`: a wrapper in front of it may have flags of its own.
  var gatewayArguments: [String] {
    start.arguments.firstIndex(of: "gateway").map { Array(start.arguments[$0...]) } ?? start.arguments
  }

  /// The profile of a unit: what OpenClaw's own name for it says, unless its command line, or its variable and places together,
  /// say another one; of a unit with any other name its command line, else its environment.
  public static func profile(
    name: String, arguments: [String], environment: [String: String], home: String
  ) -> String? {
    let byFlag = StartCommand.profile(in: arguments).flatMap {
      ProfileName.isValid($0) ? $0 : nil
    }
    let byVariable = environment["OPENCLAW_PROFILE"]?.nonBlank.flatMap { ProfileName.isValid($0) ? $0 : nil }
    let stated = byFlag ?? byVariable
    guard let byName = ServiceNames.profile(ofUnit: name), byName.map(ProfileName.isValid) ?? true else {
      return stated.flatMap(ProfileName.normalized)
    }
    guard let stated, ProfileName.normalized(stated) != byName else { return byName }
    let places = [environment["OPENCLAW_STATE_DIR"], environment["OPENCLAW_CONFIG_PATH"]]
      .compactMap { $0?.nonBlank }.map { UserPath.resolve($0, home: home, workingDirectory: home) }
    let own = StatePaths.ofProfile(ProfileName.normalized(stated), home: home)
    // A flag alone moves the places; a variable alone does not (openclaw-facts.md section 1.1).
    let agree =
      places.isEmpty
      ? byFlag != nil
      : places.allSatisfy {
        $0.isSameBytes(as: own.stateDir) || $0.isSameBytes(as: own.configPath)
      }
    return agree ? ProfileName.normalized(stated) : byName
  }
}
