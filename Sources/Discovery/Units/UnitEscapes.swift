import OpenClaw

/// What stands behind a backslash in a unit file. Source: systemd.syntax(7), "Quoting".
enum UnitEscapes {
  private static let letters: [Unicode.Scalar: String] = [
    "a": "\u{7}", "b": "\u{8}", "f": "\u{c}", "n": "\n", "r": "\r", "t": "\t", "v": "\u{b}", "s": " ",
  ]
  /// The forms with a number: their letter, how many digits follow, and their base.
  private static let numbers: [(letter: Unicode.Scalar, digits: Int, radix: Int)] = [
    ("x", 2, 16), ("u", 4, 16), ("U", 8, 16),
  ]

  /// Takes one escape, without its backslash, from the beginning of a text that is not empty. What is no escape stands for itself.
  static func take(from rest: inout Substring) -> String {
    guard let first = rest.unicodeScalars.first else { return "" }
    for form in numbers where form.letter == first {
      if let text = number(Substring(rest.unicodeScalars.dropFirst()), digits: form.digits, radix: form.radix)
      {
        rest = rest.withoutBytes(1 + form.digits)
        return text
      }
    }
    if let text = number(rest, digits: 3, radix: 8) {
      rest = rest.withoutBytes(3)
      return text
    }
    rest.unicodeScalars.removeFirst()
    return letters[first] ?? String(Character(first))
  }

  private static func number(_ text: Substring, digits: Int, radix: Int) -> String? {
    let part = Substring(text.unicodeScalars.prefix(digits))
    guard part.count == digits, part.allSatisfy(\.isHexDigit), let value = UInt32(part, radix: radix),
      value != 0, let scalar = Unicode.Scalar(value)
    else { return nil }
    return String(Character(scalar))
  }
}
