/// Finds the functions of a shell's text: `NAME() { … }`, `NAME() ( … )`, `function NAME { … }`.
/// Source: POSIX Shell Command Language, section 2.9.5; bash(1) "Shell Function Definitions".
enum ShellFunction {
  /// The function that begins with a token, behind the words of the command at hand.
  /// - Parameter closing: the place behind the bracket that closes the one at a place.
  /// - Returns: its name, its body, and the place behind it; nil where none begins.
  static func begin(
    _ words: [[ShellWords.Piece]], at place: Int, of tokens: ArraySlice<ShellWords.Token>,
    closing: (Int) -> Int?
  ) -> (name: String, body: [ShellWords.Token], end: Int)? {
    guard words.count == 1 || words.count == 2 else { return nil }
    var body = place
    var isMarked = false
    switch tokens[place] {
    case .sign("("):
      guard place + 1 < tokens.endIndex, tokens[place + 1] == .sign(")") else { return nil }
      body = place + 2
    case .word(let pieces):
      guard words.count == 2, pieces.count == 1, case .open("{", false) = pieces[0] else { return nil }
      isMarked = true
    case .sign, .redirection: return nil
    }
    if isMarked || words.count == 2 {
      guard ShellExpansion.plain(words[0]) == "function" else { return nil }
    }
    guard let name = words.last.flatMap(ShellExpansion.plain), !name.contains("=") else { return nil }
    while body < tokens.endIndex, tokens[body] == .sign("\n") { body += 1 }
    guard body < tokens.endIndex, let end = closing(body) else { return nil }
    return (name, Array(tokens[(body + 1)..<(end - 1)]), end)
  }
}
