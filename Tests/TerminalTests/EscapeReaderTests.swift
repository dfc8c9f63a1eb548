import Testing

@testable import Terminal

/// The key Esc among the sequences that begin with its character.
struct EscapeReaderTests {
  /// A terminal that sends its characters after pauses, in milliseconds.
  private final class Line {
    private var pieces: [(after: Int32, input: EscapeReader.Input)] = []

    /// Each text at once, a pause before each but the first.
    init(_ texts: [(after: Int32, text: String)]) {
      for (after, text) in texts {
        for (place, scalar) in text.unicodeScalars.enumerated() {
          // A private character stands for a key that ncurses knows.
          let input: EscapeReader.Input =
            scalar.value >= 0xE000 ? .special(Int32(scalar.value)) : .character(scalar.value)
          pieces.append((place == 0 ? after : 0, input))
        }
      }
    }

    func next(waiting: Int32) -> EscapeReader.Input? {
      guard let piece = pieces.first else { return nil }
      if piece.after > waiting {
        pieces[0].after -= waiting
        return nil
      }
      return pieces.removeFirst().input
    }
  }

  /// What is read in one go.
  private func read(_ texts: (after: Int32, text: String)...) -> String {
    let line = Line(texts)
    return text(EscapeReader { line.next(waiting: $0) }.all())
  }

  private func text(_ inputs: [EscapeReader.Input]) -> String {
    inputs.map { input in
      switch input {
      case .special: "<known>"
      case .character(27): "<Esc>"
      case .character(let code): Unicode.Scalar(code).map { String($0) } ?? ""
      }
    }.joined()
  }

  @Test(arguments: [
    ("q", "q"), ("", ""), ("\u{1B}", "<Esc>"), ("\u{1B}\u{1B}", "<Esc><Esc>"), ("a\u{1B}", "a<Esc>"),
    // Alt-q, and other sequences with a q in them.
    ("\u{1B}q", ""), ("\u{1B}Oq", ""), ("\u{1B}[1;3q", ""), ("\u{1B}]0;q\u{07}", ""), ("\u{1B}[1;5A", ""),
    ("\u{1B}[200~", ""), ("\u{1B}Pq\u{1B}\\", ""),
    // What comes before and after counts.
    ("a\u{1B}[1;3qb", "ab"), ("\u{1B}q\u{1B}x\u{1B}", "<Esc>"), ("\u{1B}[1;3qq", "q"),
    // Keys that ncurses knows, also with Alt.
    ("\u{E000}", "<known>"), ("\u{1B}\u{E000}", ""), ("\u{1B}\u{1B}\u{E000}q", "q"), ("\u{1B}\u{1B}[Zq", "q"),
  ])
  func `no part of an unknown sequence is a key`(sent: String, read wanted: String) {
    #expect(read((0, sent)) == wanted)
  }

  @Test func `a sequence in several parts is one all the same`() {
    #expect(read((0, "\u{1B}["), (10, "1;3"), (200, "q"), (0, "j")) == "j")
    #expect(read((0, "\u{1B}O"), (40, "q")) == "")
    #expect(read((0, "\u{1B}]0;"), (300, "q"), (300, "q\u{07}"), (0, "j")) == "j")
  }

  @Test func `after a lone Esc nothing is waited for, and the next key is one of its own`() {
    let line = Line([(0, "\u{1B}"), (1, "q")])
    var waits: [Int32] = []
    let reader = EscapeReader {
      waits.append($0)
      return line.next(waiting: $0)
    }
    #expect(text(reader.all()) == "<Esc>")
    #expect(waits.allSatisfy { $0 == 0 })
  }

  @Test func `Alt and a bracket holds nobody up for long`() {
    let line = Line([(0, "\u{1B}["), (100, "q")])
    let reader = EscapeReader { line.next(waiting: $0) }
    #expect(reader.all().isEmpty)
  }

  @Test func `whoever floods the terminal is read in parts`() {
    var sent = 0
    let reader = EscapeReader { _ in
      sent += 1
      return .character(0x61)
    }
    #expect(reader.all().count == 1000)
    #expect(sent == 1000)
  }
}
