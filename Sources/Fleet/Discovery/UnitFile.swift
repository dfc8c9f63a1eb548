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
  /// Files that its environment was read from.
  public var environmentFiles: [String] = []
  /// What could not be understood or read, in a person's words.
  public var problems: [String]

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
      Self.flag("--port", in: arguments).flatMap(GatewayPort.parse)
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
    for (index, argument) in arguments.prefix(while: { $0 != "--" }).enumerated() {
      if argument == name, index + 1 < arguments.count { return arguments[index + 1] }
      if argument.hasPrefix(name + "=") { return String(argument.dropFirst(name.count + 1)) }
    }
    return nil
  }

  /// The profile of a unit: its environment, else its command line, else its name.
  static func profile(
    name: String, arguments: [String], environment: [String: String]
  ) -> String? {
    if let profile = environment["OPENCLAW_PROFILE"]?.nonBlank, ProfileName.isValid(profile) {
      return ProfileName.normalized(profile)
    }
    if let profile = flag("--profile", in: arguments), ProfileName.isValid(profile) {
      return ProfileName.normalized(profile)
    }
    return (ServiceNames.profile(ofUnit: name) ?? nil).flatMap { ProfileName.isValid($0) ? $0 : nil }
  }
}
