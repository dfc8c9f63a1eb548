/// What words become at one place of a script: variables, tildes, substitutions.
struct ShellExpansion {
  let home: String
  let variables: [String: String]
  /// `$0` and what follows.
  let arguments: [String]
  /// In a function `$1` is not the script's.
  let isInFunction: Bool
  /// Whether what is not set may yet be, by something that was not understood.
  let isOpen: Bool

  /// A word that says what it is without any expansion; nil for others.
  static func plain(_ pieces: [ShellWords.Piece]) -> String? {
    guard pieces.count == 1, case .open(let text, false) = pieces[0], !text.contains("$"), !text.contains("`")
    else { return nil }
    return text
  }

  func assignment(_ pieces: [ShellWords.Piece]) -> (String, String)? {
    guard case .open(let text, false)? = pieces.first, let equals = text.firstIndex(of: "=") else {
      return nil
    }
    var name = text[..<equals]
    let isAppending = name.hasSuffix("+")
    if isAppending { name = name.dropLast() }
    guard let first = name.unicodeScalars.first, first == "_" || first.properties.isAlphabetic,
      name.utf8.allSatisfy({
        $0 == UInt8(ascii: "_") || (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0)
      })
    else { return nil }
    var rest = pieces
    rest[0] = .open(String(text[text.index(after: equals)...]), isQuoted: false)
    let value = expandWhole(rest)
    return (String(name), isAppending ? (variables[String(name)] ?? "") + value : value)
  }

  /// One word, whatever blanks come into it.
  func expandWhole(_ pieces: [ShellWords.Piece]) -> String {
    pieces.enumerated().map { index, piece in
      switch piece {
      case .literal(let text): text
      case .open(let text, let isQuoted):
        substitute(index == 0 && !isQuoted ? tilde(text) : text)
      }
    }.joined()
  }

  /// The words that one word becomes: what comes out of an unquoted variable is split at blanks.
  func expand(_ pieces: [ShellWords.Piece]) -> [String] {
    if pieces.count == 1, case .open(let text, _) = pieces[0], text == "$@" || text == "$*" {
      return !isInFunction ? Array(arguments.dropFirst()) : [String(StartCommand.unknown)]
    }
    let whole = expandWhole(pieces)
    guard pieces.count == 1, case .open(let text, false) = pieces[0], text.hasPrefix("$") else {
      return [whole]
    }
    return whole.split(whereSeparator: \.isWhitespace).map(String.init)
  }

  private func tilde(_ text: String) -> String {
    text == "~" ? home : text.hasPrefix("~/") ? home + text.dropFirst() : text
  }

  private func substitute(_ text: String) -> String {
    guard text.contains("$") || text.contains("`") else { return text }
    var result = ""
    var rest = text[...]
    while let place = rest.firstIndex(where: { $0 == "$" || $0 == "`" }) {
      result += rest[..<place]
      if rest[place] == "`" {
        result.append(StartCommand.unknown)
        let end = rest[rest.index(after: place)...].firstIndex(of: "`")
        rest = end.map { rest[rest.index(after: $0)...] } ?? ""
        continue
      }
      rest = rest[rest.index(after: place)...]
      let (value, after) = variable(rest)
      result += value
      rest = after
    }
    return result + rest
  }

  /// What stands behind a `$`, and the text behind that.
  private func variable(_ rest: Substring) -> (String, Substring) {
    let unknown = String(StartCommand.unknown)
    guard let first = rest.first else { return ("$", rest) }
    if first == "(" {
      let after = Self.behind(rest, "(", ")")
      let inner = rest[rest.startIndex..<after.startIndex].dropFirst().dropLast()
      return (Self.located(String(inner)) ?? unknown, after)
    }
    if first == "{" {
      let after = Self.behind(rest, "{", "}")
      return (braced(rest[rest.startIndex..<after.startIndex].dropFirst().dropLast()), after)
    }
    if let digit = first.wholeNumberValue, first.isASCII {
      if isInFunction { return (unknown, rest.dropFirst()) }
      return (digit < arguments.count ? arguments[digit] : "", rest.dropFirst())
    }
    let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    if name.isEmpty { return (unknown, rest.dropFirst()) }
    return (value(String(name)) ?? unknown, rest.dropFirst(name.count))
  }

  /// `$(command -v openclaw)` is where a command lies: its name says as much.
  private static func located(_ command: String) -> String? {
    let words = command.split(whereSeparator: \.isWhitespace).map(String.init)
    let rest: ArraySlice<String>? =
      words.starts(with: ["command", "-v"]) || words.starts(with: ["type", "-p"])
      ? words.dropFirst(2) : words.first == "which" ? words.dropFirst() : nil
    return rest?.count == 1 ? rest?.first : nil
  }

  private func value(_ name: String) -> String? { variables[name] ?? (name == "HOME" ? home : nil) }

  /// `NAME`, `NAME:-word` and its like; other forms are not known.
  private func braced(_ text: Substring) -> String {
    let unknown = String(StartCommand.unknown)
    let name = text.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    var rest = text.dropFirst(name.count)
    if name.isEmpty { return unknown }
    if Int(name) != nil, isInFunction { return unknown }
    if let number = Int(name), rest.isEmpty { return number < arguments.count ? arguments[number] : "" }
    let found = Int(name).map { $0 < arguments.count ? arguments[$0] : "" } ?? value(String(name))
    if rest.isEmpty { return found ?? unknown }
    let countsEmpty = rest.first == ":"
    if countsEmpty { rest = rest.dropFirst() }
    let isThere = found.map { !countsEmpty || !$0.isEmpty } ?? false
    switch rest.first {
    case "-", "=":
      if isThere { return found ?? unknown }
      // Where anything may have set it, its absence is not known.
      return !isOpen ? substitute(tilde(String(rest.dropFirst()))) : unknown
    case "?": return found ?? unknown
    case "+": return isThere ? substitute(String(rest.dropFirst())) : !isOpen ? "" : unknown
    default: return unknown
    }
  }

  /// The text behind the bracket that closes the first one.
  private static func behind(_ text: Substring, _ open: Character, _ close: Character) -> Substring {
    var depth = 0
    for index in text.indices {
      if text[index] == open { depth += 1 }
      if text[index] == close {
        depth -= 1
        if depth == 0 { return text[text.index(after: index)...] }
      }
    }
    return text[text.endIndex...]
  }
}
