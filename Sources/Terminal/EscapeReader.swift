/// Tells the key Esc from the sequences that begin with its character. What nobody here knows is dropped whole: its parts are no keys that
/// anybody has pressed.
struct EscapeReader {
  /// What ncurses reads.
  enum Input: Equatable {
    case character(UInt32)
    /// The number of a key that it knows.
    case special(Int32)
  }

  private static let escape: UInt32 = 27
  /// Milliseconds that the rest of a sequence may take: after what may also be one key and Alt, and after what can only be a sequence.
  private static let (doubtful, certain): (Int32, Int32) = (50, 500)
  /// So many inputs are taken at once, so that whoever floods the terminal holds up no signal.
  private static let limit = 1000

  /// The next input; nil where none comes within so many milliseconds. After an escape character it must have waited already for what
  /// follows, as ncurses does for the sequences that it knows.
  let next: (_ waiting: Int32) -> Input?

  /// All that waits; an escape character among it is the key Esc.
  func all() -> [Input] {
    var inputs: [Input] = []
    while inputs.count < Self.limit, let input = next(0) {
      if input == .character(Self.escape) {
        inputs += Array(repeating: input, count: escapes())
      } else {
        inputs.append(input)
      }
    }
    return inputs
  }

  /// How often Esc was pressed, after the first escape character.
  private func escapes() -> Int {
    var sequence = UnknownSequence()
    var count = 1
    while let input = next(patience(sequence)) {
      // A key that ncurses knows, after Esc: Alt and that key.
      guard case .character(let code) = input else { return 0 }
      if sequence.isEmpty, code == Self.escape {
        count += 1
      } else if sequence.isWhole(after: code) {
        return 0
      }
    }
    return sequence.isEmpty ? count : 0
  }

  private func patience(_ sequence: UnknownSequence) -> Int32 {
    if sequence.isEmpty { return 0 }
    return sequence.isCertain ? Self.certain : Self.doubtful
  }
}
