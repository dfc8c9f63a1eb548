/// Shells and what runs a shell's text.
extension StartReader {
  func shell(_ name: String, _ words: [String], _ way: inout StartWay, depth: Int) -> StartCommand {
    var rest = words[...]
    if name == "busybox" {
      guard let applet = rest.first, StartPrograms.shells.contains(applet) else { return way.finish(.other) }
      rest = rest.dropFirst()
    }
    var isLogin = false
    var isInteractive = false
    var isText = false
    while let word = rest.first, word.begins(with: "-") || word.begins(with: "+") {
      rest = rest.dropFirst()
      if word == "--" { break }
      if word == "--login" { isLogin = true }
      if word == "-o" || word == "+o" || word == "--rcfile" || word == "--init-file" {
        rest = rest.dropFirst()
      }
      guard word.begins(with: "-"), !word.begins(with: "--") else { continue }
      if word.contains("l") { isLogin = true }
      if word.contains("i") { isInteractive = true }
      if word.contains("c") { isText = true }
    }
    guard let first = rest.first else { return way.finish(.other) }
    let arguments = Array(rest.dropFirst())
    if isText {
      return interpret(
        first, arguments.isEmpty ? [name] : arguments, name, isLogin: isLogin, isInteractive: isInteractive,
        &way, depth: depth)
    }
    let path = UserPath.resolve(first, home: home, workingDirectory: way.workingDirectory ?? directory)
    guard case .text(let text) = way.budget.file(path, read) else {
      return unreadable(first, arguments, way)
    }
    return interpret(
      text, [path] + arguments, name, isLogin: isLogin, isInteractive: isInteractive, &way, depth: depth)
  }

  /// `fish -c TEXT`, `nix-shell --run TEXT`: a text that is plain words in any shell.
  func text(_ name: String, _ words: [String], _ options: Set<String>, _ way: inout StartWay, depth: Int)
    -> StartCommand
  {
    guard let place = words.firstIndex(where: { options.contains($0) }), place + 1 < words.count else {
      return unreadable(name, words, way)
    }
    let text = words[place + 1]
    guard !text.contains(where: { "$(;&|`<>".contains($0) }) else {
      var command = way.finish(
        StartPrograms.mayBeGateway([text]) ? .unclear("what \(name) does with its text is not known") : .other
      )
      command.namesGateway = GatewayWords.startsGateway(inText: text)
      return command
    }
    return interpret(text, [name], "sh", isLogin: false, &way, depth: depth)
  }

  func substituteUser(_ words: [String], _ way: inout StartWay, depth: Int) -> StartCommand {
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
        if let command = word.rest(behind: "--command=") {
          text = String(command)
        } else if !word.begins(with: "-") {
          way.user = word
        }
      }
    }
    guard let text else { return way.finish(.other) }
    if isLogin { way.drop() }
    return interpret(text, ["sh"], "sh", isLogin: isLogin, &way, depth: depth)
  }

  /// The command of a `tmux new-session` or `screen -dmS NAME`.
  func multiplexer(_ name: String, _ words: [String], _ way: inout StartWay, depth: Int) -> StartCommand {
    let options: Set<String> = [
      "-s", "-n", "-c", "-x", "-y", "-t", "-F", "-f", "-L", "-S", "-e", "-h", "-p", "-T",
    ]
    var rest = words[...]
    while let word = rest.first,
      word.begins(with: "-") || ["new", "new-session", "neww", "new-window"].contains(word)
    {
      rest = rest.dropFirst()
      if word == "--" { break }
      let takes =
        options.contains(word) || word.utf8.count > 2 && options.contains("-" + word.suffix(1))
        || name == "screen" && word.begins(with: "-") && word.ends(with: "S")
      if takes { rest = rest.dropFirst() }
    }
    guard !rest.isEmpty else { return way.finish(.other) }
    return rest.count == 1
      ? interpret(rest[rest.startIndex], ["sh"], "sh", isLogin: false, &way, depth: depth)
      : follow(Array(rest), &way, depth: depth + 1)
  }

  func interpret(
    _ text: String, _ arguments: [String], _ shell: String, isLogin: Bool, isInteractive: Bool = false,
    _ way: inout StartWay, depth: Int
  ) -> StartCommand {
    let (read, budget) = (read, way.budget)
    guard budget.spend(.scripts), budget.spend(.variables, way.environment.count) else {
      return way.finish(.unclear(StartBudget.reason))
    }
    var script = ShellScript(
      environment: way.environment, arguments: arguments, home: home,
      directory: way.workingDirectory ?? directory, shared: budget
    ) { path in
      switch budget.file(path, read) {
      case .text(let text): .text(text)
      case .missing: .missing
      case .unreadable: .unreadable
      }
    }
    script.inherit(way.environment.keys)
    script.isInteractive = isInteractive
    script.begin(shell, isLogin: isLogin)
    guard script.run(text) else {
      var command = way.finish(
        StartPrograms.mayBeGateway([text]) ? .unclear("its shell script cannot be understood") : .other)
      command.namesGateway = GatewayWords.startsGateway(inText: text)
      return command
    }
    let (found, doubts) = results(of: script.commands, way, depth: depth)
    if budget.isSpent {
      var command = way.finish(.unclear(StartBudget.reason))
      command.namesGateway =
        !found.isEmpty || doubts.contains(where: \.namesGateway) || GatewayWords.startsGateway(inText: text)
      return command
    }
    guard let first = found.first else {
      guard var doubt = doubts.first else { return way.finish(.other) }
      doubt.namesGateway = doubt.namesGateway || GatewayWords.startsGateway(inText: text)
      return doubt
    }
    if found.dropFirst().contains(where: { !$0.startsSame(as: first) }) {
      var command = way.finish(.unclear("its script starts the gateway in more than one way"))
      command.namesGateway = true
      return command
    }
    return first
  }

  /// What the commands of a script start, as far as it is a gateway or may be one.
  private func results(
    of commands: [ShellCommand], _ way: StartWay, depth: Int
  ) -> (found: [StartCommand], doubts: [StartCommand]) {
    var found: [StartCommand] = []
    var doubts: [StartCommand] = []
    for command in commands {
      // Whatever is handed on is copied where something is added to it.
      let copied = command.variables.isEmpty ? 0 : command.variables.count + way.environment.count
      guard way.budget.spend(.variables, way.variables.count + copied) else { break }
      var inner = way
      for (name, value) in command.variables { inner.set(name, value) }
      inner.openBecause = command.openBecause ?? way.openBecause
      inner.workingDirectory = command.workingDirectory ?? way.workingDirectory
      let result = follow(command.words, &inner, depth: depth + 1)
      switch result.kind {
      case .gateway: found.append(result)
      case .container(let container): if container.isGateway { found.append(result) }
      // A command that is not understood counts only where its words speak of a gateway, or where it is the script's only one.
      case .unclear:
        if StartPrograms.mayBeGateway(command.words) || command.words.contains("gateway")
          || commands.count == 1
        {
          doubts.append(result)
        }
      case .other: continue
      }
    }
    return (found, doubts)
  }
}
