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

  /// - Parameters:
  ///   - texts: the unit file, then its drop-ins in order.
  /// - Returns: nil unless the unit is a gateway's: by its name, or by OpenClaw's marker in its environment.
  public func parse(name: String, path: String, isUserUnit: Bool, texts: [String]) -> UnitFile? {
    var command: [String] = []
    var environment: [String: String] = [:]
    var files: [String] = []
    var fromFiles: [String: String] = [:]
    var user: String?
    var problems: [String] = []
    for text in texts {
      for (key, value) in Self.assignments(text, section: "Service") {
        switch key {
        case "ExecStart":
          command = value.isEmpty ? [] : words(value.drop { "@-:+!|".contains($0) })
        case "Environment":
          if value.isEmpty { environment = [:] }
          for word in words(value[...]) {
            guard let equals = word.firstIndex(of: "=") else { continue }
            environment[String(word[..<equals])] = String(word[word.index(after: equals)...])
          }
        case "User": user = value.nonBlank
        case "EnvironmentFile":
          if value.isEmpty {
            files = []
            fromFiles = [:]
            continue
          }
          let isOptional = value.hasPrefix("-")
          let file = expand(isOptional ? String(value.dropFirst()) : value)
          files.append(file)
          if let text = read(file) {
            fromFiles.merge(Environment.parseDotEnv(text)) { _, new in new }
          } else if !isOptional, !file.isEmpty {
            problems.append("EnvironmentFile \(file) cannot be read")
          }
        default: continue
        }
      }
    }
    // What files say wins over `Environment=`, wherever it stands (systemd.exec(5)).
    environment.merge(fromFiles) { _, file in file }
    if let profile = environment["OPENCLAW_PROFILE"]?.nonBlank, !ProfileName.isValid(profile) {
      problems.append("OPENCLAW_PROFILE is no valid profile name")
    }
    let isMarked =
      environment["OPENCLAW_SERVICE_MARKER"] == ServiceNames.marker
      && environment["OPENCLAW_SERVICE_KIND"] == ServiceNames.gatewayKind
    guard ServiceNames.profile(ofUnit: name) != nil || isMarked else { return nil }
    if command.isEmpty { problems.append("no ExecStart") }
    // A system unit's user is named; without one it is root.
    let standard = isUserUnit ? home : user.map { $0 == "root" ? "/root" : "/home/\($0)" } ?? home
    var unit = UnitFile(
      name: name, path: path, isUserUnit: isUserUnit,
      profile: UnitFile.profile(name: name, arguments: command, environment: environment),
      home: UserPath.home(environment: environment, fallback: standard, workingDirectory: standard),
      arguments: command, environment: environment, problems: problems)
    unit.environmentFiles = files
    return unit
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
