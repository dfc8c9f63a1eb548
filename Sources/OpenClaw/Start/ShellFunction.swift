/// Finds the functions of a shell's text: `NAME() { … }`, `NAME() ( … )`, `function NAME { … }`.
/// Source: POSIX Shell Command Language, section 2.9.5; bash(1) "Shell Function Definitions".
enum ShellFunction {
  /// The function that begins with a token, behind the words of the command at hand.
  /// - Returns: its name, its body, and the place behind it; nil where none begins.
  static func begin(
    _ words: [[ShellWords.Piece]], at place: Int, of tokens: ArraySlice<ShellWords.Token>
  ) -> (name: String, body: [ShellWords.Token], end: Int)? {
    let isMarked = words.count == 2 && ShellExpansion.plain(words[0]) == "function"
    guard isMarked || words.count == 1, let name = words.last.flatMap(ShellExpansion.plain),
      !name.contains("=")
    else { return nil }
    var body: ArraySlice<ShellWords.Token>
    if tokens[place] == .sign("("), place + 1 < tokens.endIndex, tokens[place + 1] == .sign(")") {
      body = tokens[(place + 2)...]
    } else if isMarked, tokens[place] == .word([.open("{", isQuoted: false)]) {
      body = tokens[place...]
    } else {
      return nil
    }
    while body.first == .sign("\n") { body = body.dropFirst() }
    for (first, last) in [("{", "}"), ("(", ")")] {
      if let end = end(of: body, first, last) {
        return (name, Array(body[(body.startIndex + 1)..<(end - 1)]), end)
      }
    }
    return nil
  }

  /// The place behind the bracket that closes the one at the beginning; nil where there is none.
  static func end(of tokens: ArraySlice<ShellWords.Token>, _ open: String, _ close: String) -> Int? {
    func isSign(_ token: ShellWords.Token, _ text: String) -> Bool {
      token == .sign(text) || token == .word([.open(text, isQuoted: false)])
    }
    guard let first = tokens.first, isSign(first, open) else { return nil }
    var depth = 0
    for place in tokens.indices {
      if isSign(tokens[place], open) { depth += 1 }
      if isSign(tokens[place], close) {
        depth -= 1
        if depth == 0 { return place + 1 }
      }
    }
    return nil
  }
}
