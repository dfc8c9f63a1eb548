/// The characters of a JSON5 text and the place that has been reached: tokens, but no structure.
struct JSON5Scanner {
  private let scalars: [Unicode.Scalar]
  private let file: String
  private var index = 0
  private var line = 1
  private var column = 1

  init(_ text: String, file: String) {
    scalars = Array(text.unicodeScalars)
    self.file = file
  }

  var location: SourceLocation { SourceLocation(file: file, line: line, column: column) }

  /// Scalars before this place.
  var offset: Int { index }

  var peek: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  private func peek(_ offset: Int) -> Unicode.Scalar? {
    index + offset < scalars.count ? scalars[index + offset] : nil
  }

  mutating func advance() {
    guard let scalar = peek else { return }
    index += 1
    if scalar == "\n" || (scalar == "\r" && peek != "\n") {
      line += 1
      column = 1
    } else {
      column += 1
    }
  }

  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard peek == scalar else { return false }
    advance()
    return true
  }

  /// Takes `word` if it stands here and no identifier goes on behind it.
  mutating func take(word: String) -> Bool {
    let wanted = Array(word.unicodeScalars)
    guard index + wanted.count <= scalars.count,
      scalars[index..<index + wanted.count].elementsEqual(wanted)
    else { return false }
    if let next = peek(wanted.count), Self.isIdentifierPart(next) { return false }
    for _ in wanted { advance() }
    return true
  }

  func error(_ problem: JSON5Problem) -> JSON5Error { JSON5Error(problem, at: location) }

  /// The problem, or that the file ends too early.
  func error(orEnd problem: JSON5Problem) -> JSON5Error {
    error(peek == nil ? .endsTooEarly(problem) : problem)
  }

  // MARK: White space and comments

  mutating func skipBlank() throws(JSON5Error) {
    while let scalar = peek {
      if Self.isBlank(scalar) {
        advance()
      } else if scalar == "/" && peek(1) == "/" {
        while let next = peek, !Self.isLineEnd(next) { advance() }
      } else if scalar == "/" && peek(1) == "*" {
        let start = location
        advance()
        advance()
        while !(peek == "*" && peek(1) == "/") {
          guard peek != nil else { throw JSON5Error(.commentOpen, at: start) }
          advance()
        }
        advance()
        advance()
      } else {
        return
      }
    }
  }

  private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\n" || scalar == "\r" || scalar == "\u{2028}" || scalar == "\u{2029}"
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\t", "\n", "\u{0B}", "\u{0C}", "\r", " ", "\u{A0}", "\u{FEFF}", "\u{2028}", "\u{2029}":
      return true
    default:
      return !scalar.isASCII && scalar.properties.generalCategory == .spaceSeparator
    }
  }

  // MARK: Keys

  private static func isIdentifierStart(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return scalar == "$" || scalar == "_" || ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
    }
    return scalar.properties.isIDStart
  }

  private static func isIdentifierPart(_ scalar: Unicode.Scalar) -> Bool {
    if isIdentifierStart(scalar) || ("0"..."9").contains(scalar) { return true }
    return !scalar.isASCII
      && (scalar.properties.isIDContinue || scalar == "\u{200C}" || scalar == "\u{200D}")
  }

  mutating func key() throws(JSON5Error) -> String {
    if peek == "\"" || peek == "'" { return try string() }
    var key = String.UnicodeScalarView()
    while let scalar = peek {
      let isFirst = key.isEmpty
      if scalar == "\\" {
        let start = location
        advance()
        guard take("u") else { throw JSON5Error(.keyEscape, at: start) }
        let escaped = try unicodeEscape()
        guard isFirst ? Self.isIdentifierStart(escaped) : Self.isIdentifierPart(escaped) else {
          throw JSON5Error(.keyEscapedCharacter, at: start)
        }
        key.append(escaped)
      } else if isFirst ? Self.isIdentifierStart(scalar) : Self.isIdentifierPart(scalar) {
        key.append(scalar)
        advance()
      } else {
        break
      }
    }
    if key.isEmpty { throw error(orEnd: .keyOrBraceExpected) }
    return String(key)
  }

  // MARK: Strings

  mutating func string() throws(JSON5Error) -> String {
    let quote = peek
    advance()
    var text = String.UnicodeScalarView()
    while let scalar = peek {
      if scalar == quote {
        advance()
        return String(text)
      }
      switch scalar {
      case "\\":
        advance()
        if let escaped = try escape() { text.append(escaped) }
      case "\n", "\r":
        throw error(.stringOpenAtLineEnd)
      default:
        text.append(scalar)
        advance()
      }
    }
    throw error(.stringOpenAtFileEnd)
  }

  /// The character that an escape stands for; nil for a line continuation.
  private mutating func escape() throws(JSON5Error) -> Unicode.Scalar? {
    guard let scalar = peek else { throw error(.escapeAtFileEnd) }
    if ("1"..."9").contains(scalar) { throw error(.octalEscape) }
    if scalar == "0", let next = peek(1), ("0"..."9").contains(next) {
      throw error(.octalEscape)
    }
    advance()
    switch scalar {
    case "b": return "\u{08}"
    case "f": return "\u{0C}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "v": return "\u{0B}"
    case "0": return "\u{00}"
    case "x": return Unicode.Scalar(UInt8(try hexadecimal(digits: 2)))
    case "u": return try unicodeEscape()
    case "\r":
      _ = take("\n")
      return nil
    case "\n", "\u{2028}", "\u{2029}": return nil
    default: return scalar
    }
  }

  /// What follows `\u`: four digits, and a second escape where the first is half of a surrogate pair.
  private mutating func unicodeEscape() throws(JSON5Error) -> Unicode.Scalar {
    let first = try hexadecimal(digits: 4)
    if let scalar = Unicode.Scalar(first) { return scalar }
    if first < 0xDC00, peek == "\\", peek(1) == "u" {
      let before = self
      advance()
      advance()
      let second = try hexadecimal(digits: 4)
      if (0xDC00...0xDFFF).contains(second) {
        return Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)) ?? "\u{FFFD}"
      }
      self = before
    }
    return "\u{FFFD}"
  }

  private mutating func hexadecimal(digits: Int) throws(JSON5Error) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<digits {
      guard let digit = peek.flatMap(Self.hexadecimalDigit) else {
        throw error(.hexadecimalDigitsExpected(digits))
      }
      value = value * 16 + digit
      advance()
    }
    return value
  }

  private static func hexadecimalDigit(_ scalar: Unicode.Scalar) -> UInt32? {
    scalar.isASCII ? Character(scalar).hexDigitValue.map(UInt32.init) : nil
  }

  // MARK: Numbers

  mutating func number() throws(JSON5Error) -> Double {
    var sign = 1.0
    if take("-") { sign = -1 } else { _ = take("+") }
    if take(word: "Infinity") { return sign * .infinity }
    if take(word: "NaN") { return .nan }
    if peek == "0", peek(1) == "x" || peek(1) == "X" {
      advance()
      advance()
      return sign * (try hexadecimalNumber())
    }
    var text = ""
    if peek == "0" {
      text.unicodeScalars.append("0")
      advance()
    } else {
      text += digits()
    }
    if take(".") {
      let fraction = digits()
      if text.isEmpty && fraction.isEmpty { throw error(.digitExpected) }
      text = (text.isEmpty ? "0" : text) + (fraction.isEmpty ? "" : "." + fraction)
    }
    if text.isEmpty { throw error(.digitExpected) }
    if peek == "e" || peek == "E" {
      advance()
      text += "e"
      if take("-") { text += "-" } else { _ = take("+") }
      let exponent = digits()
      if exponent.isEmpty { throw error(.exponentDigitExpected) }
      text += exponent
    }
    try endNumber()
    return sign * (Double(text) ?? .nan)
  }

  private mutating func hexadecimalNumber() throws(JSON5Error) -> Double {
    var value = 0.0
    guard peek.flatMap(Self.hexadecimalDigit) != nil else {
      throw error(.hexadecimalDigitExpected)
    }
    while let digit = peek.flatMap(Self.hexadecimalDigit) {
      value = value * 16 + Double(digit)
      advance()
    }
    try endNumber()
    return value
  }

  /// Nothing that could belong to a number or a word may follow one.
  private func endNumber() throws(JSON5Error) {
    if let next = peek, Self.isIdentifierPart(next) || next == "." {
      throw error(.strangeInNumber)
    }
  }

  private mutating func digits() -> String {
    var text = ""
    while let scalar = peek, ("0"..."9").contains(scalar) {
      text.unicodeScalars.append(scalar)
      advance()
    }
    return text
  }
}
