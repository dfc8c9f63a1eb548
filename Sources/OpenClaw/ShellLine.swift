/// Command lines that a person may copy into a shell. Source: POSIX Shell Command Language, section 2.2.
public enum ShellLine {
  /// Stands for a word that is never offered: one with a control character, which a shell may obey before anybody has read it.
  public static let withheld = "'…'"

  /// The words as one line that every POSIX shell takes apart into the very same words.
  public static func text(_ words: [String]) -> String { words.map(word).joined(separator: " ") }

  /// One word of a line: as it is where the shell gives no character of it a meaning, else in quotes.
  public static func word(_ text: String) -> String {
    if text.unicodeScalars.contains(where: isUnseen) { return withheld }
    if !text.isEmpty, text.unicodeScalars.allSatisfy(isPlain) { return text }
    // A home that is shown as `~` means something only outside of quotes.
    if text.begins(with: "~/"), text.withoutBytes(2).unicodeScalars.allSatisfy(isPlain) { return text }
    // By scalars: a quote with a mark behind it is another character, and a quote to a shell all the same.
    let parts = text.unicodeScalars.split(separator: "'", omittingEmptySubsequences: false)
    return "'\(parts.map { String($0) }.joined(separator: #"'\''"#))'"
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_", "@", "%", "+", "=", ":", ",", ".", "/", "-": true
    // A letter of another script has no meaning to a shell.
    default: !scalar.isASCII && scalar.properties.isAlphabetic
    }
  }

  /// Control and format characters: line ends, escapes, marks of direction, characters without width.
  private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
    if UnseenCharacters.contains(scalar) { return true }
    return switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: true
    default: false
    }
  }
}
