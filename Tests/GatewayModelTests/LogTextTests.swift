import GatewayModel
import Testing

/// What of a log may reach a terminal.
@Suite struct LogTextTests {
  @Test(
    arguments: [
      ("plain", "plain"), ("Gr\u{FC}\u{DF}e \u{1F600}", "Gr\u{FC}\u{DF}e \u{1F600}"),
      ("a\tb", "a    b"), ("a\u{0}b\u{7}c\u{8}d\u{7F}e", "abcde"), ("a\rb", "ab"),
      ("\u{1B}[31mred\u{1B}[0m", "red"), ("\u{1B}[38;2;1;2;3mx", "x"), ("\u{9B}31mred", "red"),
      ("\u{1B}]0;title\u{7}x", "x"), ("\u{1B}]8;;http://h\u{1B}\\link\u{1B}]8;;\u{1B}\\", "link"),
      ("a\u{1B}]0;never ends", "a"), ("a\u{1B}Pdevice\u{1B}\\b", "ab"), ("a\u{1B}_app\u{1B}\\b", "ab"),
      ("\u{1B}(Bx", "x"), ("\u{1B}cx", "x"), ("a\u{1B}", "a"), ("a\u{1B}[", "a"), ("a\u{1B}[31", "a"),
      // A sequence that is cut off by another character ends there.
      ("a\u{1B}[31\u{FC}b", "a\u{FC}b"),
      // Marks that reorder text, and the C1 controls.
      ("a\u{202E}b\u{202A}c", "abc"), ("a\u{2066}b\u{2069}c", "abc"), ("a\u{80}b\u{9F}c", "abc"),
      // Their neighbours that are seen stay: they look like them by their first bytes. All that are not seen go (`SecretFormsTests`).
      ("a\u{2029}\u{202F}\u{2065}\u{206A}\u{A0}b", "a\u{202F}\u{A0}b"),
      ("", ""),
    ])
  func `a text loses sequences, controls and marks that reorder it, and nothing else`(
    _ row: (String, String)
  ) {
    #expect(LogText.clean(row.0).unicodeScalars.elementsEqual(row.1.unicodeScalars))
  }

  @Test func `lines are those that hold anything, without their ends`() {
    #expect(LogText.lines(Array("a\r\n\n\u{1B}[0m\nb".utf8)) == ["a", "b"])
    #expect(LogText.lines([]).isEmpty)
  }

  @Test func `bytes that are no text are replaced, and harm no line beside them`() {
    #expect(LogText.lines([0x61, 0xFF, 0x62, 0x0A, 0x63]) == ["a\u{FFFD}b", "c"])
  }

  @Test func `a line is cut at 64 KB, the next one is whole`() {
    let long = [UInt8](repeating: UInt8(ascii: "x"), count: 65537)
    let lines = LogText.lines(long + Array("\nend".utf8))
    #expect(lines.map(\.utf8.count) == [65536, 3])
  }

  @Test func `a line's mark of a run is told from what a gateway prints`() {
    let mark = LogMark.start(generation: 4, name: "work\u{1B}[2J", at: 1_795_694_400)
    #expect(LogMark.isMark(mark))
    #expect(mark.contains("run 4 of work ") && mark.contains("2026-11-26T12:00:00Z"))
    #expect(!mark.contains("\u{1B}") && !mark.contains("\n"))
    #expect(!LogMark.isMark("the gateway said: " + mark))
    #expect(!LogMark.isMark(""))
  }
}
