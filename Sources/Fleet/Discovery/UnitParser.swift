import OpenClaw

/// Reads unit files as systemd does, as far as a gateway's identity needs it: continuations, quotes, specifiers, drop-ins.
/// Source: systemd.syntax(7), systemd.exec(5), systemd.unit(5).
public struct UnitParser: Sendable {
  /// What `%h` stands for.
  public var home: String
  /// Reads an `EnvironmentFile=`, and scripts that ExecStart names.
  public var read: @Sendable (String) -> String?
  /// Whether a path is there.
  public var exists: @Sendable (String) -> Bool
  /// The names in a directory, for patterns in `EnvironmentFile=`.
  public var list: @Sendable (String) -> [String]

  public init(
    home: String, read: @escaping @Sendable (String) -> String?,
    exists: @escaping @Sendable (String) -> Bool = { _ in false },
    list: @escaping @Sendable (String) -> [String] = { _ in [] }
  ) {
    self.home = home
    self.read = read
    self.exists = exists
    self.list = list
  }

  /// What the files of a unit say, while they are being read.
  private struct Draft {
    var name: String
    var type = "simple"
    var command: [String] = []
    var expandsVariables = true
    var environment: [String: String] = [:]
    var unset: [String] = []
    var files: [String] = []
    var fromFiles: [String: String] = [:]
    var origins: [String: String] = [:]
    var user: String?
    var workingDirectory: String?
    var openVariables: String?
    var problems: [String] = []
  }

  /// - Parameters:
  ///   - texts: the unit file, then its drop-ins in order, each with its path.
  ///   - hasTimer: whether a timer starts it: then it is a helper.
  /// - Returns: nil unless the unit starts a gateway: by what it runs, or by OpenClaw's marker in its environment.
  public func parse(
    name: String, path: String, isUserUnit: Bool, texts: [(path: String, text: String)], hasTimer: Bool = false
  ) -> UnitFile? {
    // Of the hundreds of units of a machine hardly one speaks of a gateway.
    let namesOpenClaw =
      ServiceNames.profile(ofUnit: name) != nil
      || ([name, path] + texts.map(\.text)).contains { GatewayUnitRule.namesOpenClaw($0) }
    guard namesOpenClaw else { return nil }
    var draft = Draft(name: name)
    for (path, text) in texts {
      for (key, value) in Self.assignments(text, section: "Service") {
        add(key, value, from: path, to: &draft)
      }
    }
    finish(&draft)
    // A system unit's user is named; without one it is root.
    let standard = isUserUnit ? home : draft.user.map { $0 == "root" ? "/root" : "/home/\($0)" } ?? home
    var own = UserPath.home(
      environment: draft.environment, fallback: standard, workingDirectory: standard)
    let files = FileRecorder()
    let (read, exists) = (read, exists)
    let reader = StartReader(home: own, namesOpenClaw: namesOpenClaw) { file in
      files.note(file)
      if let text = read(file) { return .text(text) }
      return exists(file) ? .unreadable : .missing
    }
    let start = reader.command(draft.command, environment: draft.environment)
    guard
      GatewayUnitRule.startsGateway(
        name: name, type: draft.type, start: start, command: draft.command, environment: draft.environment,
        hasTimer: hasTimer,
        hasProfile: { exists(StatePaths.ofProfile($0, home: own).stateDir) })
    else { return nil }
    if let user = start.user { own = user == "root" ? "/root" : "/home/\(user)" }
    let environment = start.environment(from: draft.environment)
    own = UserPath.home(
      environment: environment.filter { !StartCommand.isUnknown($0.value) }, fallback: own, workingDirectory: own)
    var unit = UnitFile(
      name: name, path: path, isUserUnit: isUserUnit,
      profile: UnitFile.profile(
        name: name, arguments: start.arguments, environment: environment, home: own), home: own,
      arguments: draft.command, environment: environment, problems: draft.problems, start: start)
    unit.environmentFiles = draft.files + files.all
    unit.origins = draft.origins
    unit.openVariables = draft.openVariables
    let directory = start.workingDirectory ?? draft.workingDirectory ?? (isUserUnit ? own : "/")
    unit.workingDirectory = UserPath.resolve(directory, home: own, workingDirectory: own)
    if let port = unit.invalidPort { unit.problems.append("--port \(LogText.clean(port)) is no port") }
    unit.problems += GatewayUnitRule.problems(of: unit, command: draft.command)
    return unit
  }

  private func add(_ key: String, _ value: String, from path: String, to draft: inout Draft) {
    switch key {
    case "Type": draft.type = value.nonBlank ?? "simple"
    case "ExecStart":
      let prefix = value.prefix { "@-:+!|".contains($0) }
      draft.expandsVariables = !prefix.contains(":")
      draft.command = value.isEmpty ? [] : words(value.dropFirst(prefix.count), of: draft.name)
      // Behind `@` the second word is only what the process calls itself.
      if prefix.contains("@"), draft.command.count > 1 { draft.command.remove(at: 1) }
      if Self.hasOpenQuote(value) { draft.problems.append("a quote in ExecStart has no end") }
    case "Environment":
      if value.isEmpty { draft.environment = [:] }
      for word in words(value[...], of: draft.name) {
        guard let equals = word.firstIndex(of: "=") else { continue }
        let name = String(word[..<equals])
        draft.environment[name] = String(word[word.index(after: equals)...])
        draft.origins[name] = path
      }
    case "UnsetEnvironment":
      draft.unset = value.isEmpty ? [] : draft.unset + words(value[...], of: draft.name)
    case "PassEnvironment":
      if let name = words(value[...], of: draft.name).first(where: Environment.isIdentity) {
        draft.openVariables = "\(name) comes from whoever runs the manager"
      }
    case "User": draft.user = value.nonBlank.map { expand($0, of: draft.name) }
    case "WorkingDirectory":
      draft.workingDirectory = value.nonBlank.map { expand($0.hasPrefix("-") ? String($0.dropFirst()) : $0, of: draft.name) }
    case "EnvironmentFile": add(environmentFile: value, to: &draft)
    default: return
    }
  }

  private func add(environmentFile value: String, to draft: inout Draft) {
    if value.isEmpty {
      draft.files = []
      draft.fromFiles = [:]
      draft.openVariables = nil
      return
    }
    let isOptional = value.hasPrefix("-")
    let named = expand(isOptional ? String(value.dropFirst()) : value, of: draft.name)
    for file in matching(named) {
      draft.files.append(file)
      let shown = LogText.clean(UserPath.abbreviate(file, home: home))
      if let text = read(file) {
        let content = SystemdEnvironmentFile.parse(text)
        for (name, value) in content.values {
          draft.fromFiles[name] = value
          draft.origins[name] = file
        }
        if !content.ignored.isEmpty {
          // Named, never with its value.
          let names = content.ignored.map { LogText.clean(String($0.prefix(60))) }.joined(separator: ", ")
          draft.problems.append("systemd ignores `\(names)` in \(shown): it reads plain NAME=value there")
        }
      } else if exists(file) || !isOptional {
        if !file.isEmpty, !isOptional { draft.problems.append("EnvironmentFile \(shown) cannot be read") }
        if exists(file) { draft.openVariables = "\(shown) cannot be read" }
      }
    }
  }

  /// The files of a name that may hold `*` and `?` in its last part (glob(7)).
  private func matching(_ path: String) -> [String] {
    let name = UserPath.name(path)
    guard name.contains("*") || name.contains("?") else { return [path] }
    let directory = UserPath.parent(path)
    return list(directory).filter { Self.matches(Array($0)[...], Array(name)[...]) }.sorted()
      .map { "\(directory)/\($0)" }
  }

  private static func matches(_ text: ArraySlice<Character>, _ pattern: ArraySlice<Character>) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    if first == "*" {
      return matches(text, pattern.dropFirst()) || !text.isEmpty && matches(text.dropFirst(), pattern)
    }
    guard let character = text.first, first == "?" || first == character else { return false }
    return matches(text.dropFirst(), pattern.dropFirst())
  }

  private func finish(_ draft: inout Draft) {
    // What files say wins over `Environment=`, wherever it stands (systemd.exec(5)); what is unset is gone from both.
    draft.environment.merge(draft.fromFiles) { _, file in file }
    for entry in draft.unset {
      let parts = entry.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      if parts.count == 1 || draft.environment[name] == String(parts[1]) { draft.environment[name] = nil }
    }
    if draft.expandsVariables {
      draft.command = draft.command.flatMap { Self.substitute($0, draft.environment) }
    }
    if let profile = draft.environment["OPENCLAW_PROFILE"]?.nonBlank, !ProfileName.isValid(profile) {
      draft.problems.append("OPENCLAW_PROFILE is no valid profile name")
    }
    if draft.command.isEmpty { draft.problems.append("no ExecStart") }
  }

  /// `$NAME` as a word of its own is split at blanks, `${NAME}` is replaced where it stands, `$$` is a dollar sign; what nobody
  /// sets is empty (systemd.service(5)).
  private static func substitute(_ word: String, _ environment: [String: String]) -> [String] {
    guard word.contains("$") else { return [word] }
    if word.first == "$", isName(word.dropFirst()) {
      return (environment[String(word.dropFirst())] ?? "").split(separator: " ").map(String.init)
    }
    var result = ""
    var rest = word[...]
    while let dollar = rest.firstIndex(of: "$") {
      result += rest[..<dollar]
      rest = rest[dollar...].dropFirst()
      if rest.first == "$" {
        result += "$"
        rest = rest.dropFirst()
      } else if rest.first == "{", let end = rest.firstIndex(of: "}"), isName(rest[..<end].dropFirst()) {
        result += environment[String(rest[..<end].dropFirst())] ?? ""
        rest = rest[rest.index(after: end)...]
      } else {
        result += "$"
      }
    }
    return [result + rest]
  }

  private static func isName(_ text: Substring) -> Bool {
    guard let first = text.utf8.first, !(48...57).contains(first) else { return false }
    return text.utf8.allSatisfy {
      (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == UInt8(ascii: "_")
    }
  }

  private static func hasOpenQuote(_ text: String) -> Bool {
    var quote: Character?
    var isEscaped = false
    for character in text {
      if isEscaped {
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if let open = quote {
        if character == open { quote = nil }
      } else if character == "\"" || character == "'" {
        quote = character
      }
    }
    return quote != nil
  }

  /// The assignments of a section in order; a backslash at the end of a line joins the next one.
  static func assignments(_ text: String, section: String) -> [(String, String)] {
    var found: [(String, String)] = []
    var current = ""
    var pending = ""
    for line in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      // Also without the carriage return of a file that came from elsewhere.
      let trimmed = String(Substring(line)).trimmed
      if trimmed.hasPrefix("#") || trimmed.hasPrefix(";") { continue }
      if trimmed.hasSuffix("\\") {
        pending += trimmed.dropLast() + " "
        continue
      }
      let whole = (pending + trimmed).trimmed
      pending = ""
      if whole.hasPrefix("["), whole.hasSuffix("]") {
        current = String(whole.dropFirst().dropLast())
      } else if current == section, let equals = whole.firstIndex(of: "=") {
        found.append(
          (String(whole[..<equals]).trimmed, String(whole[whole.index(after: equals)...]).trimmed))
      }
    }
    return found
  }

  /// Splits at blanks outside quotes, and resolves quotes, escapes and specifiers.
  /// - Parameter unit: the name of the unit, for specifiers; nil where `%` means nothing.
  func words(_ text: Substring, of unit: String?) -> [String] {
    func expand(_ word: String) -> String { unit.map { self.expand(word, of: $0) } ?? word }
    // Mostly nothing is quoted and nothing escaped.
    if text.utf8.allSatisfy({
      $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "'") && $0 != UInt8(ascii: "\\")
    }) {
      return text.utf8.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        .map { expand(String(Substring($0))) }
    }
    var words: [String] = []
    var word = ""
    var isInWord = false
    var quote: Character?
    var characters = text.makeIterator()
    while let character = characters.next() {
      if character == "\\" {
        if let next = characters.next() {
          word.append(["n": "\n", "t": "\t", "s": " "][next] ?? next)
          isInWord = true
        }
      } else if let open = quote {
        if character == open { quote = nil } else { word.append(character) }
      } else if character == "\"" || character == "'" {
        quote = character
        isInWord = true
      } else if character.isWhitespace {
        if isInWord { words.append(expand(word)) }
        word = ""
        isInWord = false
      } else {
        word.append(character)
        isInWord = true
      }
    }
    if isInWord { words.append(expand(word)) }
    return words
  }

  /// As systemd-escape(1) undoes it: `-` is a slash, `\xNN` a byte.
  private static func unescaped(_ text: String) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.first {
      let digits = rest.dropFirst(2).prefix(2)
      if byte == UInt8(ascii: "\\"), rest.dropFirst().first == UInt8(ascii: "x"), digits.count == 2,
        let number = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
      {
        bytes.append(number)
        rest = rest.dropFirst(4)
      } else {
        bytes.append(byte == UInt8(ascii: "-") ? UInt8(ascii: "/") : byte)
        rest = rest.dropFirst()
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Specifiers that a name and a home resolve; the others stay as they are, and the manager's answer fills them in.
  private func expand(_ text: String, of unit: String) -> String {
    guard text.contains("%") else { return text }
    let stem = ServiceNames.stem(ofUnit: unit)
    let parts = stem.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let instance = parts.count > 1 ? parts[1] : ""
    let last = parts[0].split(separator: "-").last.map(String.init) ?? parts[0]
    var result = ""
    var rest = text[...]
    while let percent = rest.firstIndex(of: "%") {
      result += rest[..<percent]
      rest = rest[percent...].dropFirst()
      switch rest.first {
      case "h": result += home
      case "%": result += "%"
      case "i": result += instance
      case "I": result += Self.unescaped(instance)
      case "n": result += unit
      case "N": result += stem
      case "p": result += parts[0]
      case "P": result += Self.unescaped(parts[0])
      case "j": result += last
      case "E": result += home == "/root" ? "/etc" : home + "/.config"
      case let other?: result += "%\(other)"
      case nil: result += "%"
      }
      rest = rest.dropFirst()
    }
    return result + rest
  }
}
