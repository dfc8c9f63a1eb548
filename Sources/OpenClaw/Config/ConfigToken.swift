/// A piece of a text that should be a config, also of one that is broken: it looks at characters alone.
struct ConfigToken {
  enum Kind: Equatable {
    /// A blank or a tab.
    case blank(Unicode.Scalar)
    case lineEnd
    /// One of `{ } [ ] , :`, or a slash that begins no comment.
    case mark(Unicode.Scalar)
    case comment(Comment)
    case string(Quoted)
    /// Anything else, up to a blank, a mark or a quote.
    case word(String)
  }

  struct Comment: Equatable {
    var isBlock: Bool
    var isClosed: Bool
    /// For each of its lines whether anything stands there.
    var hasText: [Bool]
  }

  struct Quoted: Equatable {
    var quote: Unicode.Scalar
    /// With its escapes resolved.
    var text: String
    /// As it is written, without its quotes.
    var written: String
    var isClosed: Bool
    /// Lines that it goes on over, each ended by a backslash.
    var breaks: Int
  }

  var kind: Kind
  /// The line that it begins in, from 0.
  var line: Int

  /// Whether it is neither blank nor comment.
  var isSignificant: Bool {
    switch kind {
    case .blank, .lineEnd, .comment: false
    case .mark, .string, .word: true
    }
  }

  var isColon: Bool { kind == .mark(":") }
}

/// Takes a text apart into tokens, in one pass.
struct ConfigTokenizer {
  private let scalars: [Unicode.Scalar]
  private var index = 0
  private var line = 0

  static func tokens(_ scalars: [Unicode.Scalar]) -> [ConfigToken] {
    var tokenizer = ConfigTokenizer(scalars)
    var tokens: [ConfigToken] = []
    while let scalar = tokenizer.peek {
      let line = tokenizer.line
      tokens.append(ConfigToken(kind: tokenizer.next(scalar), line: line))
    }
    return tokens
  }

  private init(_ scalars: [Unicode.Scalar]) { self.scalars = scalars }

  private var peek: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  private func starts(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Bool {
    index + 1 < scalars.count && scalars[index] == first && scalars[index + 1] == second
  }

  private mutating func next(_ scalar: Unicode.Scalar) -> ConfigToken.Kind {
    if starts("/", "/") { return .comment(lineComment()) }
    if starts("/", "*") { return .comment(blockComment()) }
    switch scalar {
    case "\"", "'", "`": return .string(string(scalar))
    case "\n":
      index += 1
      line += 1
      return .lineEnd
    case " ", "\t":
      index += 1
      return .blank(scalar)
    case "{", "}", "[", "]", ",", ":", "/":
      index += 1
      return .mark(scalar)
    default: return .word(word())
    }
  }

  private mutating func lineComment() -> ConfigToken.Comment {
    index += 2
    var hasText = false
    while let scalar = peek, scalar != "\n" {
      if scalar != " ", scalar != "\t" { hasText = true }
      index += 1
    }
    return .init(isBlock: false, isClosed: true, hasText: [hasText])
  }

  private mutating func blockComment() -> ConfigToken.Comment {
    index += 2
    var hasText = [false]
    while let scalar = peek {
      if starts("*", "/") {
        index += 2
        return .init(isBlock: true, isClosed: true, hasText: hasText)
      }
      if scalar == "\n" {
        hasText.append(false)
        line += 1
      } else if scalar != " ", scalar != "\t" {
        hasText[hasText.count - 1] = true
      }
      index += 1
    }
    return .init(isBlock: true, isClosed: false, hasText: hasText)
  }

  private mutating func string(_ quote: Unicode.Scalar) -> ConfigToken.Quoted {
    index += 1
    var text = String.UnicodeScalarView()
    var written = String.UnicodeScalarView()
    var breaks = 0
    while let scalar = peek, scalar != "\n" {
      index += 1
      if scalar == quote {
        return .init(
          quote: quote, text: String(text), written: String(written), isClosed: true, breaks: breaks)
      }
      written.append(scalar)
      guard scalar == "\\", let escaped = peek else {
        text.append(scalar)
        continue
      }
      index += 1
      if escaped == "\n" {
        breaks += 1
        line += 1
      } else {
        written.append(escaped)
        text.append(resolved(escaped, &written))
      }
    }
    return .init(quote: quote, text: String(text), written: String(written), isClosed: false, breaks: breaks)
  }

  /// What an escape stands for: `\n` and its like, `\x41`, `\u0041`.
  private mutating func resolved(
    _ escaped: Unicode.Scalar, _ written: inout String.UnicodeScalarView
  ) -> Unicode.Scalar {
    switch escaped {
    case "n": return "\n"
    case "t": return "\t"
    case "r": return "\r"
    case "u", "x":
      let digits = scalars[index...].prefix(escaped == "u" ? 4 : 2)
      let text = String(String.UnicodeScalarView(digits))
      guard digits.count == (escaped == "u" ? 4 : 2), let value = UInt32(text, radix: 16),
        let scalar = Unicode.Scalar(value)
      else { return escaped }
      index += digits.count
      written.append(contentsOf: digits)
      return scalar
    default: return escaped
    }
  }

  private mutating func word() -> String {
    var text = String.UnicodeScalarView()
    while let scalar = peek, !isEnd(scalar), !starts("/", "/"), !starts("/", "*") {
      text.append(scalar)
      index += 1
    }
    return String(text)
  }

  private func isEnd(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "{", "}", "[", "]", ",", ":", "/", " ", "\t", "\n", "\"", "'": true
    default: false
    }
  }
}
