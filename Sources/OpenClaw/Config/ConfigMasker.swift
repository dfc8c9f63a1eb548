/// Writes a config's tokens as they may be shown.
struct ConfigMasker {
  private let tokens: [ConfigToken]
  /// The whole of the last token.
  private let cut: ConfigToken?
  /// For each token the next one that is neither blank nor comment.
  private let next: [Int?]
  /// Lines that do not parse cleanly, from 0.
  let unclean: Set<Int>
  private(set) var out = ""
  private(set) var secrets: Set<String> = []
  /// The key that was read last.
  private var key = ""
  /// For each bracket around whether it stands below a key that speaks of a secret.
  private var around: [Bool] = []
  /// The token in front, blanks and comments aside.
  private var previous: ConfigToken?
  private var isKeyRead = false

  /// The beginning of a text: what may be shown of a token that is cut off in the middle is decided by the whole one.
  init(_ tokens: [ConfigToken], beginningOf whole: ConfigMasker) {
    self.init(
      tokens, unclean: whole.unclean,
      cut: tokens.isEmpty ? nil : whole.tokens.dropFirst(tokens.count - 1).first)
  }

  init(_ tokens: [ConfigToken]) { self.init(tokens, unclean: nil, cut: nil) }

  private init(_ tokens: [ConfigToken], unclean: Set<Int>?, cut: ConfigToken?) {
    self.tokens = tokens
    self.cut = cut
    var next = [Int?](repeating: nil, count: tokens.count)
    var found: Int?
    for index in tokens.indices.reversed() {
      next[index] = found
      if tokens[index].isSignificant { found = index }
    }
    self.next = next
    self.unclean = unclean ?? CleanLines.unclean(tokens, next: next)
  }

  mutating func run() {
    for index in tokens.indices {
      switch tokens[index].kind {
      case .blank(let scalar): out.unicodeScalars.append(scalar)
      case .lineEnd: out += "\n"
      case .comment(let comment): write(comment)
      case .mark(let mark): write(mark)
      case .string(let quoted): write(quoted, at: index)
      case .word(let word): write(word, at: index)
      }
      if tokens[index].isSignificant { previous = tokens[index] }
    }
  }

  private mutating func write(_ mark: Unicode.Scalar) {
    switch mark {
    case "{", "[": around.append(isSecretPlace)
    case "}", "]": _ = around.popLast()
    // After a colon without a key the next value is not known to be harmless, so it is masked.
    case ":": if !isKeyRead { key = "" }
    default: break
    }
    isKeyRead = false
    out.unicodeScalars.append(mark)
  }

  /// A comment may hold an old secret; its lines stay.
  private mutating func write(_ comment: ConfigToken.Comment) {
    out += comment.isBlock ? "/*" : "//"
    out += comment.hasText.map { $0 ? " \(MaskedConfig.mask)" : "" }.joined(separator: "\n")
    if comment.isBlock, comment.isClosed { out += "*/" }
  }

  private mutating func write(_ quoted: ConfigToken.Quoted, at index: Int) {
    let mark = String(Character(quoted.quote))
    if quoted.isClosed, isKey(index) {
      let isShown = quoted.breaks == 0 && mayShow(key: quoted.text, at: index)
      out += isShown ? mark + quoted.written + mark : MaskedConfig.mask
      take(key: quoted.text)
    } else {
      isKeyRead = false
      let isShown = quoted.text.isEmpty || isHarmless(whole(quoted, at: index), at: index)
      if !isShown { hide(quoted.text, isWhole: quoted.isClosed) }
      out += mark + (isShown ? quoted.written : MaskedConfig.mask) + (quoted.isClosed ? mark : "")
    }
    out += String(repeating: "\n", count: quoted.breaks)
  }

  private func whole(_ quoted: ConfigToken.Quoted, at index: Int) -> ConfigToken.Quoted {
    if index == tokens.count - 1, case .string(let whole) = cut?.kind { whole } else { quoted }
  }

  private mutating func write(_ word: String, at index: Int) {
    if isKey(index) {
      out += mayShow(key: word, at: index) ? word : MaskedConfig.mask
      take(key: word)
      return
    }
    isKeyRead = false
    let isShown = !isSecretPlace && (ConfigWord.isConstant(word) || isShownNumber(word, at: index))
    if !isShown, !ConfigWord.isLiteral(word) { hide(word, isWhole: false) }
    out += isShown ? word : MaskedConfig.mask
  }

  // MARK: Keys

  /// Whether what stands here is followed by a colon, and no value of the colon in front.
  private func isKey(_ index: Int) -> Bool {
    guard let next = next[index], tokens[next].isColon else { return false }
    return previous?.isColon != true
  }

  private mutating func take(key name: String) {
    key = name
    isKeyRead = true
  }

  private func mayShow(key name: String, at index: Int) -> Bool {
    if MaskedConfig.vocabulary.contains(name.lowercased()) { return true }
    // A key of more than 48 characters may be a value in the wrong place, and so may any below a secret's key.
    return !unclean.contains(tokens[index].line) && !isInSecret && name.count <= 48
      && name.unicodeScalars.allSatisfy { scalar in
        scalar.properties.isIDContinue || "$._@+-/: ".unicodeScalars.contains(scalar)
      }
  }

  // MARK: Values

  private var isInSecret: Bool { around.last ?? false }

  private var isSecretPlace: Bool { isInSecret || SecretValues.isSecretName(key) }

  /// Whether it is a number that is shown: right behind the colon of its key or in an array; on an unclean line only behind a key that
  /// OpenClaw has.
  private func isShownNumber(_ word: String, at index: Int) -> Bool {
    guard ConfigWord.isShortNumber(word), let previous else { return false }
    if unclean.contains(tokens[index].line) {
      return previous.isColon && previous.line == tokens[index].line
        && MaskedConfig.vocabulary.contains(key.lowercased())
    }
    return [.mark(":"), .mark("["), .mark(",")].contains(previous.kind)
  }

  private func isHarmless(_ quoted: ConfigToken.Quoted, at index: Int) -> Bool {
    let line = tokens[index].line
    guard !unclean.contains(line), previous?.isColon == true, previous?.line == line, !isSecretPlace,
      MaskedConfig.harmless.contains(key.lowercased()), quoted.text == quoted.written
    else { return false }
    // A value that holds quotes, brackets or a comma may be a whole piece of the config.
    let isPlain = quoted.text.utf8.count <= 200 && quoted.text.unicodeScalars.allSatisfy(Self.isPlain)
    return isPlain && !quoted.text.holds(": ") && isHarmlessAddress(quoted.text)
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x20 || "\"'`{}[],;=\\".unicodeScalars.contains(scalar) { return false }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: return false
    default: return true
    }
  }

  /// Whether a text is no address, or one that is a host and a port and nothing else.
  private func isHarmlessAddress(_ text: String) -> Bool {
    if text.holds("@") || text.holds("?") { return false }
    guard let rest = text.behindScheme else { return key.lowercased() != "cdpurl" || !text.holds("/") }
    return !rest.holds("#") && rest.place(of: "/").map { rest.rest(behind: $0).isEmpty } ?? true
  }

  /// Notes a value that is not shown as a secret, unless its key means a reference or a file name: masked everywhere, such common words
  /// would make other texts unreadable.
  private mutating func hide(_ text: String, isWhole: Bool) {
    let name = key.lowercased()
    let isHarmless =
      ["source", "provider", "id", "type"].contains(name)
      || ["file", "tokens", "mode"].contains { name.ends(with: $0) }
    guard isSecretPlace, !isHarmless, !text.holds("${") else { return }
    // A text whose quote is missing may end anywhere.
    let parts = isWhole ? [text] : [text, String(text.head(before: ",}]\"'`; "))]
    for part in parts.map(\.trimmed) where part.count >= 6 { secrets.insert(part) }
  }
}
