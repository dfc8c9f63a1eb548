/// Reads a command line down to OpenClaw's own words. Plain words are followed; what cannot be known makes it unclear.
public struct StartReader: Sendable {
  /// A script or file of variables on the way.
  public enum File: Sendable {
    case text(String), missing, unreadable
  }

  private static let depthLimit = 12
  private static let shells: Set<String> = ["sh", "bash", "dash", "zsh", "ash", "ksh", "busybox"]
  private static let interpreters: Set<String> = ["node", "nodejs", "bun", "deno", "tsx"]
  /// Options of Node that take the next word.
  private static let nodeOptions: Set<String> = [
    "-r", "--require", "--import", "--loader", "--experimental-loader", "-C", "--conditions", "--title",
  ]
  private static let names = ["openclaw", "clawdbot", "moltbot"]

  /// What `~` stands for in a shell.
  public var home: String
  /// Whether whatever the command line belongs to names OpenClaw, so that `dist/index.js gateway` is its.
  public var namesOpenClaw: Bool
  public var read: @Sendable (String) -> File

  public init(home: String, namesOpenClaw: Bool = false, read: @escaping @Sendable (String) -> File) {
    self.home = home
    self.namesOpenClaw = namesOpenClaw
    self.read = read
  }

  /// - Parameter environment: what the command line is started with.
  public func command(_ words: [String], environment: [String: String]) -> StartCommand {
    var way = Way(environment: environment)
    return follow(words, &way, depth: 0)
  }

  /// What has been met on the way.
  private struct Way {
    var environment: [String: String]
    var variables: [String: String?] = [:]
    var drops = false
    var openBecause: String?
    var user: String?
    var workingDirectory: String?

    mutating func set(_ name: String, _ value: String?) {
      variables[name] = .some(value)
      environment[name] = value
    }

    mutating func drop() {
      drops = true
      variables = [:]
      environment = [:]
    }

    func finish(_ kind: StartCommand.Kind, _ arguments: [String] = [], program: String? = nil) -> StartCommand {
      var command = StartCommand(kind, arguments: arguments, program: program)
      command.variables = variables
      command.dropsEnvironment = drops
      command.openBecause = openBecause
      command.user = user
      command.workingDirectory = workingDirectory
      return command
    }
  }

  private func follow(_ words: [String], _ way: inout Way, depth: Int) -> StartCommand {
    guard let program = words.first, !program.isEmpty else { return way.finish(.other) }
    if StartCommand.isUnknown(program) {
      return way.finish(
        mayBeGateway(words) || words.contains("gateway") ? .unclear("its program is not known before it runs") : .other)
    }
    guard depth < Self.depthLimit else { return way.finish(.unclear("too many programs start each other")) }
    let name = UserPath.name(program)
    let rest = Array(words.dropFirst())
    let bare = String(name.split(separator: "@", omittingEmptySubsequences: false)[0])
    if Self.isOpenClaw(bare) { return openClaw(rest, program: program, way) }
    if name == "env" { return environment(rest, &way, depth: depth) }
    if Self.shells.contains(name) { return shell(name, rest, &way, depth: depth) }
    if Self.interpreters.contains(name) || name.hasPrefix("node") && name.dropFirst(4).allSatisfy({ $0.isNumber || $0 == "-" || $0 == "." }) {
      return interpreter(name, rest, &way, depth: depth)
    }
    if name == "su" { return substituteUser(rest, &way, depth: depth) }
    if name == "runuser", rest.contains(where: { $0 == "-l" || $0 == "-" || $0 == "-c" || $0 == "--login" }) {
      return substituteUser(rest, &way, depth: depth)
    }
    if name == "tmux" || name == "screen" { return multiplexer(name, rest, &way, depth: depth) }
    let inner = { (words: [String]) in
      var inside = Way(environment: [:])
      return follow(words, &inside, depth: depth + 1)
    }
    if let container = ContainerRun.reading(words, command: inner) { return way.finish(.container(container)) }
    // What it starts runs on another machine, or it starts nothing.
    if Self.tools.contains(name) { return way.finish(.other) }
    if let why = StartWrapper.elsewhere[name] {
      return way.finish(mayBeGateway(rest) ? .unclear("\(name): \(why)") : .other)
    }
    // The word behind the program decides for those that have commands (`nvm exec`).
    let command = Array(rest.drop { $0.hasPrefix("-") })
    if let second = command.first, let wrapper = StartWrapper.all["\(name) \(second)"] {
      return unwrap("\(name) \(second)", wrapper, Array(command.dropFirst()), &way, depth: depth)
    }
    if let wrapper = StartWrapper.all[name] { return unwrap(name, wrapper, rest, &way, depth: depth) }
    if ["npm", "pnpm", "yarn", "bun"].contains(name), let second = command.first, Self.isOpenClaw(second) {
      return follow(command, &way, depth: depth + 1)
    }
    return script(program, rest, &way, depth: depth)
  }

  /// Whether words that are not understood speak of a gateway.
  private func mayBeGateway(_ words: [String]) -> Bool {
    let text = words.joined(separator: " ")
    return Self.names.contains { text.contains($0) } && text.contains("gateway")
  }

  // MARK: OpenClaw itself

  private static func isOpenClaw(_ name: String) -> Bool {
    names.contains { known in
      name == known || [".mjs", ".js", ".cjs", ".cmd"].contains { name == known + $0 }
    }
  }

  /// `dist/index.js` and its like, below a directory that is OpenClaw's.
  private func isOpenClawScript(_ path: String) -> Bool {
    let name = UserPath.name(path)
    if Self.isOpenClaw(name) { return true }
    let stem = name.split(separator: ".").first.map(String.init) ?? name
    guard ["index", "entry", "cli", "main", "run-main"].contains(stem), name.hasSuffix("js") else { return false }
    return namesOpenClaw || Self.names.contains { path.contains($0) }
  }

  private func openClaw(_ arguments: [String], program: String, _ way: Way) -> StartCommand {
    if StartCommand.option("--container", in: arguments) != nil {
      return way.finish(.unclear("openclaw --container runs it inside a container"), arguments, program: program)
    }
    switch StartCommand.startsGateway(arguments) {
    case true?:
      var command = way.finish(.gateway, arguments, program: program)
      // `npx openclaw@2026.9.3`
      command.pinnedVersion = UserPath.name(program).split(separator: "@").dropFirst().first.map(String.init)
      return command
    case false?: return way.finish(.other, arguments, program: program)
    case nil: return way.finish(.unclear("OpenClaw's own words are not known before it runs"), arguments, program: program)
    }
  }

  private func interpreter(_ name: String, _ words: [String], _ way: inout Way, depth: Int) -> StartCommand {
    var rest = words[...]
    if ["bun", "deno"].contains(name), let word = rest.first, word == "run" || word == "x" {
      rest = rest.dropFirst()
    }
    while let word = rest.first, word.hasPrefix("-") {
      rest = rest.dropFirst()
      if word == "--env-file" || word == "--env-file-if-exists", let file = rest.first {
        rest = rest.dropFirst()
        readVariables(file, &way)
      } else if word.hasPrefix("--env-file"), let equals = word.firstIndex(of: "=") {
        readVariables(String(word[word.index(after: equals)...]), &way)
      } else if Self.nodeOptions.contains(word) {
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
        mayBeGateway(words) || arguments.contains("gateway") ? .unclear("the script that \(name) runs is not known") : .other)
    }
    // Some other script may be a wrapper around OpenClaw.
    return way.finish(
      StartCommand.startsGateway(arguments) == true && Self.names.contains { words.joined().contains($0) }
        ? .unclear("\(UserPath.name(script)) is no script of OpenClaw's that is known") : .other)
  }

  /// Node's own `--env-file`: what is set already stays.
  private func readVariables(_ path: String, _ way: inout Way) {
    let file = UserPath.resolve(path, home: home, workingDirectory: way.workingDirectory ?? home)
    switch read(file) {
    case .text(let text):
      for (name, value) in DotEnv.parse(text) where way.environment[name] == nil { way.set(name, value) }
    case .missing: return
    case .unreadable: way.openBecause = "\(path) cannot be read"
    }
  }

  // MARK: Wrappers

  private func environment(_ words: [String], _ way: inout Way, depth: Int) -> StartCommand {
    var rest = words[...]
    while let word = rest.first, word.hasPrefix("-") {
      rest = rest.dropFirst()
      switch word {
      case "-i", "-", "--ignore-environment": way.drop()
      case "-u", "--unset":
        if let name = rest.first { way.set(name, nil) }
        rest = rest.dropFirst()
      case "-C", "--chdir":
        way.workingDirectory = rest.first
        rest = rest.dropFirst()
      case "-S", "--split-string":
        let text = rest.first ?? ""
        rest = (text.split(separator: " ").map(String.init) + rest.dropFirst())[...]
      case "--": break
      default:
        if word.hasPrefix("--unset=") { way.set(String(word.dropFirst(8)), nil) }
        if word.hasPrefix("-u"), word.utf8.count > 2 { way.set(String(word.dropFirst(2)), nil) }
      }
      if word == "--" { break }
    }
    takeAssignments(&rest, &way)
    return follow(Array(rest), &way, depth: depth + 1)
  }

  private func takeAssignments(_ rest: inout ArraySlice<String>, _ way: inout Way) {
    while let word = rest.first, let equals = word.firstIndex(of: "="), !word.hasPrefix("-"), equals != word.startIndex,
      !word[..<equals].contains("/")
    {
      way.set(String(word[..<equals]), String(word[word.index(after: equals)...]))
      rest = rest.dropFirst()
    }
  }

  private func unwrap(
    _ name: String, _ wrapper: StartWrapper, _ words: [String], _ way: inout Way, depth: Int
  ) -> StartCommand {
    var rest = words[...]
    var keepsEnvironment = false
    if wrapper.needsDashes {
      guard let dashes = rest.firstIndex(of: "--") else { return way.finish(.other) }
      rest = rest[(dashes + 1)...]
    } else {
      while let word = rest.first, word.hasPrefix("-") {
        rest = rest.dropFirst()
        if word == "--" { break }
        if name == "flock", word == "-c", let text = rest.first { return shell("sh", ["-c", text], &way, depth: depth) }
        if wrapper.drops, word == "-E" || word.hasPrefix("--preserve-env") { keepsEnvironment = true }
        let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
        var value = parts.count > 1 ? parts[1] : nil
        let option = parts[0]
        let takes = wrapper.options.contains(option) || wrapper.user.contains(option) || wrapper.assignments.contains(option)
        if takes, value == nil {
          value = rest.first
          rest = rest.dropFirst()
        }
        if wrapper.user.contains(option) { way.user = value }
        if wrapper.assignments.contains(option), let text = value, let equals = text.firstIndex(of: "=") {
          way.set(String(text[..<equals]), String(text[text.index(after: equals)...]))
        }
      }
    }
    if wrapper.drops, !keepsEnvironment { way.drop() }
    if wrapper.opens { way.openBecause = "`\(name)` may set any variable" }
    if name == "gosu" || name == "su-exec" || name == "s6-setuidgid" { way.user = rest.first }
    rest = rest.dropFirst(wrapper.positionals)
    if wrapper.skipsTools {
      while let word = rest.first, word != "--", Self.isTool(word) { rest = rest.dropFirst() }
      if rest.first == "--" { rest = rest.dropFirst() }
    }
    if wrapper.drops { takeAssignments(&rest, &way) }
    // `nvm run` and `nvm exec 22 dist/index.js` start Node themselves.
    if name == "nvm run", let script = rest.first, isOpenClawScript(script) {
      return openClaw(Array(rest.dropFirst()), program: script, way)
    }
    return follow(Array(rest), &way, depth: depth + 1)
  }

  /// `22`, `v22.12`, `lts/*`, `node@22`, `--lts`.
  private static func isTool(_ word: String) -> Bool {
    if isOpenClaw(String(word.split(separator: "@")[0])) { return false }
    return word.contains("@") || word.first?.isNumber == true || word.hasPrefix("lts") || word.hasPrefix("-")
      || word.hasPrefix("v") && word.dropFirst().first?.isNumber == true
      || ["stable", "default", "system", "current"].contains(word)
  }

  // MARK: Shells

  private func shell(_ name: String, _ words: [String], _ way: inout Way, depth: Int) -> StartCommand {
    var rest = words[...]
    if name == "busybox" {
      guard let applet = rest.first, Self.shells.contains(applet) else { return way.finish(.other) }
      rest = rest.dropFirst()
    }
    var isLogin = false
    var isText = false
    while let word = rest.first, word.hasPrefix("-") || word.hasPrefix("+") {
      rest = rest.dropFirst()
      if word == "--" { break }
      if word == "--login" { isLogin = true }
      if word == "-o" || word == "+o" || word == "--rcfile" || word == "--init-file" { rest = rest.dropFirst() }
      guard word.hasPrefix("-"), !word.hasPrefix("--") else { continue }
      if word.contains("l") || word.contains("i") { isLogin = true }
      if word.contains("c") { isText = true }
    }
    guard let first = rest.first else { return way.finish(.other) }
    let arguments = Array(rest.dropFirst())
    if isText { return interpret(first, arguments.isEmpty ? [name] : arguments, name, isLogin: isLogin, &way, depth: depth) }
    let path = UserPath.resolve(first, home: home, workingDirectory: way.workingDirectory ?? home)
    guard case .text(let text) = read(path) else { return unreadable(first, arguments, way) }
    return interpret(text, [first] + arguments, name, isLogin: isLogin, &way, depth: depth)
  }

  private func substituteUser(_ words: [String], _ way: inout Way, depth: Int) -> StartCommand {
    var rest = words[...]
    var text: String?
    var isLogin = false
    while let word = rest.first {
      rest = rest.dropFirst()
      switch word {
      case "-c", "--command", "--session-command":
        text = rest.first
        rest = rest.dropFirst()
      case "-s", "--shell", "-g", "--group", "-G": rest = rest.dropFirst()
      case "-u", "--user":
        way.user = rest.first
        rest = rest.dropFirst()
      case "-", "-l", "--login": isLogin = true
      case "--": return follow(Array(rest), &way, depth: depth + 1)
      default:
        if word.hasPrefix("--command=") { text = String(word.dropFirst(10)) } else if !word.hasPrefix("-") { way.user = word }
      }
    }
    guard let text else { return way.finish(.other) }
    if isLogin { way.drop() }
    return interpret(text, ["sh"], "sh", isLogin: isLogin, &way, depth: depth)
  }

  /// The command of a `tmux new-session` or `screen -dmS NAME`.
  private func multiplexer(_ name: String, _ words: [String], _ way: inout Way, depth: Int) -> StartCommand {
    let options: Set<String> = ["-s", "-n", "-c", "-x", "-y", "-t", "-F", "-f", "-L", "-S", "-e", "-h", "-p", "-T"]
    var rest = words[...]
    while let word = rest.first, word.hasPrefix("-") || ["new", "new-session", "neww", "new-window"].contains(word) {
      rest = rest.dropFirst()
      if word == "--" { break }
      let takes = options.contains(word) || name == "screen" && word.hasPrefix("-") && word.hasSuffix("S")
      if takes { rest = rest.dropFirst() }
    }
    guard !rest.isEmpty else { return way.finish(.other) }
    return rest.count == 1
      ? interpret(rest[rest.startIndex], ["sh"], "sh", isLogin: false, &way, depth: depth)
      : follow(Array(rest), &way, depth: depth + 1)
  }

  /// A program that is none of the known ones: a script is read, anything else is not understood.
  private func script(_ program: String, _ arguments: [String], _ way: inout Way, depth: Int) -> StartCommand {
    guard program.contains("/") || way.workingDirectory != nil else {
      return mayBeGateway([program] + arguments) || namesOpenClaw && arguments.contains("gateway")
        ? unreadable(program, arguments, way) : way.finish(.other)
    }
    let path = UserPath.resolve(program, home: home, workingDirectory: way.workingDirectory ?? home)
    guard case .text(let text) = read(path) else { return unreadable(program, arguments, way) }
    let first = text.prefix { $0 != "\n" }
    if first.hasPrefix("#!") {
      let interpreter = first.dropFirst(2).split(separator: " ").map(String.init)
      let isNode = interpreter.contains { UserPath.name($0).hasPrefix("node") || UserPath.name($0) == "bun" }
      if isNode {
        return Self.names.contains { path.contains($0) || text.prefix(4096).contains($0) }
          && StartCommand.startsGateway(arguments) == true
          ? openClaw(arguments, program: program, way) : way.finish(.other)
      }
      guard interpreter.contains(where: { Self.shells.contains(UserPath.name($0)) }) else {
        return unreadable(program, arguments, way, text: text)
      }
    } else if !text.utf8.prefix(512).allSatisfy({ $0 >= 9 && $0 != 127 }) {
      return unreadable(program, arguments, way)
    }
    return interpret(text, [program] + arguments, "sh", isLogin: false, &way, depth: depth)
  }

  /// - Parameter text: of a script in a language that is not followed.
  private func unreadable(
    _ program: String, _ arguments: [String], _ way: Way, text: String? = nil
  ) -> StartCommand {
    // A program that is handed OpenClaw's own words hands them on (`gateway install --wrapper` makes such units).
    // A program of the system is none that somebody wrote around OpenClaw.
    if text == nil, Self.isOfSystem(program), !mayBeGateway([program] + arguments) {
      return way.finish(.other)
    }
    if text == nil, namesOpenClaw, !Self.isHelper(program), let words = Self.gatewayWords(arguments) {
      return openClaw(words, program: program, way)
    }
    let isHelper = text.map { !$0.contains("gateway") || !Self.names.contains(where: $0.contains) } ?? false
    return way.finish(isHelper ? .other : .unclear("what \(UserPath.name(program)) does with its gateway is not known"), arguments)
  }

  /// OpenClaw's own words among those of a program that hands them on, with the root options in front of them.
  private static func gatewayWords(_ arguments: [String]) -> [String]? {
    arguments.indices.lazy.map { Array(arguments[$0...]) }.first { StartCommand.startsGateway($0) == true }
  }

  /// Programs that speak of gateways, and start none here.
  private static let tools: Set<String> = [
    "ssh", "mosh", "autossh", "curl", "wget", "systemctl", "journalctl", "kill", "pkill", "pgrep", "logger", "grep",
    "jq", "ss", "nc", "socat", "tail", "cat", "true", "sleep", "test", "mail", "notify-send",
  ]

  private static func isOfSystem(_ program: String) -> Bool {
    ["/usr/bin/", "/usr/sbin/", "/bin/", "/sbin/", "/usr/lib/", "/snap/bin/"].contains {
      program.hasPrefix($0)
    }
  }

  /// Words of programs that look after a gateway and are none.
  private static let helperWords = ["watch", "monitor", "health", "check", "probe", "backup", "notify", "alert"]

  private static func isHelper(_ program: String) -> Bool {
    let name = UserPath.name(program).lowercased()
    return helperWords.contains { name.contains($0) }
  }

  private func interpret(
    _ text: String, _ arguments: [String], _ shell: String, isLogin: Bool, _ way: inout Way, depth: Int
  ) -> StartCommand {
    let read = read
    var script = ShellScript(environment: way.environment, arguments: arguments, home: home) { path in
      switch read(path) {
      case .text(let text): .text(text)
      case .missing: .missing
      case .unreadable: .unreadable
      }
    }
    script.inherit(way.environment.keys)
    if isLogin { script.login(shell) }
    guard script.run(text) else {
      return way.finish(mayBeGateway([text]) ? .unclear("its shell script cannot be understood") : .other)
    }
    var found: [StartCommand] = []
    var doubts: [StartCommand] = []
    for command in script.commands {
      var inner = way
      for (name, value) in command.variables { inner.set(name, value) }
      inner.openBecause = command.openBecause ?? way.openBecause
      inner.workingDirectory = command.workingDirectory ?? way.workingDirectory
      let result = follow(command.words, &inner, depth: depth + 1)
      switch result.kind {
      case .gateway: found.append(result)
      case .container(let container): if container.isGateway { found.append(result) }
      // A tool in front of the gateway, whose own doings are not followed, is none.
      case .unclear:
        if mayBeGateway(command.words) || command.words.contains("gateway") || script.commands.count == 1 {
          doubts.append(result)
        }
      case .other: continue
      }
    }
    guard let first = found.first else { return doubts.first ?? way.finish(.other) }
    if found.dropFirst().contains(where: { !$0.startsSame(as: first) }) {
      return way.finish(.unclear("its script starts the gateway in more than one way"))
    }
    return first
  }
}
