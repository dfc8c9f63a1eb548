import OpenClaw

/// Lines and words of a unit file, with its quotes and specifiers.
/// Source: systemd.syntax(7), systemd.service(5) "COMMAND LINES", systemd.unit(5) "SPECIFIERS".
struct UnitWords {
  /// What `%h` stands for.
  let home: String
  /// The unit's name, for the other specifiers; nil where `%` means nothing.
  let unit: String?

  static func hasOpenQuote(_ text: String) -> Bool {
    var quote: Unicode.Scalar?
    var isEscaped = false
    for character in text.unicodeScalars {
      if isEscaped {
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if let open = quote {
        if character == open { quote = nil }
      } else if character == "\"" || character == "'" {
        quote = character
      }
    }
    return quote != nil
  }

  /// Whether a line goes on in the next one: it ends in a backslash that no other one escapes.
  private static func goesOn(_ line: String) -> Bool {
    line.utf8.reversed().prefix { $0 == UInt8(ascii: "\\") }.count % 2 == 1
  }

  /// The assignments of a section in order; a backslash at the end of a line joins the next one.
  static func assignments(_ text: String, section: String) -> [(String, String)] {
    var found: [(String, String)] = []
    var current = ""
    var pending = ""
    func take(_ whole: String) {
      if whole.begins(with: "["), whole.ends(with: "]") {
        current = String(whole.dropFirst().dropLast())
      } else if current == section, let equals = whole.place(of: "=") {
        found.append(
          (String(whole[..<equals]).trimmed, String(whole.rest(behind: equals)).trimmed))
      }
    }
    for line in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      // Also without the carriage return of a file that came from elsewhere.
      let trimmed = String(Substring(line)).trimmed
      if trimmed.begins(with: "#") || trimmed.begins(with: ";") { continue }
      if goesOn(trimmed) {
        pending += trimmed.dropLast() + " "
        continue
      }
      take((pending + trimmed).trimmed)
      pending = ""
    }
    // Also where the file ends behind a backslash.
    take(pending.trimmed)
    return found
  }

  /// Splits at blanks outside quotes, and resolves quotes, escapes and specifiers. The last word is unknown where they are more than is
  /// read.
  func split(_ text: Substring) -> [String] { list(text).words }

  /// The same, with what is known of all of them.
  func list(_ text: Substring) -> UnitWordList {
    var words = UnitWordList()
    // Mostly nothing is quoted and nothing escaped.
    if text.utf8.allSatisfy({
      $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "'") && $0 != UInt8(ascii: "\\")
    }) {
      for word in text.utf8.split(whereSeparator: { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") })
      where !words.add(expand(String(Substring(word)))) { break }
      return words
    }
    var word = ""
    var isInWord = false
    var quote: Unicode.Scalar?
    var rest = text
    while !words.isFull, let character = rest.unicodeScalars.popFirst() {
      if character == "\\" {
        if !rest.isEmpty {
          word += UnitEscapes.take(from: &rest)
          isInWord = true
        }
      } else if let open = quote {
        if character == open { quote = nil } else { word.unicodeScalars.append(character) }
      } else if character == "\"" || character == "'" {
        quote = character
        isInWord = true
      } else if character.properties.isWhitespace {
        if isInWord { words.add(expand(word)) }
        word = ""
        isInWord = false
      } else {
        word.unicodeScalars.append(character)
        isInWord = true
      }
    }
    if isInWord { words.add(expand(word)) }
    return words
  }

  /// As systemd-escape(1) undoes it: `-` is a slash, `\xNN` a byte.
  private static func unescaped(_ text: String) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.first {
      let digits = rest.dropFirst(2).prefix(2)
      if byte == UInt8(ascii: "\\"), rest.dropFirst().first == UInt8(ascii: "x"), digits.count == 2,
        let number = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
      {
        bytes.append(number)
        rest = rest.dropFirst(4)
      } else {
        bytes.append(byte == UInt8(ascii: "-") ? UInt8(ascii: "/") : byte)
        rest = rest.dropFirst()
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Specifiers that a name and a home resolve; the others stay as they are, and the manager's answer fills them in. Unknown where it comes
  /// to more than is read.
  func expand(_ text: String) -> String {
    guard let unit, text.holds("%") else { return text }
    let stem = ServiceNames.stem(ofUnit: unit)
    let parts = stem.parts(at: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let instance = parts.count > 1 ? parts[1] : ""
    let last = parts[0].parts(at: "-").last.map(String.init) ?? parts[0]
    var result = ""
    var rest = text[...]
    while let percent = rest.place(of: "%") {
      result += rest[..<percent]
      rest = rest.rest(behind: percent)
      switch rest.unicodeScalars.popFirst() {
      case "h": result += home
      case "%": result += "%"
      case "i": result += instance
      case "I": result += Self.unescaped(instance)
      case "n": result += unit
      case "N": result += stem
      case "p": result += parts[0]
      case "P": result += Self.unescaped(parts[0])
      case "j": result += last
      case "E": result += home == "/root" ? "/etc" : home + "/.config"
      case let other?: result += "%\(other)"
      case nil: result += "%"
      }
      if result.utf8.count > UnitWordList.lengthLimit { return String(StartCommand.unknown) }
    }
    return result + rest
  }
}
