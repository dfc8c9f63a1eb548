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
  private var variables: [String: String]
  private var arrays: [String: [String]] = [:]
  private var arguments: [String]
  private var exported: Set<String> = []
  private var unset: Set<String> = []
  private var exportsAll = false
  private var openBecause: String?
  private var workingDirectory: String?
  private var depth = 0
  private var brackets = 0
  /// The bodies of functions: what they do depends on when they are called.
  private var bodies: [String: [ShellWords.Token]] = [:]
  /// How many calls of functions are under way.
  private var calls = 0
  /// The array whose values are being read, and whether they are added to it.
  private var arrayName: String?
  private var isArrayAppended = false
  /// Whether the branch at hand asks if a person sits at the shell: Debian's `.bashrc` returns there.
  private var asksForPerson = false
  /// Whether nothing behind it runs any more in this file or function, or perhaps not.
  private var hasReturned = false
  private var mayHaveReturned = false
  /// Whether the script itself is at its end (`exec`, `exit`).
  private var hasEnded = false
  /// Whether a person sits at the shell (`-i`).
  var isInteractive = false
  /// Whether the command at hand may not run: it stands behind `||`, or behind a test and `&&`.
  private var isGuarded = false
  /// Whether the last command always succeeds.
  private var wasSure = true
  private let files: Int

  /// - Parameters:
  ///   - environment: what the shell is started with.
  ///   - arguments: `$0`, `$1`, …
  ///   - files: how many files deep this script is.
  init(
    environment: [String: String], arguments: [String], home: String, directory: String, files: Int = 0,
    read: @escaping (String) -> File
  ) {
    variables = environment
    self.arguments = arguments
    self.home = home
    self.directory = directory
    self.read = read
    self.files = files
  }

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
    while place < tokens.endIndex, !hasReturned, !hasEnded {
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
        if let name = arrayName {
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
        isGuarded = sign == "||" || sign == "&&" && (!wasSure || isGuarded)
        // A `)` alone ends a pattern of `case`.
        if sign == "(" {
          depth += 1
          brackets += 1
        }
        if sign == ")", brackets > 0 {
          depth = max(0, depth - 1)
          brackets -= 1
        }
      }
    }
    if !hasReturned, !hasEnded { carryOut(words) }
  }

  private var expansion: ShellExpansion {
    ShellExpansion(
      home: home, variables: variables, arrays: arrays, arguments: arguments,
      workingDirectory: workingDirectory, isOpen: openBecause != nil)
  }

  /// `NAME=(`, or `NAME+=(`, which goes on.
  private mutating func arrayBegins(_ word: [ShellWords.Piece]?) -> Bool {
    guard let text = word.flatMap(ShellExpansion.plain), text.hasSuffix("="), text.utf8.count > 1 else {
      return false
    }
    isArrayAppended = text.hasSuffix("+=")
    arrayName = String(text.dropLast(isArrayAppended ? 2 : 1))
    return true
  }

  private mutating func endArray(_ name: String, _ words: [[ShellWords.Piece]]) {
    let values = words.flatMap { expansion.expand($0) }
    // What a branch puts into it is not known.
    let isCertain = depth == 0 && !isGuarded && !mayHaveReturned
    arrays[name] =
      !isCertain ? [String(StartCommand.unknown)] : (isArrayAppended ? arrays[name] ?? [] : []) + values
    variables[name] = String(StartCommand.unknown)
    arrayName = nil
  }

  /// Carries out the body of a function with the words of its call.
  private mutating func call(_ body: [ShellWords.Token], _ words: [String]) {
    guard calls < Self.depthLimit else {
      openBecause = "its functions call each other"
      return
    }
    let outer = (arguments, mayHaveReturned)
    arguments = [arguments.first ?? "sh"] + words.dropFirst()
    calls += 1
    run(body[...])
    calls -= 1
    (arguments, mayHaveReturned) = outer
    hasReturned = false
  }

  /// Reads the files that a shell reads at its start. Sources: bash(1) INVOCATION, zsh(1) STARTUP/SHUTDOWN FILES.
  mutating func begin(_ shell: String, isLogin: Bool) {
    var names: [String] = []
    switch shell {
    case "zsh":
      names =
        [".zshenv"] + (isLogin ? [".zprofile"] : []) + (isInteractive ? [".zshrc"] : [])
        + (isLogin ? [".zlogin"] : [])
    case "bash" where isLogin:
      // The first one that is there, and no other.
      let all = [".bash_profile", ".bash_login", ".profile"]
      names =
        all.first { if case .missing = read("\(home)/\($0)") { false } else { true } }.map { [$0] } ?? []
    case "bash": names = isInteractive ? [".bashrc"] : []
    default: names = isLogin ? [".profile"] : []
    }
    for path in (isLogin ? ["/etc/profile"] : []) + names.map({ "\(home)/\($0)" }) {
      source(path, isNeeded: false)
    }
  }

  // MARK: Statements

  private mutating func carryOut(_ all: [[ShellWords.Piece]]) {
    var rest = all[...]
    while let first = rest.first, let word = ShellExpansion.plain(first) {
      if Self.between.contains(word) {
        rest = rest.dropFirst()
      } else if Self.closing.contains(word) {
        depth = max(0, depth - 1)
        if word != "done" { asksForPerson = false }
        rest = rest.dropFirst()
      } else if word == "for" || word == "select" || word == "case" {
        depth += 1
        if word == "case", rest.dropFirst().first.map(Self.asksForPerson) == true { asksForPerson = true }
        if word != "case", let name = rest.dropFirst().first.flatMap(ShellExpansion.plain) {
          assign(name, String(StartCommand.unknown))
        }
        return
      } else if word == "[[" || word == "((" || word == "[" || word == "test" {
        wasSure = false
        asksForPerson = rest.contains(where: Self.asksForPerson)
        if word == "((" { calculate(rest) }
        return
      } else if Self.opening.contains(word) {
        depth += 1
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
    wasSure = true
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
      return forget(String(text[..<bracket]))
    }
    let words = rest.flatMap { expansion.expand($0) }
    guard let name = words.first else { return }
    if brackets > 1, words.contains(where: { $0.contains("=") || $0.contains("++") || $0.contains("--") }) {
      return calculate(rest)
    }
    wasSure = Self.sure.contains(name)
    switch name {
    case "export", "declare", "typeset", "readonly", "local": export(Array(rest.dropFirst()), by: name, words)
    case "unset": for name in words.dropFirst() where !name.hasPrefix("-") { take(name) }
    case "set": set(words)
    case "source", ".":
      // `[ -f F ] && . F` reads what is there.
      if words.count > 1 {
        let wasGuarded = isGuarded
        isGuarded = false
        source(words[1], isNeeded: depth == 0 && !wasGuarded)
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
      for name in words.dropFirst() where !name.hasPrefix("-") { forget(name) }
    case "let": calculate(rest.dropFirst())
    case "printf":
      if let option = words.firstIndex(of: "-v"), option + 1 < words.count { forget(words[option + 1]) }
    case "return": giveBack()
    case ":", "true", "false", "echo", "trap", "shift", "wait", "umask", "ulimit", "alias", "shopt", "exit",
      "sleep":
      if name == "exit", depth == 0, !isGuarded { hasEnded = true }
      if name == "shift" {
        let count = words.count > 1 ? Int(words[1]) ?? 0 : 1
        let isCertain = depth == 0 && !isGuarded
        arguments =
          isCertain
          ? Array(arguments.prefix(1)) + arguments.dropFirst(1 + count)
          : arguments.prefix(1) + arguments.dropFirst().map { _ in String(StartCommand.unknown) }
      }
    default:
      if let body = bodies[name] { return call(body, words) }
      // `"$1"` may be any of them.
      if StartCommand.isUnknown(name), calls < Self.depthLimit {
        depth += 1
        for body in bodies.values { call(body, words) }
        depth -= 1
      }
      var variables: [String: String?] = [:]
      for name in unset { variables[name] = .some(nil) }
      for name in exported { if let value = self.variables[name] { variables[name] = value } }
      for (name, value) in own { variables[name] = value }
      commands.append(
        Command(
          words: words, variables: variables, openBecause: openBecause, workingDirectory: workingDirectory))
      if name == "exec", words.count > 1, depth == 0, !isGuarded { hasEnded = true }
    }
  }

  private mutating func export(
    _ words: [[ShellWords.Piece]], by builtin: String, _ expanded: [String]
  ) {
    let exports = builtin == "export" || expanded.contains { $0.hasPrefix("-") && $0.contains("x") }
    for word in words {
      if let (name, value) = expansion.assignment(word) {
        assign(name, value)
        if exports { exported.insert(name) }
      } else if let (name, value) = ShellExpansion.quotedAssignment(expansion.expandWhole(word)) {
        assign(name, value)
        if exports { exported.insert(name) }
      } else if StartCommand.isUnknown(expansion.expandWhole(word)) {
        // `export $(… | xargs)`
        openBecause = "variables that a command prints are exported in it"
      } else if let name = ShellExpansion.plain(word), exports, !name.hasPrefix("-") {
        exported.insert(name)
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
      if isAll { exportsAll = !(word.hasPrefix("+") || words[index - 1].hasPrefix("+")) }
    }
  }

  /// What a branch assigns is not known after it: it may not have run.
  private mutating func assign(_ name: String, _ value: String) {
    let isCertain = depth == 0 && !isGuarded && !mayHaveReturned
    variables[name] = isCertain || variables[name] == value ? value : String(StartCommand.unknown)
    unset.remove(name)
    if exportsAll || exported.contains(name) { exported.insert(name) }
    // A variable that was exported to the script stays so.
    if variables[name] != nil, !exportsAll, isInherited(name) { exported.insert(name) }
  }

  private var inherited: Set<String> = []
  private func isInherited(_ name: String) -> Bool { inherited.contains(name) }

  /// Names that came with the environment: what is assigned to them goes on to what the script starts.
  mutating func inherit(_ names: some Sequence<String>) { inherited.formUnion(names) }

  /// From now on its value is not known.
  private mutating func forget(_ name: String) {
    assign(name, String(StartCommand.unknown))
    arrays[name] = [String(StartCommand.unknown)]
  }

  /// `X=1`, `X += 1`, `X++` of arithmetic: whatever name stands in it may have another value.
  private mutating func calculate(_ words: ArraySlice<[ShellWords.Piece]>) {
    let text = words.map { expansion.expandWhole($0) }.joined(separator: " ")
    for name in text.split(whereSeparator: { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_")) })
    where name.first?.isNumber == false { forget(String(name)) }
  }

  /// `${NAME:=VALUE}` sets what is not set.
  private mutating func assignInside(_ pieces: [ShellWords.Piece]) {
    for case .open(let text, _) in pieces where text.hasPrefix("${") && text.contains("=") {
      let name = text.dropFirst(2).prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
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
    let isCertain = depth == 0 && !isGuarded
    if isCertain || asksForPerson && !isInteractive {
      hasReturned = true
    } else if !asksForPerson {
      mayHaveReturned = true
    }
  }

  private mutating func take(_ name: String) {
    if depth > 0 || isGuarded { return forget(name) }
    variables[name] = nil
    arrays[name] = []
    exported.remove(name)
    unset.insert(name)
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
        return forgetNames(in: text)
      }
      var inner = self
      inner.commands = []
      var script = ShellScript(copying: inner, files: files + 1)
      let isUnderstood = script.run(text)
      if isUnderstood, names || script.openBecause == openBecause {
        take(over: script)
      } else if names {
        openBecause = "\(path) cannot be understood"
      } else {
        forgetNames(in: text)
      }
    case .missing: return
    case .unreadable: if isNeeded { openBecause = "\(path) cannot be read" }
    }
  }

  /// Of a file that is not followed: whatever it seems to assign is not known afterwards.
  private mutating func forgetNames(in text: String) {
    for line in text.split(separator: "\n") {
      for word in line.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == ";" }) {
        guard let (name, _) = ShellExpansion.quotedAssignment(String(word)), name != "PATH", name != "HOME"
        else { continue }
        variables[name] = String(StartCommand.unknown)
      }
    }
  }

  private init(copying other: ShellScript, files: Int) {
    home = other.home
    read = other.read
    variables = other.variables
    arrays = other.arrays
    bodies = other.bodies
    isInteractive = other.isInteractive
    directory = other.directory
    arguments = other.arguments
    exported = other.exported
    unset = other.unset
    exportsAll = other.exportsAll
    openBecause = other.openBecause
    workingDirectory = other.workingDirectory
    depth = other.depth
    inherited = other.inherited
    self.files = files
  }

  private mutating func take(over script: ShellScript) {
    variables = script.variables
    arrays = script.arrays
    bodies = script.bodies
    exported = script.exported
    unset = script.unset
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
