/// How long an escape sequence that nobody knows goes on. Source: ECMA-48 5.4 (control sequences) and 5.6 (control strings), xterm's
/// ctlseqs for `ESC O` and a character and for `ESC [ M` and three, console_codes(4) for `ESC [ [` and a character.
struct UnknownSequence {
  private enum State {
    case begun
    /// So many characters more.
    case counted(Int)
    /// `ESC [` and its parameters, up to a final character.
    case control
    case parameters
    /// `ESC ]` and its like, up to BEL or `ESC \\`.
    case text
    case endingText
  }

  private var state = State.begun
  private var length = 0
  /// A longer one is none.
  private static let limit = 65_536

  /// Whether nothing has followed the escape character yet.
  var isEmpty: Bool { length == 0 }

  /// Whether it is more than Alt and one key could be.
  var isCertain: Bool { length > 1 }

  /// Takes the next character after the escape character.
  /// - Returns: whether the sequence ends with it.
  mutating func isWhole(after code: UInt32) -> Bool {
    length += 1
    if length > Self.limit { return true }
    switch state {
    case .begun: return begins(with: code)
    case .counted(let left):
      state = .counted(left - 1)
      return left == 1
    case .control, .parameters: return goesOn(with: code)
    case .text:
      if code == 27 { state = .endingText }
      // BEL; CAN and SUB, which cut a string off.
      return code == 7 || code == 0x18 || code == 0x1A
    case .endingText:
      // Anything but a backslash begins another sequence.
      return code == 0x5C || begins(with: code)
    }
  }

  private mutating func begins(with code: UInt32) -> Bool {
    switch code {
    case 0x5B: state = .control
    case 0x4F: state = .counted(1)
    case 0x50, 0x58, 0x5D, 0x5E, 0x5F: state = .text
    case 27: state = .begun
    default: return true
    }
    return false
  }

  private mutating func goesOn(with code: UInt32) -> Bool {
    let isFirst = if case .control = state { true } else { false }
    switch code {
    case 0x5B where isFirst: state = .counted(1)
    case 0x4D where isFirst: state = .counted(3)
    case 0x40...0x7E: return true
    case 27: state = .begun
    // Not part of any sequence: it is cut off here.
    case 0..<0x20: return true
    default: state = .parameters
    }
    return false
  }
}
