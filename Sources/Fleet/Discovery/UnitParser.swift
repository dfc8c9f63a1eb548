import OpenClaw

/// Reads unit files as systemd does, as far as a gateway's identity needs it: continuations, quotes, specifiers, drop-ins.
/// Source: systemd.syntax(7), systemd.exec(5), systemd.unit(5).
public struct UnitParser: Sendable {
  /// What `%h` stands for.
  public var home: String
  /// Reads an `EnvironmentFile=`.
  public var read: @Sendable (String) -> String?

  public init(home: String, read: @escaping @Sendable (String) -> String?) {
    self.home = home
    self.read = read
  }

  /// What the files of a unit say, while they are being read.
  private struct Draft {
    var command: [String] = []
    var environment: [String: String] = [:]
    var unset: [String] = []
    var files: [String] = []
    var fromFiles: [String: String] = [:]
    var origins: [String: String] = [:]
    var user: String?
    var problems: [String] = []
  }

  /// - Parameters:
  ///   - texts: the unit file, then its drop-ins in order, each with its path.
  /// - Returns: nil unless the unit is a gateway's: by its name, or by OpenClaw's marker in its environment.
  public func parse(
    name: String, path: String, isUserUnit: Bool, texts: [(path: String, text: String)]
  ) -> UnitFile? {
    var draft = Draft()
    for (path, text) in texts {
      for (key, value) in Self.assignments(text, section: "Service") {
        add(key, value, from: path, to: &draft)
      }
    }
    finish(&draft)
    let isMarked =
      draft.environment["OPENCLAW_SERVICE_MARKER"] == ServiceNames.marker
      && draft.environment["OPENCLAW_SERVICE_KIND"] == ServiceNames.gatewayKind
    guard ServiceNames.profile(ofUnit: name) != nil || isMarked else { return nil }
    // A system unit's user is named; without one it is root.
    let standard = isUserUnit ? home : draft.user.map { $0 == "root" ? "/root" : "/home/\($0)" } ?? home
    let own = UserPath.home(
      environment: draft.environment, fallback: standard, workingDirectory: standard)
    var unit = UnitFile(
      name: name, path: path, isUserUnit: isUserUnit,
      profile: UnitFile.profile(
        name: name, arguments: draft.command, environment: draft.environment, home: own), home: own,
      arguments: draft.command, environment: draft.environment, problems: draft.problems)
    unit.environmentFiles = draft.files
    unit.origins = draft.origins
    if let port = unit.invalidPort { unit.problems.append("--port \(LogText.clean(port)) is no port") }
    return unit
  }

  private func add(_ key: String, _ value: String, from path: String, to draft: inout Draft) {
    switch key {
    case "ExecStart":
      draft.command = value.isEmpty ? [] : words(value.drop { "@-:+!|".contains($0) })
      if Self.hasOpenQuote(value) { draft.problems.append("a quote in ExecStart has no end") }
    case "Environment":
      if value.isEmpty { draft.environment = [:] }
      for word in words(value[...]) {
        guard let equals = word.firstIndex(of: "=") else { continue }
        let name = String(word[..<equals])
        draft.environment[name] = String(word[word.index(after: equals)...])
        draft.origins[name] = path
      }
    case "UnsetEnvironment": draft.unset = value.isEmpty ? [] : draft.unset + words(value[...])
    case "User": draft.user = value.nonBlank
    case "EnvironmentFile":
      if value.isEmpty {
        draft.files = []
        draft.fromFiles = [:]
        return
      }
      let isOptional = value.hasPrefix("-")
      let file = expand(isOptional ? String(value.dropFirst()) : value)
      draft.files.append(file)
      if let text = read(file) {
        for (name, value) in Environment.parseDotEnv(text) {
          draft.fromFiles[name] = value
          draft.origins[name] = file
        }
      } else if !isOptional, !file.isEmpty {
        let shown = UserPath.abbreviate(file, home: home)
        draft.problems.append("EnvironmentFile \(LogText.clean(shown)) cannot be read")
      }
    default: return
    }
  }

  private func finish(_ draft: inout Draft) {
    // What files say wins over `Environment=`, wherever it stands (systemd.exec(5)); what is unset is gone from both.
    draft.environment.merge(draft.fromFiles) { _, file in file }
    for entry in draft.unset {
      let parts = entry.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      if parts.count == 1 || draft.environment[name] == String(parts[1]) { draft.environment[name] = nil }
    }
    draft.command = draft.command.flatMap { Self.substitute($0, draft.environment) }
    if let profile = draft.environment["OPENCLAW_PROFILE"]?.nonBlank, !ProfileName.isValid(profile) {
      draft.problems.append("OPENCLAW_PROFILE is no valid profile name")
    }
    if draft.command.isEmpty { draft.problems.append("no ExecStart") }
    if let shell = draft.command.first.map(UserPath.name), ["sh", "bash", "dash", "zsh"].contains(shell),
      draft.command.dropFirst().first == "-c"
    {
      draft.problems.append("ExecStart runs a shell, so what it starts is not known")
    }
  }

  /// `$NAME` as a word of its own is split at blanks, `${NAME}` is replaced where it stands (systemd.service(5)).
  private static func substitute(_ word: String, _ environment: [String: String]) -> [String] {
    guard word.contains("$") else { return [word] }
    if word.first == "$", word.dropFirst().first?.isLetter == true || word.dropFirst().first == "_" {
      let name = String(word.dropFirst())
      return (environment[name] ?? "").split(separator: " ").map(String.init)
    }
    var result = word
    for (name, value) in environment where result.contains("${\(name)}") {
      result = result.replacing("${\(name)}", with: value)
    }
    return [result]
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
  /// - Parameter expands: whether `%` begins a specifier, as in a file.
  func words(_ text: Substring, expands: Bool = true) -> [String] {
    func expand(_ word: String) -> String { expands ? self.expand(word) : word }
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

  private func expand(_ text: String) -> String {
    guard text.contains("%") else { return text }
    var result = ""
    var rest = text[...]
    while let percent = rest.firstIndex(of: "%") {
      result += rest[..<percent]
      rest = rest[percent...].dropFirst()
      switch rest.first {
      case "h": result += home
      case "%": result += "%"
      case let other?: result += "%\(other)"
      case nil: result += "%"
      }
      rest = rest.dropFirst()
    }
    return result + rest
  }
}
