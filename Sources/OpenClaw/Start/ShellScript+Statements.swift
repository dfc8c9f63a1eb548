/// The statements of a script, one after another.
extension ShellScript {
  mutating func carryOut(_ all: [[ShellWords.Piece]]) {
    if all.isEmpty {
      flow.wasSure = true
      return
    }
    guard shared.spend(.statements) else { return }
    var rest = all[...]
    if stepOver(&rest) { return }
    var own: [String: String] = [:]
    while !shared.isSpent, let first = rest.first, let (name, value) = expansion.assignment(first) {
      shared.spend(.words, value.utf8.count)
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
      let bracket = text.place(of: "["),
      text[bracket...].contains("]=")
    {
      return variables.forget(String(text[..<bracket]))
    }
    let words = expanded(rest)
    guard let name = words.first else { return }
    if flow.brackets > 1,
      words.contains(where: { $0.contains("=") || $0.contains("++") || $0.contains("--") })
    {
      return calculate(rest)
    }
    flow.wasSure = ShellReserved.sure.contains(name)
    if builtin(name, words, rest) { return }
    if let body = bodies[name] { return call(body, words) }
    // `"$1"` may be any of them.
    if StartCommand.isUnknown(name), flow.calls < Self.depthLimit {
      flow.depth += 1
      for body in bodies.values {
        let isOver = budget.calls == 0
        call(body, words)
        // What is left would only say so again.
        if isOver { break }
      }
      flow.depth -= 1
    }
    append(words, own)
    if name == "exec", words.count > 1, flow.isPlain { flow.hasEnded = true }
  }

  private mutating func append(_ words: [String], _ own: [String: String]) {
    let changes = variables.changes(own)
    guard shared.spend(.variables, changes.count), commands.count < Self.commandLimit else {
      return shared.exhaust()
    }
    commands.append(
      Command(
        words: words, variables: changes, openBecause: openBecause, workingDirectory: workingDirectory))
  }

  /// The words of a command. Where they are more, or longer, than is followed, only the first one is known, and of what it does nothing.
  private mutating func expanded(_ pieces: ArraySlice<[ShellWords.Piece]>) -> [String] {
    let all = expansion.expand(all: pieces)
    let words = all ?? [pieces.first.map { expansion.expandWhole($0) } ?? "", ShellVariables.unknown]
    shared.spend(.words, ShellExpansion.size(words))
    if all == nil { openBecause = "the words of a command are more than is followed" }
    return words
  }

  /// Steps over the words of the language itself.
  /// - Returns: whether nothing is left of the command.
  private mutating func stepOver(_ rest: inout ArraySlice<[ShellWords.Piece]>) -> Bool {
    while let first = rest.first, let word = ShellExpansion.plain(first) {
      if ShellReserved.between.contains(word) {
        rest = rest.dropFirst()
      } else if ShellReserved.closing.contains(word) {
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
        return true
      } else if word == "[[" || word == "((" || word == "[" || word == "test" {
        flow.wasSure = false
        flow.asksForPerson = rest.contains(where: Self.asksForPerson)
        if word == "((" { calculate(rest) }
        return true
      } else if ShellReserved.opening.contains(word) {
        flow.depth += 1
        rest = rest.dropFirst()
      } else {
        break
      }
    }
    return false
  }

  /// Carries out a command of the shell's own.
  /// - Returns: false where it is none.
  private mutating func builtin(
    _ name: String, _ words: [String], _ rest: ArraySlice<[ShellWords.Piece]>
  ) -> Bool {
    switch name {
    case "export", "declare", "typeset", "readonly", "local":
      export(Array(rest.dropFirst()), by: name, words)
    case "unset":
      for name in words.dropFirst() where !name.begins(with: "-") {
        if flow.isPlain { variables.take(name) } else { variables.forget(name) }
      }
    case "set" where words.count == 2 && StartCommand.isUnknown(words[1]):
      // Whatever it is that the script's own words are now.
      arguments =
        arguments.prefix(1) + Array(repeating: ShellVariables.unknown, count: ShellExpansion.wordLimit)
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
        words.dropFirst().first { !$0.begins(with: "-") }.map {
          Self.known(
            UserPath.resolve($0, home: home, workingDirectory: workingDirectory ?? directory))
        } ?? home
    case "read", "mapfile", "readarray", "getopts":
      for name in words.dropFirst() where !name.begins(with: "-") { variables.forget(name) }
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
    default: return false
    }
    return true
  }

  /// A directory, or what stands for one that is not known: a longer path is none that can be (PATH_MAX).
  private static func known(_ directory: String) -> String {
    directory.utf8.count > 4096 ? ShellVariables.unknown : directory
  }

  /// A number that is too large, or none, leaves all as it is; one that is not known, or in a branch, leaves nothing known.
  mutating func shift(_ text: String) {
    let own = max(0, arguments.count - 1)
    guard flow.isPlain, !StartCommand.isUnknown(text) else {
      arguments = arguments.prefix(1) + arguments.dropFirst().map { _ in ShellVariables.unknown }
      return
    }
    guard let count = Int(text), (0...own).contains(count) else { return }
    arguments = Array(arguments.prefix(1)) + arguments.dropFirst(1 + count)
  }

  mutating func export(
    _ words: [[ShellWords.Piece]], by builtin: String, _ expanded: [String]
  ) {
    let exports = builtin == "export" || expanded.contains { $0.begins(with: "-") && $0.contains("x") }
    for word in words where !shared.isSpent {
      if let (name, value) = expansion.assignment(word) {
        assign(name, value)
        if exports { variables.export(name) }
      } else if let (name, value) = ShellExpansion.quotedAssignment(expansion.expandWhole(word)) {
        assign(name, value)
        if exports { variables.export(name) }
      } else if StartCommand.isUnknown(expansion.expandWhole(word)) {
        // `export $(… | xargs)`
        openBecause = "variables that a command prints are exported in it"
      } else if let name = ShellExpansion.plain(word), exports, !name.begins(with: "-") {
        variables.export(name)
      }
    }
  }

  mutating func set(_ words: [String]) {
    for (index, word) in words.enumerated().dropFirst() {
      if word == "--" {
        arguments = [arguments.first ?? "sh"] + words[(index + 1)...]
        return
      }
      let isFlag = (word.begins(with: "-") || word.begins(with: "+")) && !word.begins(with: "--")
      let isAll = word == "allexport" || isFlag && word.dropFirst().contains("a")
      if isAll { variables.exportsAll = !(word.begins(with: "+") || words[index - 1].begins(with: "+")) }
    }
  }

  mutating func assign(_ name: String, _ value: String) {
    shared.spend(.words, value.utf8.count)
    variables.assign(name, value, isCertain: flow.isCertain)
  }

  /// `X=1`, `X += 1`, `X++` of arithmetic: whatever name stands in it may have another value.
  mutating func calculate(_ words: ArraySlice<[ShellWords.Piece]>) {
    for word in words where !shared.isSpent {
      guard let text = expansion.whole(word) else {
        openBecause = "what it calculates with is longer than is followed"
        return
      }
      shared.spend(.words, text.utf8.count)
      for name in text.split(whereSeparator: { !ShellName.isPart($0) }) where ShellName.isValid(name) {
        variables.forget(String(name))
      }
    }
  }

  /// `${NAME:=VALUE}` sets what is not set.
  mutating func assignInside(_ pieces: [ShellWords.Piece]) {
    for case .open(let text, _) in pieces where text.begins(with: "${") && text.contains("=") {
      let name = ShellName.prefix(of: text.withoutBytes(2))
      let after = text.withoutBytes(2 + name.utf8.count)
      guard after.begins(with: ":=") || after.begins(with: "=") else { continue }
      assign(String(name), expansion.expandWhole([.open(text, isQuoted: true)]))
    }
  }

  static func asksForPerson(_ word: [ShellWords.Piece]) -> Bool {
    word.contains { piece in
      switch piece {
      case .literal(let text), .open(let text, _): text.contains("$-") || text.contains("PS1")
      }
    }
  }
}
