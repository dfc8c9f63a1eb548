import GatewayModel
import Testing

@Suite struct LogLevelTests {
  @Test(
    arguments: [
      ("[gateway] ERROR: no", .error), ("fatal: x", .error), ("Uncaught exception", .error),
      ("WARN telegram", .warning), ("warning: x", .warning), ("INFO x", .info),
      ("{\"level\":\"debug\"}", .debug),
      ("trace x", .debug), ("verbose x", .debug),
      // The first word that names a level counts.
      ("info: no error", .info), ("error: only info", .error),
      // A level within another word is none.
      ("informal terrors warned", nil), ("", nil), ("12:00 listening", nil),
      (String(repeating: "x ", count: 50) + "error", nil),
    ] as [(String, LogLevel?)])
  func `the first word that names a level is the line's`(_ row: (String, LogLevel?)) {
    #expect(LogLevel.of(row.0) == row.1)
  }

  @Test func `what is indented goes on with the line above, all else begins anew`() {
    let error = LogLine("error: no", after: nil)
    #expect(error.level == .error)
    #expect(LogLine("    at run (x.js:1)", after: error).level == .error)
    #expect(LogLine("\tat run (x.js:1)", after: error).level == .error)
    #expect(LogLine("heartbeat", after: error).level == .info)
    #expect(LogLine("  warn in front of all", after: nil).level == .warning)
  }

  @Test func `levels go round from the least grave on`() {
    #expect(LogLevel.allCases.sorted() == [.debug, .info, .warning, .error])
    #expect(LogLevel.allCases.map(\.next) == [.info, .warning, .error, .debug])
    #expect(LogLevel.allCases.map(\.name) == ["debug", "info", "warn", "error"])
  }
}
