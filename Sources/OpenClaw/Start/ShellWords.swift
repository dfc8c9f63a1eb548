/// A shell's text as words and the signs between them: enough of the grammar to find simple commands.
/// Source: POSIX Shell Command Language, sections 2.2 (quoting) and 2.3 (token recognition).
struct ShellWords {
  /// One piece of a word, with how it was quoted.
  enum Piece: Equatable {
    /// Text in which `$` and `~` mean nothing.
    case literal(String)
    /// Text in which `$` is expanded; `~` only outside quotes.
    case open(String, isQuoted: Bool)
  }

  enum Token: Equatable {
    case word([Piece])
    /// `;`, `&&`, `||`, `|`, `&`, `(`, `)`, or a line's end.
    case sign(String)
    /// `>`, `2>`, `<`, …: the next word is a file.
    case redirection
  }

  /// The tokens; nil where a quote has no end.
  static func tokens(_ text: String) -> [Token]? {
    var reader = Reader(scalars: Array(text.unicodeScalars))
    return reader.all()
  }

  private struct Reader {
    let scalars: [Unicode.Scalar]
    var place = 0
    var tokens: [Token] = []
    var pieces: [Piece] = []
    var plain = String.UnicodeScalarView()
    var isInWord = false
    /// What a here-document ends with.
    var hereEnd: String?
    var wantsHereEnd = false

    init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

    private func at(_ offset: Int) -> Unicode.Scalar? {
      place + offset < scalars.count ? scalars[place + offset] : nil
    }

    private mutating func endPlain() {
      if !plain.isEmpty { pieces.append(.open(String(plain), isQuoted: false)) }
      plain = .init()
    }

    private mutating func endWord() {
      endPlain()
      if isInWord {
        if wantsHereEnd {
          hereEnd = pieces.map { piece in
            switch piece {
            case .literal(let text), .open(let text, _): text
            }
          }.joined()
          wantsHereEnd = false
        } else {
          tokens.append(.word(pieces))
        }
      }
      pieces = []
      isInWord = false
    }

    mutating func all() -> [Token]? {
      while let scalar = at(0) {
        switch scalar {
        case "\\":
          guard let next = at(1) else { return nil }
          if next != "\n" {
            endPlain()
            pieces.append(.literal(String(Character(next))))
            isInWord = true
          }
          place += 2
        case "'":
          guard let end = scalars[(place + 1)...].firstIndex(of: "'") else { return nil }
          endPlain()
          pieces.append(.literal(String(String.UnicodeScalarView(scalars[(place + 1)..<end]))))
          isInWord = true
          place = end + 1
        case "\"":
          guard let end = doubleQuoted() else { return nil }
          place = end
        case "$" where at(1) == "(" || at(1) == "{":
          guard let end = balanced(from: place + 1) else { return nil }
          plain.append(contentsOf: scalars[place..<end])
          isInWord = true
          place = end
        case "`":
          guard let end = scalars[(place + 1)...].firstIndex(of: "`") else { return nil }
          plain.append(contentsOf: scalars[place...end])
          isInWord = true
          place = end + 1
        case " ", "\t", "\r":
          endWord()
          place += 1
        case "\n":
          endWord()
          tokens.append(.sign("\n"))
          place += 1
          skipHereDocument()
        case "#" where !isInWord:
          while at(0).map({ $0 != "\n" }) == true { place += 1 }
        case ";", "&", "|", "(", ")": sign(scalar)
        case ">", "<": redirection(scalar)
        default:
          plain.append(scalar)
          isInWord = true
          place += 1
        }
      }
      endWord()
      return tokens
    }

    private mutating func sign(_ scalar: Unicode.Scalar) {
      endWord()
      var text = String(Character(scalar))
      place += 1
      if let next = at(0), next == scalar, scalar != "(", scalar != ")" {
        text.unicodeScalars.append(next)
        place += 1
      }
      tokens.append(.sign(text))
    }

    private mutating func redirection(_ scalar: Unicode.Scalar) {
      // A number in front of it names a descriptor.
      let isDescriptor = pieces.isEmpty && !plain.isEmpty && plain.allSatisfy { ("0"..."9").contains($0) }
      if isDescriptor {
        plain = .init()
        isInWord = false
      }
      endWord()
      place += 1
      if scalar == "<", at(0) == "<", at(1) != "<" {
        place += 1
        if at(0) == "-" { place += 1 }
        wantsHereEnd = true
        return
      }
      while let next = at(0), next == ">" || next == "<" || next == "&" || next == "|" {
        place += 1
        // `2>&1` names a descriptor, no file.
        if next == "&" {
          while at(0).map({ ("0"..."9").contains($0) || $0 == "-" }) == true { place += 1 }
          return
        }
      }
      tokens.append(.redirection)
    }

    private mutating func skipHereDocument() {
      guard let end = hereEnd else { return }
      hereEnd = nil
      while place < scalars.count {
        let stop = scalars[place...].firstIndex(of: "\n") ?? scalars.count
        let line = String(String.UnicodeScalarView(scalars[place..<stop])).trimmed
        place = min(stop + 1, scalars.count)
        if line == end { return }
      }
    }

    /// The place behind a double-quoted text, whose pieces are taken; nil where it has no end.
    private mutating func doubleQuoted() -> Int? {
      endPlain()
      isInWord = true
      var index = place + 1
      var text = String.UnicodeScalarView()
      func flush(_ pieces: inout [Piece]) {
        if !text.isEmpty { pieces.append(.open(String(text), isQuoted: true)) }
        text = .init()
      }
      while index < scalars.count {
        let scalar = scalars[index]
        if scalar == "\"" {
          flush(&pieces)
          if pieces.isEmpty { pieces.append(.literal("")) }
          return index + 1
        }
        if scalar == "\\", index + 1 < scalars.count {
          let next = scalars[index + 1]
          if "$`\"\\".unicodeScalars.contains(next) {
            flush(&pieces)
            pieces.append(.literal(String(Character(next))))
          } else if next != "\n" {
            text.append(contentsOf: [scalar, next])
          }
          index += 2
        } else if scalar == "$", index + 1 < scalars.count, "({".unicodeScalars.contains(scalars[index + 1]) {
          guard let end = balanced(from: index + 1) else { return nil }
          text.append(contentsOf: scalars[index..<end])
          index = end
        } else {
          text.append(scalar)
          index += 1
        }
      }
      return nil
    }

    /// The place behind the bracket that closes the one at `start`.
    private func balanced(from start: Int) -> Int? {
      let (open, close): (Unicode.Scalar, Unicode.Scalar) = scalars[start] == "(" ? ("(", ")") : ("{", "}")
      var depth = 0
      var quote: Unicode.Scalar?
      for index in start..<scalars.count {
        let scalar = scalars[index]
        if let ending = quote {
          if scalar == ending { quote = nil }
        } else if scalar == "'" || scalar == "\"" {
          quote = scalar
        } else if scalar == open {
          depth += 1
        } else if scalar == close {
          depth -= 1
          if depth == 0 { return index + 1 }
        }
      }
      return nil
    }
  }
}
