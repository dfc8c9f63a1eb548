/// Names of variables. Sources: POSIX Base Definitions 3.216 "Name"; systemd.service(5) means the same.
public enum ShellName {
  /// Letters, digits and underscores of ASCII, no digit first; the empty text is no name.
  public static func isValid(_ text: some StringProtocol) -> Bool {
    text.first?.isNumber == false && text.allSatisfy(isPart)
  }

  /// The name at the beginning of a text; empty where none stands there.
  public static func prefix(of text: Substring) -> Substring {
    Substring(text.utf8.prefix { isPart(Character(Unicode.Scalar($0))) })
  }

  static func isPart(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || character == "_")
  }
}
