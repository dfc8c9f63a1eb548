import Dashboard
import GatewayModel
import OpenClaw

extension FuzzSource {
  /// What a gateway prints, and OpenClaw's own log.
  static let logs = FuzzSource(
    name: "logs", about: "what a gateway prints, and OpenClaw's own log",
    corpus: {
      Corpus.texts(
        """
        --- gatehouse: run 3 of main started 2026-11-26T11:14:01Z ---
        2026-11-26T11:14:02.123Z [gateway] \u{1B}[33mwarn\u{1B}[0m listening on ws://127.0.0.1:18789
        {"0":"{\\"subsystem\\":\\"gateway/ws\\"}","1":"hello","2":{"a":[1,{"b":null}]},"_meta":{"logLevelName":"INFO","name":"x","date":"2026-11-26T11:14:02Z"},"time":"2026-11-26T11:14:02+01:00"}
        TypeError: x is not a function
            at a (/x/y.js:1:2)
            at b
        Node.js v22.1.0
        Error: listen EADDRINUSE: address already in use 127.0.0.1:18789
        Invalid config at /h/.openclaw/openclaw.json:
          - gateway.port: must be a number
        Run "openclaw doctor"
        """,
        "\u{1B}]0;title\u{07}a\tb\u{9B}31mred\u{202E}x\u{2066}\r\n\u{1B}P+q\u{1B}\\end\nFATAL ERROR: JavaScript heap out of memory\n",
        "{\"0\":{},\"1\":1e400,\"level\":3}\n{\"9223372036854775808\":\"x\",\"-1\":\"y\",\"_meta\":{\"logLevelName\":\"ERROR\"}}"
      )
    },
    dictionary: [
      "\u{1B}[", "\u{1B}]", "\u{1B}\\", "\u{07}", "\u{9B}", "\u{202E}", "\u{2066}", "\t", "error", "warn",
      "info", "\n    at x", "Error: ",
      "Invalid config at", "EADDRINUSE", "{\"0\":", "\"_meta\":", "\"logLevelName\":", "\"time\":",
      "[gateway] ", "[", "] ", "FATAL", "\n",
    ], cost: 2, largest: 16384,
    run: { input throws(FuzzFault) in
      let lines = LogText.lines(input)
      for line in lines {
        try Hold.clean(line, "a line of a log")
        try Hold.that(!line.isEmpty, "a line of a log is empty")
        try Hold.that(
          line.utf8.count <= 4 * LogText.lineLimit, "a line of a log is \(line.utf8.count) bytes long")
      }
      let text = String(decoding: input, as: UTF8.self)
      let clean = LogText.clean(text)
      try Hold.clean(clean, "a cleaned text")
      try Hold.same(LogText.clean(clean), clean, "a text is cleaned twice to something else")
      try Hold.bounded(clean.utf8.count, by: 4, of: text.utf8.count, "a cleaned text")
      try checkEnd(lines)
      try checkOwn(text)
      var buffer = LogBuffer()
      buffer.append(lines)
      try Hold.that(buffer.lines.count == min(lines.count, LogBuffer.lineLimit), "a log lost lines")
    })

  /// Why a run ended is said in a few words, or in its last lines.
  private static func checkEnd(_ lines: [String]) throws(FuzzFault) {
    for line in [EndReason.of(lines)].compactMap(\.self) + EndReason.lines(lines) {
      try Hold.clean(line, "the reason of an end")
      try Hold.that(line.count <= 400, "the reason of an end has \(line.count) characters")
    }
    try Hold.that(EndReason.lines(lines).count <= 4, "the end of a log has too many lines")
    let ending = RunEnding(exitCode: 1, lastLines: Array(lines.suffix(4)))
    _ = (ending.isAlreadyRunning, ending.text)
  }

  /// A line of OpenClaw's own file, as a person reads it.
  private static func checkOwn(_ text: String) throws(FuzzFault) {
    for raw in text.split(separator: "\n").prefix(50) {
      guard let line = OwnLogLine(String(raw)) else { continue }
      try Hold.bounded(line.text.utf8.count, by: 4, of: raw.utf8.count, "a line of OpenClaw's log")
      try Hold.that(!line.text.utf8.contains(0x0A), "a line of OpenClaw's log has two lines")
      _ = (line.time.flatMap(ISOTime.seconds), LogLevel.of(line.text))
    }
  }
}
