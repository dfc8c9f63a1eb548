/// Which brace or bracket of a shell's text is closed where, found in one pass over its tokens.
struct ShellBrackets {
  /// By the place of the opening one, the place behind the one that closes it.
  private var ends: [Int: Int] = [:]

  init(_ tokens: ArraySlice<ShellWords.Token>) {
    var braces: [Int] = []
    var rounds: [Int] = []
    for place in tokens.indices {
      switch Self.mark(tokens[place]) {
      case UInt8(ascii: "{"): braces.append(place)
      case UInt8(ascii: "("): rounds.append(place)
      case UInt8(ascii: "}"): if let open = braces.popLast() { ends[open] = place + 1 }
      case UInt8(ascii: ")"): if let open = rounds.popLast() { ends[open] = place + 1 }
      default: continue
      }
    }
  }

  /// The place behind what closes the one at a place; nil where none stands there, or nothing closes it.
  func end(of place: Int) -> Int? { ends[place] }

  /// A token that is one character without quotes.
  private static func mark(_ token: ShellWords.Token) -> UInt8? {
    switch token {
    case .sign(let text): text.utf8.count == 1 ? text.utf8.first : nil
    case .word(let pieces):
      if pieces.count == 1, case .open(let text, false) = pieces[0], text.utf8.count == 1 {
        text.utf8.first
      } else {
        nil
      }
    case .redirection: nil
    }
  }
}
