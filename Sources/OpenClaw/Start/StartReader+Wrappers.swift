/// Programs that start another one, with their options.
extension StartReader {
  func environment(_ words: [String], _ way: inout StartWay, depth: Int) -> StartCommand {
    // The next word is the last one, so that what `-S` brings is put in front of the rest without moving that.
    var rest = Array(words.reversed())
    let budget = way.budget
    func split(_ text: String) {
      if budget.spend(.text, text.utf8.count) {
        rest += Self.splitString(text).reversed()
      } else {
        rest = []
      }
    }
    while let word = rest.last, word.begins(with: "-") {
      rest.removeLast()
      switch word {
      case "-i", "-", "--ignore-environment": way.drop()
      case "-u", "--unset": if let name = rest.popLast() { way.set(name, nil) }
      case "-C", "--chdir": way.workingDirectory = rest.popLast()
      case "-S", "--split-string": split(rest.popLast() ?? "")
      case "--": break
      default:
        if let name = word.rest(behind: "--unset=") { way.set(String(name), nil) }
        if let name = word.rest(behind: "-u"), !name.isEmpty { way.set(String(name), nil) }
        if let path = word.rest(behind: "--chdir=") { way.workingDirectory = String(path) }
        for prefix in ["--split-string=", "-S"] where word.begins(with: prefix) {
          split(String(word.withoutBytes(prefix.utf8.count)))
          break
        }
      }
      if word == "--" { break }
    }
    var command = Array(rest.reversed())[...]
    takeAssignments(&command, &way)
    return follow(Array(command), &way, depth: depth + 1)
  }

  /// The words of `env -S`, with its quotes. Source: env(1), "-S/--split-string".
  private static func splitString(_ text: String) -> [String] {
    var words: [String] = []
    var word = ""
    var isInWord = false
    var quote: Character?
    for character in text {
      if let open = quote {
        if character == open { quote = nil } else { word.append(character) }
      } else if character == "'" || character == "\"" {
        quote = character
        isInWord = true
      } else if character.isWhitespace {
        if isInWord { words.append(word) }
        word = ""
        isInWord = false
      } else {
        word.append(character)
        isInWord = true
      }
    }
    return isInWord ? words + [word] : words
  }

  private func takeAssignments(_ rest: inout ArraySlice<String>, _ way: inout StartWay) {
    while let word = rest.first, let equals = word.place(of: "="), !word.begins(with: "-"),
      equals != word.startIndex,
      !word[..<equals].contains("/")
    {
      way.set(String(word[..<equals]), String(word.rest(behind: equals)))
      rest = rest.dropFirst()
    }
  }

  func unwrap(
    _ name: String, _ wrapper: StartWrapper, _ words: [String], _ way: inout StartWay, depth: Int
  ) -> StartCommand {
    if name == "flock", let text = Self.flockCommand(words) {
      return shell("sh", ["-c", text], &way, depth: depth)
    }
    var rest = words[...]
    var keepsEnvironment = false
    var pinned: String?
    if wrapper.needsDashes {
      guard let dashes = rest.firstIndex(of: "--") else { return way.finish(.other) }
      rest = rest[(dashes + 1)...]
    } else {
      while let word = rest.first, word.begins(with: "-") {
        rest = rest.dropFirst()
        if word == "--" { break }
        if wrapper.drops, wrapper.keepsEnvironment(word) { keepsEnvironment = true }
        let parts = word.parts(at: "=", maxSplits: 1).map(String.init)
        var value = parts.count > 1 ? parts[1] : nil
        let option = parts[0]
        if let (isUser, attached) = wrapper.cluster(word) {
          let value = attached ?? rest.first
          if attached == nil { rest = rest.dropFirst() }
          if isUser { way.user = value }
          continue
        }
        let takes =
          wrapper.options.contains(option) || wrapper.user.contains(option)
          || wrapper.assignments.contains(option)
        if takes, value == nil {
          value = rest.first
          rest = rest.dropFirst()
        }
        if wrapper.user.contains(option) { way.user = value }
        if option == "-p" || option == "--package", let version = value.flatMap(Self.pinnedVersion) {
          pinned = version
        }
        if wrapper.assignments.contains(option), let text = value, let equals = text.place(of: "=") {
          way.set(String(text[..<equals]), String(text.rest(behind: equals)))
        }
      }
    }
    if wrapper.drops, !keepsEnvironment { way.drop() }
    if wrapper.opens { way.openBecause = "`\(name)` may set any variable" }
    if name == "gosu" || name == "su-exec" || name == "s6-setuidgid" { way.user = rest.first }
    rest = rest.dropFirst(wrapper.positionals)
    if wrapper.skipsTools { Self.skipTools(&rest) }
    if wrapper.drops { takeAssignments(&rest, &way) }
    // `nvm run` and `nvm exec 22 dist/index.js` start Node themselves.
    if name == "nvm run", let script = rest.first, isOpenClawScript(script) {
      return openClaw(Array(rest.dropFirst()), program: script, way)
    }
    var command = follow(Array(rest), &way, depth: depth + 1)
    // `npx -p openclaw@2026.9.3 openclaw gateway`
    command.pinnedVersion = command.pinnedVersion ?? pinned
    return command
  }

  /// What `flock FILE -c COMMAND` runs; nil where its words are the command. Source: flock(1).
  private static func flockCommand(_ words: [String]) -> String? {
    guard let place = words.firstIndex(of: "-c"), place + 2 == words.count else { return nil }
    return words[place + 1]
  }

  /// The version in `openclaw@2026.9.3`; nil for another package.
  private static func pinnedVersion(_ package: String) -> String? {
    let parts = package.parts(at: "@")
    guard let name = parts.first, StartPrograms.isOpenClaw(String(name)) else { return nil }
    return parts.dropFirst().first.map(String.init)
  }

  private static func skipTools(_ rest: inout ArraySlice<String>) {
    while let word = rest.first, word != "--", StartPrograms.isTool(word) { rest = rest.dropFirst() }
    if rest.first == "--" { rest = rest.dropFirst() }
  }
}
