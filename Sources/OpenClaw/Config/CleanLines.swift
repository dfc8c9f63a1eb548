/// Which lines of a config parse cleanly, each as a piece of a config: keys with their colons and values, commas and brackets where they
/// may stand. A quote too many or too few makes its own line unclean, for a text in quotes ends with its line.
struct CleanLines {
  private enum Previous {
    case begin, open, comma, colon, key, value, close
  }

  private let tokens: [ConfigToken]
  /// For each token the next one that is neither blank nor comment.
  private let next: [Int?]
  /// The brackets around.
  private var around: [Unicode.Scalar] = []
  private var previous = Previous.begin
  /// Whether the last token of the line before is a colon.
  private var isValueOwed = false
  private var isClean = true
  private var unclean: Set<Int> = []

  private init(_ tokens: [ConfigToken], next: [Int?]) {
    self.tokens = tokens
    self.next = next
  }

  /// The lines that do not, from 0.
  static func unclean(_ tokens: [ConfigToken], next: [Int?]) -> Set<Int> {
    var lines = CleanLines(tokens, next: next)
    for index in tokens.indices { lines.take(index) }
    return lines.unclean
  }

  private mutating func take(_ index: Int) {
    let token = tokens[index]
    if index == 0 || tokens[index - 1].line != token.line || tokens[index - 1].kind == .lineEnd { begin() }
    let isGood: Bool
    switch token.kind {
    case .blank, .lineEnd, .comment: return
    case .mark(let scalar): isGood = take(scalar)
    case .string(let quoted):
      isGood = quoted.isClosed && quoted.breaks == 0 && quoted.quote != "`" && takeText(index, nil)
      for line in token.line...(token.line + quoted.breaks) where quoted.breaks > 0 { unclean.insert(line) }
    case .word(let word): isGood = takeText(index, word)
    }
    if !isGood { unclean.insert(token.line) }
  }

  /// A text without brackets around is a piece of an object.
  private var isInArray: Bool { around.last == "[" }

  private mutating func begin() {
    isValueOwed = previous == .colon
    previous = .begin
  }

  private mutating func take(_ mark: Unicode.Scalar) -> Bool {
    let before = previous
    switch mark {
    case "{", "[":
      previous = .open
      around.append(mark)
      return [.begin, .open, .comma, .colon].contains(before)
    case "}", "]":
      previous = .close
      let open = around.popLast()
      return before != .colon && before != .key && open == (mark == "}" ? "{" : "[")
    case ",":
      previous = .comma
      return [.begin, .value, .close].contains(before)
    case ":":
      previous = .colon
      return before == .key
    default: return false
    }
  }

  /// - Parameter word: nil for a text in quotes.
  private mutating func takeText(_ index: Int, _ word: String?) -> Bool {
    let before = previous
    if let next = next[index], tokens[next].isColon, tokens[next].line == tokens[index].line {
      previous = .key
      return !isInArray && [.begin, .open, .comma].contains(before)
        && word.map(ConfigWord.isName) ?? true
    }
    previous = .value
    guard word.map(ConfigWord.isLiteral) ?? true else { return false }
    switch before {
    case .colon: return true
    case .begin: return isValueOwed || isInArray
    case .open, .comma: return isInArray
    case .key, .value, .close: return false
    }
  }
}

/// What an unquoted word of a config may be.
enum ConfigWord {
  /// A key as it is named to a person. One that is no plain word may be a secret in the wrong place.
  static func shownKey(_ key: String) -> String {
    let isPlain =
      key.utf8.count <= 40 && isName(key.replacing("-", with: "_"))
      && !key.unicodeScalars.contains(where: UnseenCharacters.contains)
    let isSuspicious = key.utf8.count >= 16 && key.utf8.contains { (48...57).contains($0) }
    return isPlain && !isSuspicious ? key : "(a key that is not shown)"
  }

  /// Whether it may be a key.
  static func isName(_ word: String) -> Bool {
    guard let first = word.unicodeScalars.first, !("0"..."9").contains(first) else { return false }
    return word.unicodeScalars.allSatisfy { $0 == "$" || $0 == "_" || $0.properties.isIDContinue }
  }

  /// `true` and its like: words that no secret is.
  static func isConstant(_ word: String) -> Bool {
    ["true", "false", "null", "Infinity", "NaN"].contains(word)
  }

  /// A decimal number of at most 12 characters: a longer one may be an account or a secret.
  static func isShortNumber(_ word: String) -> Bool {
    word.utf8.count <= 12 && word.utf8.contains { (48...57).contains($0) }
      && word.utf8.allSatisfy { (48...57).contains($0) || "+-.eE".utf8.contains($0) }
  }

  /// Whether it is a value that JSON5 has without quotes.
  static func isLiteral(_ word: String) -> Bool {
    if isConstant(word) { return true }
    return word.utf8.first.map { (48...57).contains($0) || "+-.".utf8.contains($0) } ?? false
      && word.utf8.allSatisfy {
        (48...57).contains($0) || (65...70).contains($0) || (97...102).contains($0)
          || "+-.xX".utf8.contains($0)
      }
  }
}
