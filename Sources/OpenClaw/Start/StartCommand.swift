/// What a command line starts, once everything in front of OpenClaw's own words is taken away: shells, `env`, `nice`, `sudo`,
/// version managers, containers, scripts.
public struct StartCommand: Sendable, Equatable {
  /// What is started.
  public enum Kind: Sendable, Equatable {
    /// A gateway on this machine.
    case gateway
    /// A gateway in a container: what is said inside of it says nothing of this machine's ports and paths.
    case container(ContainerRun)
    /// Something else: a helper, another program, another command of OpenClaw's.
    case other
    /// It may start a gateway, and with what is not known; why, for a person.
    case unclear(String)
  }

  /// Stands in a word for what cannot be known: the output of a command, a variable that nobody sets.
  public static let unknown: Character = "\u{FFFF}"

  /// What is started; where it is a gateway the other properties say how.
  public var kind: Kind
  /// OpenClaw's own words, behind the program: `--profile rescue gateway --port 19789`.
  public var arguments: [String]
  /// The script or program that is OpenClaw, as written.
  public var program: String?
  /// The version that the command line itself asks for: `2026.9.3`, `latest`.
  public var pinnedVersion: String?
  /// Variables that the way there sets, or takes away (nil); one that cannot be known holds `unknown`.
  public var variables: [String: String?]
  /// Whether the variables of whoever starts it are dropped on the way (`env -i`, `sudo`).
  public var dropsEnvironment: Bool
  /// Something on the way may set any variable, for a person ("`direnv exec`"); nil where all are known.
  public var openBecause: String?
  /// The user as whom it runs, where the command line says so.
  public var user: String?
  /// Whether some text on the way holds the words that start a gateway, also where it is not understood how.
  public var namesGateway = false
  /// Where it is started, where the command line says so; as written.
  public var workingDirectory: String?

  /// Made by `StartReader`, which then adds what it met on the way.
  public init(_ kind: Kind, arguments: [String] = [], program: String? = nil) {
    self.kind = kind
    self.arguments = arguments
    self.program = program
    variables = [:]
    dropsEnvironment = false
  }

  /// Whether some part of a word cannot be known.
  public static func isUnknown(_ text: String) -> Bool { text.contains(unknown) }

  /// The environment of the gateway's process, given the one of whoever starts it.
  public func environment(from outer: [String: String]) -> [String: String] {
    var environment = dropsEnvironment ? [:] : outer
    for (name, value) in variables { environment[name] = value }
    return environment
  }

  /// What is left to say of it where not all that it leads to was followed.
  var givenUp: StartCommand {
    var command = self
    command.kind = .unclear(StartBudget.reason)
    switch kind {
    case .gateway: command.namesGateway = true
    case .container(let run): command.namesGateway = namesGateway || run.isGateway
    case .other, .unclear: break
    }
    command.arguments = []
    command.program = nil
    command.pinnedVersion = nil
    return command
  }

  /// Whether two command lines start the same.
  func startsSame(as other: StartCommand) -> Bool {
    func essential(_ command: StartCommand) -> StartCommand {
      var command = command
      command.variables = command.variables.filter { Environment.isIdentity($0.key) || $0.key == "HOME" }
      command.openBecause = nil
      return command
    }
    return essential(self) == essential(other)
  }
}

extension StartCommand {
  /// Options of `openclaw` itself that take a value, in front of the command. Source: OpenClaw `src/cli/argv.ts`.
  private static let rootOptions: Set<String> = ["--profile", "--log-level", "--container"]

  /// OpenClaw's own words among those of a program that hands them on, with the root options in front of them: the first place from
  /// which on they start a gateway.
  static func gatewayWords(_ arguments: [String]) -> [String]? {
    let count = arguments.count
    var starts = Array(repeating: false, count: count + 3)
    // From the end, so that a long row of options is looked through once.
    for (place, word) in arguments.enumerated().reversed() {
      if word.begins(with: "-") {
        starts[place] = word != "--" && starts[place + (rootOptions.contains(word) ? 2 : 1)]
      } else {
        starts[place] =
          word == "gateway" && (place + 1 == count || isGatewayWord(arguments[place + 1]) == true)
      }
    }
    return starts.firstIndex(of: true).map { Array(arguments[$0...]) }
  }

  /// Whether a word behind `gateway` starts one; nil where it is not known.
  private static func isGatewayWord(_ next: String) -> Bool? {
    isUnknown(next) ? nil : next == "run" || next.begins(with: "-")
  }

  /// Whether OpenClaw's words start a gateway: `gateway`, `gateway run`, `gateway --port N`, but not `gateway status`.
  /// - Returns: nil where words that decide it are not known.
  public static func startsGateway(_ arguments: [String]) -> Bool? {
    var rest = arguments[...]
    while let word = rest.first, word.begins(with: "-") {
      if word == "--" { return false }
      rest = rest.dropFirst(rootOptions.contains(word) ? 2 : 1)
    }
    guard let command = rest.first else { return false }
    if isUnknown(command) { return nil }
    guard command == "gateway" else { return false }
    guard let next = rest.dropFirst().first else { return true }
    return isGatewayWord(next)
  }

  /// The profile that OpenClaw's words select: `--profile NAME`, or `--dev` in front of the command. Behind `gateway` that is another
  /// option. Source: OpenClaw `src/cli/profile.ts`.
  public static func profile(in arguments: [String]) -> String? {
    let root = arguments.prefix { $0 != "gateway" && $0 != "daemon" }
    return root.contains("--dev") ? "dev" : option("--profile", in: arguments)
  }

  /// The value of an option; of several the last one counts, and nothing behind `--` does.
  public static func option(_ name: String, in arguments: [String]) -> String? {
    var found: String?
    for (index, argument) in arguments.prefix(while: { $0 != "--" }).enumerated() {
      if argument == name, index + 1 < arguments.count { found = arguments[index + 1] }
      if let value = argument.rest(behind: name + "=") { found = String(value) }
    }
    return found
  }
}
