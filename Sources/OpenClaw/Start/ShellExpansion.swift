/// What words become at one place of a script: variables, tildes, substitutions.
struct ShellExpansion {
  /// A value of more bytes is not known, nor are the words of a command or an array that are more than this many, or longer in all.
  static let lengthLimit = 64 << 10
  static let wordLimit = 1000
  static let totalLimit = 1 << 20
  /// Substitutions within substitutions that are followed.
  private static let depthLimit = 32
  /// A longer command is none that is understood.
  private static let commandLimit = 4096

  let home: String
  let variables: [String: String]
  let arrays: [String: [String]]
  /// `$0` and what follows.
  let arguments: [String]
  /// Nil where it is the one that the script was started in.
  let workingDirectory: String?
  /// Whether what is not set may yet be, by something that was not understood.
  let isOpen: Bool
  /// How many substitutions it is within.
  private var depth = 0

  init(
    home: String, variables: [String: String], arrays: [String: [String]], arguments: [String],
    workingDirectory: String?, isOpen: Bool
  ) {
    self.home = home
    self.variables = variables
    self.arrays = arrays
    self.arguments = arguments
    self.workingDirectory = workingDirectory
    self.isOpen = isOpen
  }

  private var deeper: ShellExpansion {
    var deeper = self
    deeper.depth += 1
    return deeper
  }

  /// Bytes of some words.
  static func size(_ words: [String]) -> Int { words.reduce(0) { $0 + $1.utf8.count } }

  /// A word that says what it is without any expansion; nil for others.
  static func plain(_ pieces: [ShellWords.Piece]) -> String? {
    guard pieces.count == 1, case .open(let text, false) = pieces[0], !text.contains("$"), !text.contains("`")
    else { return nil }
    return text
  }

  func assignment(_ pieces: [ShellWords.Piece]) -> (String, String)? {
    guard case .open(let text, false)? = pieces.first, let equals = text.place(of: "=") else {
      return nil
    }
    var name = text[..<equals]
    let isAppending = name.ends(with: "+")
    if isAppending { name = name.dropLast() }
    guard ShellName.isValid(name) else { return nil }
    var rest = pieces
    rest[0] = .open(String(text.rest(behind: equals)), isQuoted: false)
    let value = expandWhole(rest)
    return (String(name), isAppending ? (variables[String(name)] ?? "") + value : value)
  }

  /// `NAME=VALUE` of a word that was quoted as a whole.
  static func quotedAssignment(_ text: String) -> (String, String)? {
    guard let equals = text.place(of: "=") else { return nil }
    let name = text[..<equals]
    return ShellName.isValid(name) ? (String(name), String(text.rest(behind: equals))) : nil
  }

  /// One word, whatever blanks come into it.
  func expandWhole(_ pieces: [ShellWords.Piece]) -> String { whole(pieces) ?? ShellVariables.unknown }

  /// The same; nil where it is longer than is followed.
  func whole(_ pieces: [ShellWords.Piece]) -> String? {
    var whole = ""
    for (index, piece) in pieces.enumerated() {
      switch piece {
      case .literal(let text): whole += text
      case .open(let text, let isQuoted):
        guard let value = substitute(index == 0 && !isQuoted ? tilde(text) : text) else { return nil }
        whole += value
      }
      if whole.utf8.count > Self.lengthLimit { return nil }
    }
    return whole
  }

  /// The words that several words become; nil where they are more, or longer, than is followed.
  func expand(all words: some Sequence<[ShellWords.Piece]>) -> [String]? {
    var found: [String] = []
    var size = 0
    for word in words {
      let new = expand(word)
      size += Self.size(new)
      if found.count + new.count > Self.wordLimit || size > Self.totalLimit { return nil }
      found += new
    }
    return found
  }

  /// The words that one word becomes: what comes out of an unquoted variable is split at blanks.
  func expand(_ pieces: [ShellWords.Piece]) -> [String] {
    if pieces.count == 1, case .open(let text, _) = pieces[0], text == "$@" || text == "$*" {
      return Array(arguments.dropFirst())
    }
    if pieces.count == 1, case .open(let text, _) = pieces[0], text.begins(with: "${"),
      text.ends(with: "[@]}") || text.ends(with: "[*]}"),
      let values = arrays[String(text.dropFirst(2).dropLast(4))]
    {
      return values
    }
    let whole = expandWhole(pieces)
    guard pieces.count == 1, case .open(let text, false) = pieces[0], text.begins(with: "$") else {
      return [whole]
    }
    return whole.split(whereSeparator: \.isWhitespace).map(String.init)
  }

  private func tilde(_ text: String) -> String {
    text == "~" ? home : text.begins(with: "~/") ? home + text.withoutBytes(1) : text
  }

  /// Nil where it comes to more than is followed.
  private func substitute(_ text: String) -> String? {
    guard text.holds("$") || text.holds("`") else { return text }
    var result = ""
    var rest = text[...]
    while let place = rest.utf8.firstIndex(where: { $0 == UInt8(ascii: "$") || $0 == UInt8(ascii: "`") }) {
      result += rest[..<place]
      if rest.utf8[place] == UInt8(ascii: "`") {
        result.append(StartCommand.unknown)
        let end = rest.rest(behind: place).place(of: "`")
        rest = end.map { rest.rest(behind: $0) } ?? ""
        continue
      }
      rest = rest.rest(behind: place)
      let (value, after) = variable(rest)
      result += value
      if result.utf8.count > Self.lengthLimit { return nil }
      rest = after
    }
    return result + rest
  }

  /// What stands behind a `$`, and the text behind that.
  private func variable(_ rest: Substring) -> (String, Substring) {
    let unknown = ShellVariables.unknown
    guard let first = rest.unicodeScalars.first else { return ("$", rest) }
    if first == "(" || first == "{" {
      let after = first == "(" ? Self.behind(rest, "(", ")") : Self.behind(rest, "{", "}")
      let inner = Substring(rest[rest.startIndex..<after.startIndex].utf8.dropFirst().dropLast())
      guard depth < Self.depthLimit else { return (unknown, after) }
      return (first == "(" ? deeper.output(of: inner) : deeper.braced(inner), after)
    }
    if let digit = Int(String(first)) {
      return (digit < arguments.count ? arguments[digit] : "", rest.withoutBytes(1))
    }
    let name = ShellName.prefix(of: rest)
    if name.isEmpty { return (unknown, Substring(rest.unicodeScalars.dropFirst())) }
    return (value(String(name)) ?? unknown, rest.withoutBytes(name.utf8.count))
  }

  /// What a command prints, where that is a place.
  private func output(of command: Substring) -> String {
    guard command.utf8.count <= Self.commandLimit else { return ShellVariables.unknown }
    let text = String(command)
    return Self.located(text) ?? place(text) ?? ShellVariables.unknown
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
      guard text.begins(with: head), let tail = tails.first(where: { text.ends(with: $0) }) else { continue }
      return argument(String(text.dropFirst(head.utf8.count).dropLast(tail.utf8.count)))
    }
    for head in ["dirname", "readlink -f", "readlink -e", "realpath"] where text.begins(with: head + " ") {
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
    let unknown = ShellVariables.unknown
    let name = ShellName.prefix(of: text)
    var rest = text.withoutBytes(name.utf8.count)
    if name.isEmpty { return unknown }
    if name == "BASH_SOURCE", rest.isEmpty || rest == "[0]" {
      return arguments.first ?? unknown
    }
    if let number = Int(name), rest.isEmpty { return number < arguments.count ? arguments[number] : "" }
    let found = Int(name).map { $0 < arguments.count ? arguments[$0] : "" } ?? value(String(name))
    if rest.isEmpty { return found ?? unknown }
    let countsEmpty = rest.begins(with: ":")
    if countsEmpty { rest = rest.withoutBytes(1) }
    let isThere = found.map { !countsEmpty || !$0.isEmpty } ?? false
    switch rest.unicodeScalars.first {
    case "-", "=":
      if isThere { return found ?? unknown }
      // Where something that was not understood may have set the variable, its default is not certain.
      return (isOpen ? nil : substitute(tilde(String(rest.withoutBytes(1))))) ?? unknown
    case "?": return found ?? unknown
    case "+": return (isThere ? substitute(String(rest.withoutBytes(1))) : isOpen ? nil : "") ?? unknown
    default: return unknown
    }
  }

  /// The text behind the bracket that closes the first one.
  private static func behind(_ text: Substring, _ open: Unicode.Scalar, _ close: Unicode.Scalar) -> Substring
  {
    let (open, close) = (UInt8(ascii: open), UInt8(ascii: close))
    var depth = 0
    var count = 0
    for byte in text.utf8 {
      count += 1
      if byte == open { depth += 1 }
      if byte == close {
        depth -= 1
        if depth == 0 { return Substring(text.utf8.dropFirst(count)) }
      }
    }
    return text[text.endIndex...]
  }
}
