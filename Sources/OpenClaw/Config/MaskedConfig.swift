/// The text of a config as it may be shown, also of one that is broken. What is shown is decided by what may be shown: keys, values of
/// keys that are known to be harmless, numbers, and words such as `true`; on a line that does not parse cleanly nothing between quotes,
/// and of its keys only those that OpenClaw is known to have.
public struct MaskedConfig: Sendable {
  /// Stands for every value that is not shown.
  public static let mask = "•••"

  /// The lines of a text, whatever ends them: as many as `lines` has.
  public static func split(_ text: String) -> [Substring] {
    // By bytes: `\r\r\n` are two line ends, and as characters they would be taken for others.
    var lines: [Substring] = []
    var rest = text[...].utf8
    while let end = rest.firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) {
      lines.append(Substring(rest[..<end]))
      let isPair = rest[end] == 0x0D && rest[rest.index(after: end)...].first == 0x0A
      rest = rest[rest.index(end, offsetBy: isPair ? 2 : 1)...]
    }
    return lines + [Substring(rest)]
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
    let whole = tokens(lines)
    var masker = ConfigMasker(tokens(lines[..<(line - 1)] + [head]), beginningOf: ConfigMasker(whole))
    masker.run()
    return masker.out.parts(at: "\n", omittingEmptySubsequences: false).last.map(String.init)
  }

  /// As many lines as the text has.
  public let lines: [String]
  /// What was hidden below keys that speak of a secret, and what may be one on lines that do not parse cleanly: to be crossed out elsewhere
  /// too.
  public let secrets: Set<String>

  /// Masks a whole text, valid or not.
  public init(_ text: String) {
    let raw = Self.split(text)
    var masker = ConfigMasker(Self.tokens(raw))
    masker.run()
    lines = masker.out.parts(at: "\n", omittingEmptySubsequences: false).map(String.init)
    var found = masker.secrets
    for line in masker.unclean where raw.indices.contains(line) {
      found.formUnion(LooseSecrets.of(raw[line]))
    }
    secrets = found
  }

  private static func tokens(_ lines: [Substring]) -> [ConfigToken] {
    ConfigTokenizer.tokens(Array(lines.joined(separator: "\n").unicodeScalars))
  }

  /// Keys whose values may be shown, in lower case.
  public static let harmless: Set<String> = [
    "$include", "bind", "cdpurl", "color", "configpath", "defaultprofile", "dmpolicy", "driver", "effort",
    "executablepath", "file", "grouppolicy", "health", "lasttouchedat", "lasttouchedversion", "level",
    "lock", "mode", "policy", "primary", "profile", "provider", "source", "statedir", "theme", "transport",
    "userdatadir", "version", "workspace",
  ]

  /// Keys that are shown wherever they stand, in lower case: those that OpenClaw is known to have.
  static let vocabulary: Set<String> = harmless.union(ConfigSchema.words.map { $0.lowercased() }).union([
    "accountid", "accounts", "apikey", "apptoken", "bottoken", "cdpport", "default", "discord", "env", "exec",
    "id", "key", "list", "name", "names", "profiles", "providers", "secret", "signal", "slack", "telegram",
    "token", "type", "url", "vars", "whatsapp",
  ])
}

/// Finds what may be a secret in a line that nobody can parse.
private enum LooseSecrets {
  /// Characters from which on a word of letters and digits is taken for one.
  private static let suspicious = 16

  static func of(_ line: Substring) -> Set<String> {
    var found: Set<String> = []
    var isBehindSecretName = false
    let words = line.unicodeScalars.split { scalar in
      !(scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || "_-.+/=~".unicodeScalars.contains(scalar))
    }
    for word in words.map(String.init) {
      let isName = SecretValues.isSecretName(word)
      let isKnown =
        isName || MaskedConfig.vocabulary.contains(word.lowercased()) || ConfigWord.isConstant(word)
      if !isKnown, isBehindSecretName && word.count >= 6 || isSuspicious(word) { found.insert(word) }
      if isName || !isKnown { isBehindSecretName = isName }
    }
    return found
  }

  private static func isSuspicious(_ word: String) -> Bool {
    word.count >= suspicious && word.contains(where: \.isNumber) && word.contains(where: \.isLetter)
      && !word.begins(with: "/") && !word.begins(with: "~") && !word.begins(with: ".")
  }
}
