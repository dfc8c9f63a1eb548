/// Reads a command line down to OpenClaw's own words. Plain words are followed; what cannot be known makes it unclear.
public struct StartReader: Sendable {
  /// A script or file of variables on the way.
  public typealias File = StartFile

  static let depthLimit = 12
  /// What `~` stands for in a shell.
  public var home: String
  /// Where it is started: what relative paths lead from, until something on the way changes the directory.
  public var directory: String
  /// Whether whatever the command line belongs to names OpenClaw, so that `dist/index.js gateway` is its.
  public var namesOpenClaw: Bool
  /// Gives a file by its absolute path.
  public var read: @Sendable (String) -> File

  /// - Parameter directory: the home where nothing else is said.
  public init(
    home: String, directory: String? = nil, namesOpenClaw: Bool = false,
    read: @escaping @Sendable (String) -> File
  ) {
    self.home = home
    self.directory = directory ?? home
    self.namesOpenClaw = namesOpenClaw
    self.read = read
  }

  /// - Parameter environment: what the command line is started with.
  public func command(_ words: [String], environment: [String: String]) -> StartCommand {
    var way = StartWay(environment: environment)
    let command = follow(words, &way, depth: 0)
    return way.budget.isSpent ? command.givenUp : command
  }

  func follow(_ words: [String], _ way: inout StartWay, depth: Int) -> StartCommand {
    guard let program = words.first, !program.isEmpty else { return way.finish(.other) }
    if StartCommand.isUnknown(program) {
      return way.finish(
        StartPrograms.mayBeGateway(words) || words.contains("gateway")
          ? .unclear("its program is not known before it runs") : .other)
    }
    guard depth < Self.depthLimit else { return way.finish(.unclear("too many programs start each other")) }
    guard way.budget.spend(.commands) else { return way.finish(.unclear(StartBudget.reason)) }
    let name = UserPath.name(program)
    let rest = Array(words.dropFirst())
    let bare = String(name.parts(at: "@", omittingEmptySubsequences: false)[0])
    if StartPrograms.isOpenClaw(bare) {
      return wrapped(program, rest, way, depth: depth) ?? openClaw(rest, program: program, way)
    }
    if name == "fish" {
      return text(name, rest, ["-c", "--command", "-lc", "-ic", "-lic"], &way, depth: depth)
    }
    if name == "nix-shell" { return text(name, rest, ["--run", "--command"], &way, depth: depth) }
    if name == "nix", let place = rest.firstIndex(where: { $0 == "-c" || $0 == "--command" }) {
      return follow(Array(rest[(place + 1)...]), &way, depth: depth + 1)
    }
    if name == "env" { return environment(rest, &way, depth: depth) }
    if StartPrograms.shells.contains(name) { return shell(name, rest, &way, depth: depth) }
    if StartPrograms.interpreters.contains(name)
      || name.begins(with: "node") && name.dropFirst(4).allSatisfy({ $0.isNumber || $0 == "-" || $0 == "." })
    {
      return interpreter(name, rest, &way, depth: depth)
    }
    if name == "su" { return substituteUser(rest, &way, depth: depth) }
    if name == "runuser", rest.contains(where: { $0 == "-l" || $0 == "-" || $0 == "-c" || $0 == "--login" }) {
      return substituteUser(rest, &way, depth: depth)
    }
    if name == "tmux" || name == "screen" { return multiplexer(name, rest, &way, depth: depth) }
    let budget = way.budget
    let inner = { (words: [String]) in
      var inside = StartWay(environment: [:], budget: budget)
      return follow(words, &inside, depth: depth + 1)
    }
    if let container = ContainerReader.run(words, command: inner) {
      return way.finish(.container(container))
    }
    // What it starts runs on another machine, or it starts nothing.
    if StartPrograms.tools.contains(name) { return way.finish(.other) }
    if let why = StartWrapper.elsewhere[name] {
      return way.finish(StartPrograms.mayBeGateway(rest) ? .unclear("\(name): \(why)") : .other)
    }
    // The word behind the program decides for those that have commands (`nvm exec`).
    let command = Array(rest.drop { $0.begins(with: "-") })
    if let second = command.first, let wrapper = StartWrapper.all["\(name) \(second)"] {
      return unwrap("\(name) \(second)", wrapper, Array(command.dropFirst()), &way, depth: depth)
    }
    if let wrapper = StartWrapper.all[name] { return unwrap(name, wrapper, rest, &way, depth: depth) }
    if ["npm", "pnpm", "yarn", "bun"].contains(name), let second = command.first,
      StartPrograms.isOpenClaw(second)
    {
      return follow(command, &way, depth: depth + 1)
    }
    return script(program, rest, &way, depth: depth)
  }

  /// A script that somebody put in front of OpenClaw under its own name (`~/.local/bin/openclaw`, Nix's `makeWrapper`).
  /// - Returns: nil for what is none, or is not understood: such a name is OpenClaw's all the same.
  private func wrapped(_ program: String, _ arguments: [String], _ way: StartWay, depth: Int) -> StartCommand?
  {
    guard program.contains("/"), !StartPrograms.isOfSystem(program) else { return nil }
    let path = UserPath.resolve(program, home: home, workingDirectory: way.workingDirectory ?? directory)
    guard case .text(let text) = way.budget.file(path, read), text.begins(with: "#!"),
      let shell = Self.shell(ofShebang: text.prefix { $0 != "\n" })
    else { return nil }
    var inner = way
    let command = interpret(text, [path] + arguments, shell, isLogin: false, &inner, depth: depth + 1)
    return command.kind == .gateway ? command : nil
  }

  private static func shell(ofShebang line: Substring) -> String? {
    line.dropFirst(2).parts(at: " ").map { UserPath.name(String($0)) }
      .first { StartPrograms.shells.contains($0) }
  }

  /// `dist/index.js` and its like, below a directory that is OpenClaw's.
  func isOpenClawScript(_ path: String) -> Bool {
    let name = UserPath.name(path)
    if StartPrograms.isOpenClaw(name) { return true }
    let stem = name.parts(at: ".").first.map(String.init) ?? name
    guard ["index", "entry", "cli", "main", "run-main"].contains(stem), name.ends(with: "js") else {
      return false
    }
    return namesOpenClaw || StartPrograms.names.contains { path.contains($0) }
  }

  func openClaw(_ arguments: [String], program: String, _ way: StartWay) -> StartCommand {
    if StartCommand.option("--container", in: arguments) != nil {
      return way.finish(
        .unclear("openclaw --container runs it inside a container"), arguments, program: program)
    }
    switch StartCommand.startsGateway(arguments) {
    case true?:
      var command = way.finish(.gateway, arguments, program: program)
      // `npx openclaw@2026.9.3`
      command.pinnedVersion = UserPath.name(program).parts(at: "@").dropFirst().first.map(String.init)
      return command
    case false?: return way.finish(.other, arguments, program: program)
    case nil:
      return way.finish(
        .unclear("OpenClaw's own words are not known before it runs"), arguments, program: program)
    }
  }

  private func interpreter(_ name: String, _ words: [String], _ way: inout StartWay, depth: Int)
    -> StartCommand
  {
    var rest = words[...]
    if ["bun", "deno"].contains(name), let word = rest.first, word == "run" || word == "x" {
      rest = rest.dropFirst()
    }
    while let word = rest.first, word.begins(with: "-") {
      rest = rest.dropFirst()
      if word == "--env-file" || word == "--env-file-if-exists", let file = rest.first {
        rest = rest.dropFirst()
        readVariables(file, &way)
      } else if word.begins(with: "--env-file"), let equals = word.place(of: "=") {
        readVariables(String(word.rest(behind: equals)), &way)
      } else if StartPrograms.nodeOptions.contains(word) {
        rest = rest.dropFirst()
      }
      if word == "-e" || word == "--eval" || word == "-p" { return way.finish(.other) }
    }
    guard let script = rest.first else { return way.finish(.other) }
    let arguments = Array(rest.dropFirst())
    let hasItsWords = namesOpenClaw && StartCommand.startsGateway(arguments) == true
    if isOpenClawScript(script) || hasItsWords && !StartCommand.isUnknown(script) {
      return openClaw(arguments, program: script, way)
    }
    if StartCommand.isUnknown(script) {
      return way.finish(
        StartPrograms.mayBeGateway(words) || arguments.contains("gateway")
          ? .unclear("the script that \(name) runs is not known") : .other)
    }
    // Some other script may be a wrapper around OpenClaw.
    return way.finish(
      StartCommand.startsGateway(arguments) == true
        && StartPrograms.names.contains { words.joined().contains($0) }
        ? .unclear("\(UserPath.name(script)) is no script of OpenClaw's that is known") : .other)
  }

  /// Node's own `--env-file`: what is set already stays.
  func readVariables(_ path: String, _ way: inout StartWay) {
    let file = UserPath.resolve(path, home: home, workingDirectory: way.workingDirectory ?? directory)
    switch way.budget.file(file, read) {
    case .text(let text):
      for (name, value) in DotEnv.parse(text) where way.environment[name] == nil { way.set(name, value) }
    case .missing: return
    case .unreadable: way.openBecause = "\(path) cannot be read"
    }
  }

  /// A program that is none of the known ones: a script is read, anything else is not understood.
  private func script(_ program: String, _ arguments: [String], _ way: inout StartWay, depth: Int)
    -> StartCommand
  {
    guard program.contains("/") || way.workingDirectory != nil else {
      return StartPrograms.mayBeGateway([program] + arguments)
        || namesOpenClaw && arguments.contains("gateway")
        ? unreadable(program, arguments, way) : way.finish(.other)
    }
    let path = UserPath.resolve(program, home: home, workingDirectory: way.workingDirectory ?? directory)
    guard case .text(let text) = way.budget.file(path, read) else {
      return unreadable(program, arguments, way)
    }
    let first = text.prefix { $0 != "\n" }
    if first.begins(with: "#!") {
      let interpreter = first.dropFirst(2).parts(at: " ").map(String.init)
      let isNode = interpreter.contains {
        UserPath.name($0).begins(with: "node") || UserPath.name($0) == "bun"
      }
      if isNode {
        return StartPrograms.names.contains { path.contains($0) || text.prefix(4096).contains($0) }
          && StartCommand.startsGateway(arguments) == true
          ? openClaw(arguments, program: program, way) : way.finish(.other)
      }
      guard interpreter.contains(where: { StartPrograms.shells.contains(UserPath.name($0)) }) else {
        return unreadable(program, arguments, way, text: text)
      }
    } else if !text.utf8.prefix(512).allSatisfy({ $0 >= 9 && $0 != 127 }) {
      return unreadable(program, arguments, way)
    }
    let isLogin =
      first.begins(with: "#!")
      && first.parts(at: " ").dropFirst().contains { $0 == "-l" || $0 == "--login" }
    let shell = first.begins(with: "#!") ? Self.shell(ofShebang: first) : nil
    return interpret(
      text, [path] + arguments, shell ?? "sh", isLogin: isLogin, &way, depth: depth)
  }

  /// - Parameter text: of a script in a language that is not followed.
  func unreadable(
    _ program: String, _ arguments: [String], _ way: StartWay, text: String? = nil
  ) -> StartCommand {
    // A program that is handed OpenClaw's own words hands them on (`gateway install --wrapper` makes such units).
    // A program of the system is none that somebody wrote around OpenClaw.
    if text == nil, StartPrograms.isOfSystem(program), !StartPrograms.mayBeGateway([program] + arguments) {
      return way.finish(.other)
    }
    if text == nil, namesOpenClaw, !StartPrograms.isHelper(program),
      let words = StartCommand.gatewayWords(arguments)
    {
      return openClaw(words, program: program, way)
    }
    let namesGateway = text.map { GatewayWords.startsGateway(inText: $0) }
    var command = way.finish(
      namesGateway == false
        ? .other : .unclear("what \(UserPath.name(program)) does with its gateway is not known"),
      arguments)
    command.namesGateway = namesGateway == true
    return command
  }
}
