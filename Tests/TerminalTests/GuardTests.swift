import Testing

@testable import Terminal

/// What gives the terminal back after a crash.
struct LeaveSequenceTests {
  @Test(arguments: [
    ("mouse reports", "\u{1B}[?1000l"), ("bracketed paste", "\u{1B}[?2004l"), ("attributes", "\u{1B}[0m"),
    ("the alternate screen", "\u{1B}[?1049l"), ("the hidden cursor", "\u{1B}[?25h"),
    ("application keys", "\u{1B}[?1l"),
  ])
  func `it undoes everything that a screen may have switched on`(what: String, sequence: String) {
    #expect(CursesScreen.leaveSequence.contains(sequence), "\(what)")
  }

  @Test func `attributes are reset before the shell's screen comes back`() throws {
    let text = CursesScreen.leaveSequence
    let reset = try #require(text.firstRange(of: "\u{1B}[0m"))
    let back = try #require(text.firstRange(of: "\u{1B}[?1049l"))
    #expect(reset.lowerBound < back.lowerBound)
  }
}
