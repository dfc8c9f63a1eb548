/// The simple commands of a shell script in their order, with what is known of its variables at each of them.
///
/// No shell: conditions are not decided. What stands in a branch or a loop is looked at as if it ran, and what it would assign
/// is not known afterwards.
struct ShellScript {
  struct Command: Equatable {
    /// Expanded; `StartCommand.unknown` stands for what is not known.
    var words: [String]
    /// What it exports, beyond what was exported to the script: nil for what it took away.
    var variables: [String: String?]
    var openBecause: String?
    var workingDirectory: String?
  }

  /// A file that a script reads or runs.
  enum File {
    case text(String)
    case missing, unreadable
  }

  private static let depthLimit = 6
  /// So many calls of functions are followed: each of them may hold more.
  private static let callLimit = 200
  /// A file of variables that says nothing of OpenClaw is read up to this many bytes.
  private static let sizeLimit = 16 << 10
  private static let opening: Set<String> = [
    "if", "while", "until", "for", "case", "select", "{", "((", "[[",
  ]
  private static let closing: Set<String> = ["fi", "done", "esac", "}"]
  private static let between: Set<String> = ["then", "else", "elif", "do", "!", "time", "coproc", "in"]
  /// Commands that succeed wherever a script goes on.
  private static let sure: Set<String> = [
    "export", "declare", "typeset", "readonly", "local", "unset", "set", "source", ".", "cd", "pushd", ":",
    "true",
    "echo", "printf", "mkdir", "umask", "ulimit", "sleep", "exec", "eval", "trap",
  ]
  /// Tools whose printed variables say nothing of OpenClaw.
  private static let harmlessEvaluations = [
    "fnm env", "brew shellenv", "ssh-agent", "dircolors", "nodenv init",
  ]

  let home: String
  /// Where the script is started.
  let directory: String
  let read: (String) -> File
  private(set) var commands: [Command] = []
  private var variables: ShellVariables
  private var arguments: [String]
  private var openBecause: String?
  private var workingDirectory: String?
  /// The bodies of functions: what they do depends on when they are called.
  private var bodies: [String: [ShellWords.Token]] = [:]
  private var callsLeft = callLimit
  /// Whether a person sits at the shell (`-i`).
  var isInteractive = false
  /// How many files deep this script is.
  private var files = 0
  private var flow = Flow()

  /// Where in one file the reading stands.
  private struct Flow {
    /// How many branches and loops are open.
    var depth = 0
    var brackets = 0
    /// How many calls of functions are under way.
    var calls = 0
    /// The array whose values are being read, and whether they are added to it.
    var arrayName: String?
    var isArrayAppended = false
    /// Whether the branch at hand asks if a person sits at the shell: Debian's `.bashrc` returns there.
    var asksForPerson = false
    /// Whether nothing behind it runs any more in this file or function, or perhaps not.
    var hasReturned = false
    var mayHaveReturned = false
    /// Whether the script itself is at its end (`exec`, `exit`).
    var hasEnded = false
    /// Whether the command at hand may not run: it stands behind `||`, or behind a test and `&&`.
    var isGuarded = false
    /// Whether the last command always succeeds.
    var wasSure = true

    /// Whether the command at hand stands in no branch.
    var isPlain: Bool { depth == 0 && !isGuarded }
    /// Whether it surely runs.
    var isCertain: Bool { isPlain && !mayHaveReturned }
  }

  /// - Parameters:
  ///   - environment: what the shell is started with.
  ///   - arguments: `$0`, `$1`, …
  init(
    environment: [String: String], arguments: [String], home: String, directory: String,
    read: @escaping (String) -> File
  ) {
    variables = ShellVariables(environment)
    self.arguments = arguments
    self.home = home
    self.directory = directory
    self.read = read
  }

  /// Names that came with the environment: what is assigned to them goes on to what the script starts.
  mutating func inherit(_ names: some Sequence<String>) { variables.inherit(names) }

  /// - Returns: false where the text cannot be read as a shell's.
  @discardableResult
  mutating func run(_ text: String) -> Bool {
    guard let tokens = ShellWords.tokens(text) else { return false }
    run(tokens[...])
    return true
  }

  private mutating func run(_ tokens: ArraySlice<ShellWords.Token>) {
    var words: [[ShellWords.Piece]] = []
    var isFile = false
    var place = tokens.startIndex
    while place < tokens.endIndex, !flow.hasReturned, !flow.hasEnded {
      if let (name, body, end) = ShellFunction.begin(words, at: place, of: tokens) {
        bodies[name] = body
        place = end
        words = []
        continue
      }
      let token = tokens[place]
      place += 1
      switch token {
      case .word(let pieces):
        if isFile { isFile = false } else { words.append(pieces) }
      case .redirection:
        // `<(…)` is a file that nobody knows.
        if let end = ShellFunction.end(of: tokens[place...], "(", ")") {
          words.append([.open(String(StartCommand.unknown), isQuoted: false)])
          place = end
        } else {
          isFile = true
        }
      case .sign(let sign):
        if let name = flow.arrayName {
          // Lines of an array's values.
          if sign != ")" { continue }
          endArray(name, words)
          words = []
          continue
        }
        if sign == "(", arrayBegins(words.last) {
          words = []
          continue
        }
        carryOut(words)
        words = []
        isFile = false
        flow.isGuarded = sign == "||" || sign == "&&" && (!flow.wasSure || flow.isGuarded)
        // A `)` alone ends a pattern of `case`.
        if sign == "(" {
          flow.depth += 1
          flow.brackets += 1
        }
        if sign == ")", flow.brackets > 0 {
          flow.depth = max(0, flow.depth - 1)
          flow.brackets -= 1
        }
      }
    }
    if !flow.hasReturned, !flow.hasEnded { carryOut(words) }
  }

  private var expansion: ShellExpansion {
    ShellExpansion(
      home: home, variables: variables.values, arrays: variables.arrays, arguments: arguments,
      workingDirectory: workingDirectory, isOpen: openBecause != nil)
  }

  /// `NAME=(`, or `NAME+=(`, which goes on.
  private mutating func arrayBegins(_ word: [ShellWords.Piece]?) -> Bool {
    guard let text = word.flatMap(ShellExpansion.plain), text.hasSuffix("="), text.utf8.count > 1 else {
      return false
    }
    flow.isArrayAppended = text.hasSuffix("+=")
    flow.arrayName = String(text.dropLast(flow.isArrayAppended ? 2 : 1))
    return true
  }

  private mutating func endArray(_ name: String, _ words: [[ShellWords.Piece]]) {
    variables.assign(
      name, array: words.flatMap { expansion.expand($0) }, appends: flow.isArrayAppended,
      isCertain: flow.isCertain)
    flow.arrayName = nil
  }

  /// Carries out the body of a function with the words of its call.
  private mutating func call(_ body: [ShellWords.Token], _ words: [String]) {
    guard flow.calls < Self.depthLimit, callsLeft > 0 else {
      openBecause = "its functions call each other"
      return
    }
    callsLeft -= 1
    let outer = (arguments, flow.mayHaveReturned)
    arguments = [arguments.first ?? "sh"] + words.dropFirst()
    flow.calls += 1
    run(body[...])
    flow.calls -= 1
    (arguments, flow.mayHaveReturned) = outer
    flow.hasReturned = false
  }

  /// Reads the files that a shell reads at its start.
  mutating func begin(_ shell: String, isLogin: Bool) {
    let exists = { path in if case .missing = read(path) { false } else { true } }
    let names = ShellStartFiles.all(
      shell, isLogin: isLogin, isInteractive: isInteractive, home: home, exists: exists)
    for path in names { source(path, isNeeded: false) }
  }

  // MARK: Statements

  private mutating func carryOut(_ all: [[ShellWords.Piece]]) {
    var rest = all[...]
    while let first = rest.first, let word = ShellExpansion.plain(first) {
      if Self.between.contains(word) {
        rest = rest.dropFirst()
      } else if Self.closing.contains(word) {
        flow.depth = max(0, flow.depth - 1)
        if word != "done" { flow.asksForPerson = false }
        rest = rest.dropFirst()
      } else if word == "for" || word == "select" || word == "case" {
        flow.depth += 1
        if word == "case", rest.dropFirst().first.map(Self.asksForPerson) == true {
          flow.asksForPerson = true
        }
        if word != "case", let name = rest.dropFirst().first.flatMap(ShellExpansion.plain) {
          assign(name, ShellVariables.unknown)
        }
        return
      } else if word == "[[" || word == "((" || word == "[" || word == "test" {
        flow.wasSure = false
        flow.asksForPerson = rest.contains(where: Self.asksForPerson)
        if word == "((" { calculate(rest) }
        return
      } else if Self.opening.contains(word) {
        flow.depth += 1
        rest = rest.dropFirst()
      } else {
        break
      }
    }
    var own: [String: String] = [:]
    while let first = rest.first, let (name, value) = expansion.assignment(first) {
      own[name] = value
      rest = rest.dropFirst()
    }
    flow.wasSure = true
    guard !rest.isEmpty else {
      for (name, value) in own { assign(name, value) }
      return
    }
    for word in rest { assignInside(word) }
    // `NAME[0]=VALUE`
    if rest.count == 1, let text = rest.first.flatMap(ShellExpansion.plain),
      let bracket = text.firstIndex(of: "["),
      text[bracket...].contains("]=")
    {
      return variables.forget(String(text[..<bracket]))
    }
    let words = rest.flatMap { expansion.expand($0) }
    guard let name = words.first else { return }
    if flow.brackets > 1,
      words.contains(where: { $0.contains("=") || $0.contains("++") || $0.contains("--") })
    {
      return calculate(rest)
    }
    flow.wasSure = Self.sure.contains(name)
    switch name {
    case "export", "declare", "typeset", "readonly", "local": export(Array(rest.dropFirst()), by: name, words)
    case "unset":
      for name in words.dropFirst() where !name.hasPrefix("-") {
        if flow.isPlain { variables.take(name) } else { variables.forget(name) }
      }
    case "set": set(words)
    case "source", ".":
      // `[ -f F ] && . F` reads what is there.
      if words.count > 1 {
        let wasGuarded = flow.isGuarded
        flow.isGuarded = false
        source(words[1], isNeeded: flow.depth == 0 && !wasGuarded)
      } else {
        openBecause = "a script is read into it"
      }
    case "eval": evaluate(rest.dropFirst())
    case "cd", "pushd":
      workingDirectory =
        words.dropFirst().first { !$0.hasPrefix("-") }.map {
          UserPath.resolve($0, home: home, workingDirectory: workingDirectory ?? directory)
        } ?? home
    case "read", "mapfile", "readarray", "getopts":
      for name in words.dropFirst() where !name.hasPrefix("-") { variables.forget(name) }
    case "let": calculate(rest.dropFirst())
    case "printf":
      if let option = words.firstIndex(of: "-v"), option + 1 < words.count {
        variables.forget(words[option + 1])
      }
    case "return": giveBack()
    case ":", "true", "false", "echo", "trap", "shift", "wait", "umask", "ulimit", "alias", "shopt", "exit",
      "sleep":
      if name == "exit", flow.isPlain { flow.hasEnded = true }
      if name == "shift" { shift(words.dropFirst().first ?? "1") }
    default:
      if let body = bodies[name] { return call(body, words) }
      // `"$1"` may be any of them.
      if StartCommand.isUnknown(name), flow.calls < Self.depthLimit {
        flow.depth += 1
        for body in bodies.values { call(body, words) }
        flow.depth -= 1
      }
      commands.append(
        Command(
          words: words, variables: variables.changes(own), openBecause: openBecause,
          workingDirectory: workingDirectory))
      if name == "exec", words.count > 1, flow.isPlain { flow.hasEnded = true }
    }
  }

  /// A number that is too large, or none, leaves all as it is; one that is not known, or in a branch, leaves nothing known.
  private mutating func shift(_ text: String) {
    let own = max(0, arguments.count - 1)
    guard flow.isPlain, !StartCommand.isUnknown(text) else {
      arguments = arguments.prefix(1) + arguments.dropFirst().map { _ in ShellVariables.unknown }
      return
    }
    guard let count = Int(text), (0...own).contains(count) else { return }
    arguments = Array(arguments.prefix(1)) + arguments.dropFirst(1 + count)
  }

  private mutating func export(
    _ words: [[ShellWords.Piece]], by builtin: String, _ expanded: [String]
  ) {
    let exports = builtin == "export" || expanded.contains { $0.hasPrefix("-") && $0.contains("x") }
    for word in words {
      if let (name, value) = expansion.assignment(word) {
        assign(name, value)
        if exports { variables.export(name) }
      } else if let (name, value) = ShellExpansion.quotedAssignment(expansion.expandWhole(word)) {
        assign(name, value)
        if exports { variables.export(name) }
      } else if StartCommand.isUnknown(expansion.expandWhole(word)) {
        // `export $(… | xargs)`
        openBecause = "variables that a command prints are exported in it"
      } else if let name = ShellExpansion.plain(word), exports, !name.hasPrefix("-") {
        variables.export(name)
      }
    }
  }

  private mutating func set(_ words: [String]) {
    for (index, word) in words.enumerated().dropFirst() {
      if word == "--" {
        arguments = [arguments.first ?? "sh"] + words[(index + 1)...]
        return
      }
      let isFlag = (word.hasPrefix("-") || word.hasPrefix("+")) && !word.hasPrefix("--")
      let isAll = word == "allexport" || isFlag && word.dropFirst().contains("a")
      if isAll { variables.exportsAll = !(word.hasPrefix("+") || words[index - 1].hasPrefix("+")) }
    }
  }

  private mutating func assign(_ name: String, _ value: String) {
    variables.assign(name, value, isCertain: flow.isCertain)
  }

  /// `X=1`, `X += 1`, `X++` of arithmetic: whatever name stands in it may have another value.
  private mutating func calculate(_ words: ArraySlice<[ShellWords.Piece]>) {
    let text = words.map { expansion.expandWhole($0) }.joined(separator: " ")
    for name in text.split(whereSeparator: { !ShellName.isPart($0) }) where ShellName.isValid(name) {
      variables.forget(String(name))
    }
  }

  /// `${NAME:=VALUE}` sets what is not set.
  private mutating func assignInside(_ pieces: [ShellWords.Piece]) {
    for case .open(let text, _) in pieces where text.hasPrefix("${") && text.contains("=") {
      let name = ShellName.prefix(of: text.dropFirst(2))
      let after = text.dropFirst(2 + name.count)
      guard after.hasPrefix(":=") || after.hasPrefix("=") else { continue }
      assign(String(name), expansion.expandWhole([.open(text, isQuoted: true)]))
    }
  }

  private static func asksForPerson(_ word: [ShellWords.Piece]) -> Bool {
    word.contains { piece in
      switch piece {
      case .literal(let text), .open(let text, _): text.contains("$-") || text.contains("PS1")
      }
    }
  }

  /// The end of a file that is read into a script, where it comes to that.
  private mutating func giveBack() {
    if flow.isPlain || flow.asksForPerson && !isInteractive {
      flow.hasReturned = true
    } else if !flow.asksForPerson {
      flow.mayHaveReturned = true
    }
  }

  /// - Parameter isNeeded: whether a file that cannot be read leaves it open what it would have set.
  private mutating func source(_ path: String, isNeeded: Bool) {
    if StartCommand.isUnknown(path) {
      openBecause = "a file whose name is not known is read into it"
      return
    }
    let path = UserPath.resolve(path, home: home, workingDirectory: workingDirectory ?? directory)
    if StartCommand.isUnknown(path) {
      openBecause = "a file in a directory that is not known is read into it"
      return
    }
    switch read(path) {
    case .text(let text):
      let names = text.holds("OPENCLAW_") || text.holds("CLAWDBOT_")
      guard files < Self.depthLimit else {
        openBecause = "\(path) is read into it"
        return
      }
      // Hundreds of functions of a version manager say nothing of a gateway.
      guard names || text.utf8.count <= Self.sizeLimit, !path.hasPrefix("/etc/") || names else {
        return variables.forgetNames(in: text)
      }
      var script = self
      script.commands = []
      script.flow = Flow(depth: flow.depth)
      script.files += 1
      let isUnderstood = script.run(text)
      if isUnderstood, names || script.openBecause == openBecause {
        take(over: script)
      } else if names {
        openBecause = "\(path) cannot be understood"
      } else {
        variables.forgetNames(in: text)
      }
    case .missing: return
    case .unreadable: if isNeeded { openBecause = "\(path) cannot be read" }
    }
  }

  private mutating func take(over script: ShellScript) {
    variables = script.variables
    bodies = script.bodies
    callsLeft = script.callsLeft
    openBecause = script.openBecause
    commands += script.commands
  }

  private mutating func evaluate(_ words: ArraySlice<[ShellWords.Piece]>) {
    let raw = words.flatMap { $0 }.map { piece in
      switch piece {
      case .literal(let text), .open(let text, _): text
      }
    }.joined(separator: " ")
    if Self.harmlessEvaluations.contains(where: { raw.contains($0) }) { return }
    openBecause = "what a command prints is run in it (eval)"
  }
}
