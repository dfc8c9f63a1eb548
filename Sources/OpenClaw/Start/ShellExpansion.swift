/// What words become at one place of a script: variables, tildes, substitutions.
struct ShellExpansion {
  let home: String
  let variables: [String: String]
  let arrays: [String: [String]]
  /// `$0` and what follows.
  let arguments: [String]
  /// Nil where it is the one that the script was started in.
  let workingDirectory: String?
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
    guard ShellName.isValid(name) else { return nil }
    var rest = pieces
    rest[0] = .open(String(text[text.index(after: equals)...]), isQuoted: false)
    let value = expandWhole(rest)
    return (String(name), isAppending ? (variables[String(name)] ?? "") + value : value)
  }

  /// `NAME=VALUE` of a word that was quoted as a whole.
  static func quotedAssignment(_ text: String) -> (String, String)? {
    guard let equals = text.firstIndex(of: "=") else { return nil }
    let name = text[..<equals]
    return ShellName.isValid(name) ? (String(name), String(text[text.index(after: equals)...])) : nil
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
      return Array(arguments.dropFirst())
    }
    if pieces.count == 1, case .open(let text, _) = pieces[0], text.hasPrefix("${"),
      text.hasSuffix("[@]}") || text.hasSuffix("[*]}"),
      let values = arrays[String(text.dropFirst(2).dropLast(4))]
    {
      return values
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
      return (Self.located(String(inner)) ?? place(String(inner)) ?? unknown, after)
    }
    if first == "{" {
      let after = Self.behind(rest, "{", "}")
      return (braced(rest[rest.startIndex..<after.startIndex].dropFirst().dropLast()), after)
    }
    if let digit = first.wholeNumberValue, first.isASCII {
      return (digit < arguments.count ? arguments[digit] : "", rest.dropFirst())
    }
    let name = ShellName.prefix(of: rest)
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

  /// `$(dirname "$0")`, `$(readlink -f "$0")`, `$(cd "…" && pwd)`: where the script lies.
  private func place(_ command: String) -> String? {
    let text = command.trimmed
    for (head, tails) in [
      (
        "cd ",
        [
          "&>/dev/null && pwd", "&> /dev/null && pwd", ">/dev/null 2>&1 && pwd", "> /dev/null 2>&1 && pwd",
          ">/dev/null && pwd", "&& pwd", "&& pwd -P", "; pwd", "&&pwd",
        ]
      )
    ] {
      guard text.hasPrefix(head), let tail = tails.first(where: { text.hasSuffix($0) }) else { continue }
      return argument(String(text.dropFirst(head.utf8.count).dropLast(tail.utf8.count)))
    }
    for head in ["dirname", "readlink -f", "readlink -e", "realpath"] where text.hasPrefix(head + " ") {
      let path = argument(String(text.dropFirst(head.utf8.count)))
      return head == "dirname" ? path.map { $0.contains("/") ? UserPath.parent($0) : "." } : path
    }
    return nil
  }

  /// The one word of a command's text, expanded; nil where it is not one or not known.
  private func argument(_ text: String) -> String? {
    guard let tokens = ShellWords.tokens(text) else { return nil }
    let words = tokens.compactMap { token in if case .word(let pieces) = token { pieces } else { nil } }
      .filter { ShellExpansion.plain($0) != "--" }
    guard words.count == 1, tokens.count <= 2 else { return nil }
    let value = expandWhole(words[0])
    return StartCommand.isUnknown(value) || value.isEmpty ? nil : value
  }

  private func value(_ name: String) -> String? { variables[name] ?? (name == "HOME" ? home : nil) }

  /// `NAME`, `NAME:-word` and its like; other forms are not known.
  private func braced(_ text: Substring) -> String {
    let unknown = String(StartCommand.unknown)
    let name = ShellName.prefix(of: text)
    var rest = text.dropFirst(name.count)
    if name.isEmpty { return unknown }
    if name == "BASH_SOURCE", rest.isEmpty || rest == "[0]" {
      return arguments.first ?? unknown
    }
    if let number = Int(name), rest.isEmpty { return number < arguments.count ? arguments[number] : "" }
    let found = Int(name).map { $0 < arguments.count ? arguments[$0] : "" } ?? value(String(name))
    if rest.isEmpty { return found ?? unknown }
    let countsEmpty = rest.first == ":"
    if countsEmpty { rest = rest.dropFirst() }
    let isThere = found.map { !countsEmpty || !$0.isEmpty } ?? false
    switch rest.first {
    case "-", "=":
      if isThere { return found ?? unknown }
      // Where something that was not understood may have set the variable, its default is not certain.
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
