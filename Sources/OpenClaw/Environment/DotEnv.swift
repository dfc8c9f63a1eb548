/// `.env` files as OpenClaw reads them. Source: the `dotenv` package that `src/infra/dotenv.ts` calls (its `LINE` expression).
public enum DotEnv {
  /// The assignments of a file; of equal names the last one counts.
  ///
  /// `export` is allowed, `#` begins a comment anywhere outside quotes, quoted values may span lines, and `\n` and `\r` are
  /// resolved in double quotes only. systemd's rules for `EnvironmentFile=` are other ones: `SystemdEnvironmentFile`.
  public static func parse(_ text: String) -> [String: String] {
    var reader = Reader(text)
    var values: [String: String] = [:]
    while !reader.isAtEnd {
      if let (name, value) = reader.assignment() {
        values[name] = value
      } else {
        reader.skipLine()
      }
    }
    return values
  }

  private struct Reader {
    private let scalars: [Unicode.Scalar]
    private var place = 0

    init(_ text: String) {
      // A byte order mark counts as a blank in JavaScript's expressions.
      let scalars = Array(text.replacing("\r\n", with: "\n").unicodeScalars)
      self.scalars = scalars.first == "\u{FEFF}" ? Array(scalars.dropFirst()) : scalars
    }

    var isAtEnd: Bool { place >= scalars.count }
    private var current: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }

    mutating func skipLine() {
      while let scalar = current, scalar != "\n", scalar != "\r" { advance() }
      advance()
    }

    private mutating func advance() { place += 1 }

    private mutating func skipBlanks(lines: Bool) {
      while let scalar = current, scalar.properties.isWhitespace, lines || scalar != "\n" && scalar != "\r" {
        advance()
      }
    }

    /// Reads one assignment with the rest of its line. Nil for anything else; the place is then somewhere in that line.
    mutating func assignment() -> (String, String)? {
      skipBlanks(lines: true)
      var name = word()
      if name == "export", current == " " || current == "\t" {
        skipBlanks(lines: false)
        name = word()
      }
      guard !name.isEmpty else { return nil }
      skipBlanks(lines: false)
      guard current == "=" || current == ":" && place + 1 < scalars.count else { return nil }
      let isColon = current == ":"
      advance()
      // `NAME: value` needs the blank.
      if isColon, current != " ", current != "\t" { return nil }
      skipBlanks(lines: false)
      let value = value()
      skipLine()
      return (name, value)
    }

    private mutating func word() -> String {
      var word = String.UnicodeScalarView()
      while let scalar = current, Self.isNamePart(scalar) {
        word.append(scalar)
        advance()
      }
      return String(word)
    }

    private static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
      scalar.isASCII
        && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "_" || scalar == "."
          || scalar == "-")
    }

    private mutating func value() -> String {
      if let quote = current, Self.isQuote(quote), let end = closing(quote), isLineOver(end + 1) {
        let text = String(String.UnicodeScalarView(scalars[(place + 1)..<end]))
        place = end + 1
        return Self.resolved(text, quote)
      }
      var text = String.UnicodeScalarView()
      while let scalar = current, scalar != "\n", scalar != "\r", scalar != "#" {
        text.append(scalar)
        advance()
      }
      let value = String(text).trimmed
      guard let quote = value.unicodeScalars.first, Self.isQuote(quote), value.unicodeScalars.count > 1,
        value.unicodeScalars.last == quote
      else { return value }
      return Self.resolved(String(value.dropFirst().dropLast()), quote)
    }

    private static func resolved(_ text: String, _ quote: Unicode.Scalar) -> String {
      quote == "\"" ? text.replacing("\\n", with: "\n").replacing("\\r", with: "\r") : text
    }

    private static func isQuote(_ scalar: Unicode.Scalar) -> Bool {
      scalar == "\"" || scalar == "'" || scalar == "`"
    }

    /// Whether only blanks and a comment follow.
    private func isLineOver(_ start: Int) -> Bool {
      for scalar in scalars[start...] {
        if scalar == "\n" || scalar == "\r" || scalar == "#" { return true }
        if !scalar.properties.isWhitespace { return false }
      }
      return true
    }

    /// The place of the quote that ends the one at hand; nil where none does.
    private func closing(_ quote: Unicode.Scalar) -> Int? {
      var index = place + 1
      while index < scalars.count {
        if scalars[index] == "\\", index + 1 < scalars.count, scalars[index + 1] == quote {
          index += 2
        } else if scalars[index] == quote {
          return index
        } else {
          index += 1
        }
      }
      return nil
    }
  }
}
