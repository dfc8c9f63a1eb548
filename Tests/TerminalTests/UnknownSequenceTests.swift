import Testing

@testable import Terminal

/// How long a sequence that nobody knows goes on.
struct UnknownSequenceTests {
  /// How many of the characters after the escape character belong to it; nil where it has not ended with them.
  private func length(_ text: String) -> Int? {
    var sequence = UnknownSequence()
    for (place, scalar) in text.unicodeScalars.enumerated() where sequence.isWhole(after: scalar.value) {
      return place + 1
    }
    return nil
  }

  @Test(arguments: [
    // Alt and a key.
    ("qx", 1), ("\rx", 1), ("7", 1), ("äq", 1),
    // The keypad and F1.
    ("Oqx", 2), ("OPq", 2),
    // Control sequences.
    ("[Aq", 2), ("[1;5Aq", 5), ("[1;3qx", 5), ("[200~q", 5), ("[<0;12;7Mq", 9), ("[?62;4cq", 7),
    ("[27;5;113~q", 10),
    ("[3$yq", 4), ("[Iq", 2),
    // The Linux console's F1, and a click of a mouse as it was told before 1006.
    ("[[Aq", 3), ("[M !!q", 5),
    // Control strings, by their two ends and cut off.
    ("]0;q\u{07}q", 5), ("]52;c;cQ==\u{1B}\\q", 12), ("P1$r0 q\u{1B}\\q", 9), ("_q\u{1B}\\q", 4),
    ("^q\u{18}q", 3), ("Xq\u{1A}q", 3), ("]0;é\u{07}q", 5),
    // Cut off by a control character, or by another sequence.
    ("[1;\rq", 4), ("[1;\u{1B}[Bq", 6), ("]0;q\u{1B}[Bq", 7), ("]0;q\u{1B}qx", 6), ("\u{1B}[Aq", 3),
  ])
  func `it ends where the terminal's own sequence ends`(text: String, length: Int) {
    #expect(self.length(text) == length)
  }

  @Test(arguments: ["", "[", "[1", "[1;", "O", "]0;q", "P", "[[", "[M !", "]0;q\u{1B}", "\u{1B}", "[ "])
  func `it goes on while its end is missing`(text: String) {
    #expect(length(text) == nil)
  }

  @Test func `a string without an end is none in the long run`() {
    #expect(length("]" + String(repeating: "q", count: 100_000)) == 65_537)
  }

  @Test(arguments: [("", false), ("[", false), ("O", false), ("[1", true), ("]0", true), ("[[", true)])
  func `what Alt and one key may be is not certain to go on`(text: String, isCertain: Bool) {
    var sequence = UnknownSequence()
    for scalar in text.unicodeScalars { _ = sequence.isWhole(after: scalar.value) }
    #expect(sequence.isCertain == isCertain)
    #expect(sequence.isEmpty == text.isEmpty)
  }
}
