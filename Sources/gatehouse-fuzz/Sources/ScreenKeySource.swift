import Canvas
import Dashboard
import GatewayModel

extension FuzzSource {
  /// Keys and events in any order: the lines up to the first NUL are texts from outside, each byte behind it an event.
  static let screenKeys = FuzzSource(
    name: "screen-keys", about: "keys, sizes and news of the dashboard in any order",
    corpus: {
      Corpus.texts(
        "work\n2026.9.4\nError: it ended\0jjkG g/wo\n\u{1B}:log\n?jjj\u{1B}",
        "日本\u{1B}[2J\u{202E}\nx\0sny1234567lLwpf/err\nnN\u{1B}",
        "a\0tab\t\t\t\tzjjkk  qR\tbl\n\u{1B}R") + [
          Array("e\u{301}\n👨‍👩‍👧\0".utf8) + (0x80...0xA2).map { UInt8($0) },
          Array("x\0R".utf8) + [0x97, 0x0D, 0x99, 0x9A, 0x83, 0x0D, 0x0D, 0x62, 0x6C],
        ]
    },
    dictionary: [
      "\0", "\n", "\u{1B}", ":", "/", "?", "R", "y", "s", "x", "r", "1", "5", "z", "G", "g", "jjjj", "quit",
      "\t", "e\u{301}", "中",
    ],
    cost: 4, largest: 4096,
    run: { input throws(FuzzFault) in
      var screen = FuzzScreen(input)
      var count = 0
      while let event = screen.next() {
        let intents = update(&screen.state, event)
        try Hold.that(intents.count <= 16, "one event asks for \(intents.count) things")
        screen.state.screen.paneHeight = paneHeight(screen.state)
        count += 1
        if count % 8 == 0 { try check(draw(screen.state, glyphs: .unicode)) }
        if count >= 160 { break }
      }
      let frame = draw(screen.state, glyphs: .ascii)
      try check(frame)
      try check(drawClock(screen.state, over: frame))
    })
}
