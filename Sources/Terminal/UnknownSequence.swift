/// How long an escape sequence that nobody knows goes on. Source: ECMA-48 5.4 (control sequences) and 5.6 (control strings), xterm's
/// ctlseqs for `ESC O` and a character.
struct UnknownSequence {
  private enum State {
    case begun
    /// `ESC O`: one more character.
    case shifted
    /// `ESC [`, up to a final character.
    case control
    /// `ESC ]` and its like, up to BEL or `ESC \\`.
    case text
    case endingText
  }

  private var state = State.begun
  private var length = 0
  /// A longer one is none.
  private static let limit = 65_536

  /// Takes the next character after the escape character.
  /// - Returns: whether the sequence ends with it.
  mutating func isWhole(after code: UInt32) -> Bool {
    length += 1
    if length > Self.limit { return true }
    switch (state, code) {
    case (.begun, 0x5B): state = .control
    case (.begun, 0x4F): state = .shifted
    case (.begun, 0x50), (.begun, 0x58), (.begun, 0x5D), (.begun, 0x5E), (.begun, 0x5F): state = .text
    // Esc twice: the second one begins anew.
    case (.begun, 27): break
    case (.control, 0x40...0x7E) where length > 1: return true
    // Not part of any sequence: it is cut off here.
    case (.control, 0..<0x20): return true
    case (.control, _): break
    case (.text, 7): return true
    case (.text, 27): state = .endingText
    case (.text, _): break
    case (.begun, _), (.shifted, _), (.endingText, _): return true
    }
    return false
  }
}
