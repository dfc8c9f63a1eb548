import OpenClaw

/// Text of a log as it may be shown: no escape sequences, no control characters, lines of bounded length.
public enum LogText {
  /// A longer line is cut: 64 KB.
  public static let lineLimit = 64 << 10

  /// The lines of some bytes, cleaned, a last one without its end too; empty ones are left out.
  /// Invalid UTF-8 becomes replacement characters.
  public static func lines(_ bytes: [UInt8]) -> [String] {
    bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: true).compactMap { line in
      let text = clean(String(decoding: line.prefix(lineLimit), as: UTF8.self))
      return text.isEmpty ? nil : text
    }
  }

  /// Without ANSI sequences, control characters and all others that nobody sees; tabs become blanks.
  public static func clean(_ text: String) -> String {
    if isClean(text) { return text }
    var result = String.UnicodeScalarView()
    var scalars = text.unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\u{1B}": skipSequence(&scalars)
      case "\u{9B}": skipControlSequence(&scalars)
      case "\t": result.append(contentsOf: "    ".unicodeScalars)
      case _ where UnseenCharacters.contains(scalar): continue
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// Whether `clean` would change nothing. Looks at bytes alone: most lines are clean, and this is fast.
  private static func isClean(_ text: String) -> Bool {
    var isASCII = true
    for byte in text.utf8 {
      if byte < 0x20 || byte == 0x7F { return false }
      if byte >= 0x80 { isASCII = false }
    }
    return isASCII || !text.unicodeScalars.contains(where: UnseenCharacters.contains)
  }

  private static func skipSequence(_ scalars: inout Substring.UnicodeScalarView) {
    switch scalars.first {
    case "[":
      scalars.removeFirst()
      skipControlSequence(&scalars)
    case "]", "P", "X", "^", "_":
      // A string up to BEL or ESC \; one that never ends takes the rest of the line.
      while let scalar = scalars.popFirst() {
        if scalar == "\u{07}" { return }
        if scalar == "\u{1B}" {
          if scalars.first == "\\" { scalars.removeFirst() }
          return
        }
      }
    case .some:
      while let first = scalars.first, (0x20...0x2F).contains(first.value) { scalars.removeFirst() }
      if !scalars.isEmpty { scalars.removeFirst() }
    case nil: return
    }
  }

  /// Parameters, then one final character.
  private static func skipControlSequence(_ scalars: inout Substring.UnicodeScalarView) {
    while let scalar = scalars.first {
      guard (0x20...0x7E).contains(scalar.value) else { return }
      scalars.removeFirst()
      if scalar.value >= 0x40 { return }
    }
  }
}
