/// The text of a config as it may be shown, also of one that is broken: values are shown only for keys that are known to be
/// harmless, for numbers and for words such as `true`. It looks at characters alone, because a broken file has no structure.
public struct MaskedConfig: Sendable {
  /// Stands for every value that is not shown.
  public static let mask = "•••"

  /// The lines of a text, whatever ends them: as many as `lines` has.
  public static func split(_ text: String) -> [Substring] {
    text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
      .split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// What stands in a line before a place, masked as it is in the whole text. Masking changes the length of a line.
  /// - Parameters:
  ///   - line: counted from 1.
  ///   - column: counted from 1, in Unicode scalars.
  /// - Returns: nil where there is no such line.
  public static func head(of text: String, line: Int, column: Int) -> String? {
    let lines = split(text)
    guard lines.indices.contains(line - 1) else { return nil }
    let head = Substring(lines[line - 1].unicodeScalars.prefix(max(0, column - 1)))
    return MaskedConfig((lines[..<(line - 1)] + [head]).joined(separator: "\n")).lines.last
  }

  /// As many lines as the text has.
  public let lines: [String]
  /// What was hidden below keys that speak of a secret: to be crossed out elsewhere too.
  public let secrets: Set<String>

  /// Masks a whole text, valid or not.
  public init(_ text: String) {
    var masker = Masker(text)
    masker.run()
    lines = masker.out.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    secrets = masker.secrets
  }

  /// Keys whose values may be shown, in lower case.
  public static let harmless: Set<String> = [
    "$include", "bind", "cdpurl", "color", "configpath", "defaultprofile", "dmpolicy", "driver", "effort",
    "executablepath", "file", "grouppolicy", "health", "lasttouchedat", "lasttouchedversion", "level",
    "lock", "mode", "policy", "primary", "profile", "provider", "source", "statedir", "theme", "transport",
    "userdatadir", "version", "workspace",
  ]
}

/// One pass over the characters.
private struct Masker {
  private let scalars: [Unicode.Scalar]
  private var index = 0
  private(set) var out = ""
  private(set) var secrets: Set<String> = []
  /// The key that was read last, and the keys of the braces around.
  private var key = ""
  private var around: [String] = []
  /// The punctuation in front of what is read now; nil behind a word or a string.
  private var previous: Unicode.Scalar?
  /// Whether what was read last is a key, whose colon comes next.
  private var isKeyRead = false

  init(_ text: String) {
    // One kind of line end, so that lines can be counted.
    scalars = Array(MaskedConfig.split(text).joined(separator: "\n").unicodeScalars)
  }

  private var peek: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  private func starts(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Bool {
    index + 1 < scalars.count && scalars[index] == first && scalars[index + 1] == second
  }

  mutating func run() {
    while let scalar = peek {
      if starts("/", "/") {
        comment { $0.peek == "\n" }
      } else if starts("/", "*") {
        index += 2
        comment { $0.starts("*", "/") }
        if peek != nil {
          index += 2
          out += "*/"
        }
      } else if scalar == "\"" || scalar == "'" || scalar == "`" {
        string(scalar)
      } else if isPunctuation(scalar) || isBlank(scalar) {
        punctuation(scalar)
      } else {
        word()
      }
    }
  }

  private mutating func punctuation(_ scalar: Unicode.Scalar) {
    if scalar == "{" || scalar == "[" { around.append(key) }
    if scalar == "}" || scalar == "]" { _ = around.popLast() }
    if !isBlank(scalar) {
      // After a colon without a key the next value is not known to be harmless, so it is masked.
      if scalar == ":", !isKeyRead { key = "" }
      isKeyRead = false
      previous = scalar
    } else if scalar == "\n", previous == nil {
      // A comma may be missing at the end of a line: a key may follow all the same.
      previous = "\n"
    }
    out.unicodeScalars.append(scalar)
    index += 1
  }

  /// A comment may hold an old secret; its lines stay.
  private mutating func comment(_ isEnd: (Masker) -> Bool) {
    let isBlock = index >= 2 && scalars[index - 2] == "/" && scalars[index - 1] == "*"
    out += isBlock ? "/*" : "//"
    var hasText = false
    if !isBlock { index += 2 }
    while let scalar = peek, !isEnd(self) {
      if scalar == "\n" {
        out += (hasText ? " \(MaskedConfig.mask)" : "") + "\n"
        hasText = false
      } else if !isBlank(scalar) {
        hasText = true
      }
      index += 1
    }
    if hasText { out += " \(MaskedConfig.mask)" }
  }

  private mutating func string(_ quote: Unicode.Scalar) {
    let mayBeKey = mayBeKey
    // Only what stands right behind its key's colon is known to be that key's.
    let isValue = previous == ":"
    previous = nil
    isKeyRead = false
    index += 1
    var text = String.UnicodeScalarView()
    var breaks = 0
    var isClosed = false
    while let scalar = peek {
      if scalar == quote {
        index += 1
        isClosed = true
        break
      }
      if scalar == "\n" { break }
      index += 1
      if scalar == "\\", let next = peek {
        if next == "\n" { breaks += 1 } else { text.append(next) }
        index += 1
      } else {
        text.append(scalar)
      }
    }
    let mark = String(Character(quote))
    if isClosed, mayBeKey, isKeyNext() {
      take(key: String(text), as: mark + String(text) + mark)
    } else {
      out += mark + shown(String(text), isValue: isValue) + (isClosed ? mark : "")
    }
    out += String(repeating: "\n", count: breaks)
  }

  private mutating func word() {
    let mayBeKey = mayBeKey
    isKeyRead = false
    var text = String.UnicodeScalarView()
    while let scalar = peek, !isPunctuation(scalar), !isBlank(scalar), scalar != "\"", scalar != "'",
      !starts("/", "/"), !starts("/", "*")
    {
      text.append(scalar)
      index += 1
    }
    let word = String(text)
    if mayBeKey, isKeyNext() {
      take(key: word, as: word)
    } else {
      out += isPlain(word) && !isSecretPlace ? word : MaskedConfig.mask
    }
    previous = nil
  }

  /// Whether a key may stand here: behind a brace, a bracket or a comma, or at the beginning of a line.
  private var mayBeKey: Bool { previous.map { $0 != ":" } ?? out.isEmpty }

  private mutating func take(key name: String, as written: String) {
    key = name
    isKeyRead = true
    // A key of more than 48 characters may be a value in the wrong place, so it is masked.
    out += name.count <= 48 ? written : MaskedConfig.mask
  }

  /// Whether a colon follows: what was read is a key.
  private func isKeyNext() -> Bool {
    var place = index
    while place < scalars.count, isBlank(scalars[place]) { place += 1 }
    return place < scalars.count && scalars[place] == ":"
  }

  private var isSecretPlace: Bool {
    SecretValues.isSecretName(key) || around.contains(where: SecretValues.isSecretName)
  }

  private mutating func shown(_ text: String, isValue: Bool) -> String {
    let isHarmless =
      isValue && !isSecretPlace && MaskedConfig.harmless.contains(key.lowercased()) && isHarmlessAddress(text)
    return text.isEmpty || isHarmless ? text : hidden(text)
  }

  /// Whether a text is no address, or one that is a host and a port and nothing else.
  private func isHarmlessAddress(_ text: String) -> Bool {
    if text.contains(where: { "@?".contains($0) }) { return false }
    guard let start = text.range(of: "://")?.upperBound else { return true }
    let rest = text[start...]
    return !rest.contains("#")
      && rest.firstIndex(of: "/").map { rest.index(after: $0) == rest.endIndex } ?? true
  }

  /// Notes a value that is not shown as a secret, unless its key means a reference or a file name: masked everywhere, such common words
  /// would make other texts unreadable.
  private mutating func hidden(_ text: String) -> String {
    let name = key.lowercased()
    let isHarmless =
      ["source", "provider", "id", "type"].contains(name)
      || ["file", "tokens", "mode"].contains { name.hasSuffix($0) }
    if isSecretPlace, !isHarmless, text.count >= 6, !text.contains("${") { secrets.insert(text) }
    return MaskedConfig.mask
  }

  private func isPlain(_ word: String) -> Bool {
    ["true", "false", "null", "Infinity", "NaN"].contains(word)
      || word.count <= 12 && word.allSatisfy { $0.isASCII && ($0.isNumber || "+-.eE".contains($0)) }
  }

  private func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "{", "}", "[", "]", ",", ":", "/": true
    default: false
    }
  }

  private func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\t" || scalar == "\n" }
}
