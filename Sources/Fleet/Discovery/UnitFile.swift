import OpenClaw

/// A systemd unit of a gateway, as its file says.
public struct UnitFile: Sendable, Equatable {
  /// `openclaw-gateway-rescue.service`.
  public var name: String
  public var path: String
  public var isUserUnit: Bool
  /// The profile that the unit names; `.some(nil)` is the default profile.
  public var profile: String?
  /// The home of the user as whom it runs, by its own variables first: where its `~` and its defaults lie.
  public var home: String
  public var arguments: [String]
  public var environment: [String: String]
  /// The file that sets each variable: the unit, a drop-in, or a file of variables.
  public var origins: [String: String] = [:]
  /// Files that its environment was read from.
  public var environmentFiles: [String] = []
  /// What could not be understood or read, in a person's words.
  public var problems: [String]

  public var key: ServiceKey { ServiceKey(unit: name, isUserUnit: isUserUnit) }

  public init(
    name: String, path: String, isUserUnit: Bool = true, profile: String? = nil, home: String = "/",
    arguments: [String] = [], environment: [String: String] = [:], problems: [String] = []
  ) {
    self.name = name
    self.path = path
    self.isUserUnit = isUserUnit
    self.profile = profile
    self.home = home
    self.arguments = arguments
    self.environment = environment
    self.problems = problems
  }

  /// The port on the command line, else the one in the environment: what the service runs with.
  public var port: Int? {
    let stated =
      Self.flag("--port", in: gatewayArguments).flatMap(GatewayPort.parse)
      ?? GatewayPort.fromEnvironment(environment)
    return stated.flatMap { GatewayPort.isValid($0) ? $0 : nil }
  }

  public var version: Version? {
    environment["OPENCLAW_SERVICE_VERSION"].flatMap(Version.init)
  }

  /// The script that the unit runs: the first argument that ends like one.
  public var entryPoint: String? {
    arguments.first { $0.hasSuffix(".js") || $0.hasSuffix(".mjs") }
  }

  /// Whether the unit itself says which profile it is: by variable, flag or OpenClaw's own name for it.
  public var namesProfile: Bool {
    profile != nil || ServiceNames.profile(ofUnit: name) != nil
  }

  private static func flag(_ name: String, in arguments: [String]) -> String? {
    var found: String?
    for (index, argument) in arguments.prefix(while: { $0 != "--" }).enumerated() {
      // Of several the last one counts.
      if argument == name, index + 1 < arguments.count { found = arguments[index + 1] }
      if argument.hasPrefix(name + "=") { found = String(argument.dropFirst(name.count + 1)) }
    }
    return found
  }

  /// What stands behind the word `gateway`: a wrapper in front of it may have flags of its own.
  var gatewayArguments: [String] {
    arguments.firstIndex(of: "gateway").map { Array(arguments[$0...]) } ?? arguments
  }

  /// A port on the command line that is none, so that the unit cannot start.
  var invalidPort: String? {
    Self.flag("--port", in: gatewayArguments).flatMap { text in
      GatewayPort.parse(text).map(GatewayPort.isValid) == true ? nil : text
    }
  }

  /// The profile of a unit: what OpenClaw's own name for it says, unless its command line, or its variable and places together,
  /// say another one; of a unit with any other name its command line, else its environment.
  static func profile(
    name: String, arguments: [String], environment: [String: String], home: String
  ) -> String? {
    let byFlag = flag("--profile", in: arguments).flatMap { ProfileName.isValid($0) ? $0 : nil }
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
      places.isEmpty ? byFlag != nil : places.allSatisfy { $0 == own.stateDir || $0 == own.configPath }
    return agree ? ProfileName.normalized(stated) : byName
  }
}
