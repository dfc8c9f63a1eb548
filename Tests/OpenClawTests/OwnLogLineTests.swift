import OpenClaw
import TestSupport
import Testing

/// OpenClaw's own JSON Lines. Shape: openclaw-facts.md section 7.5.
@Suite(.computing) struct OwnLogLineTests {
  @Test(arguments: [
    (
      #"{"0":"{\"subsystem\":\"gateway/ws\"}","1":"client connected","_meta":{"logLevelName":"INFO","date":"2026-08-22T10:00:01.123Z","name":"openclaw"},"time":"2026-08-22T10:00:01.123Z"}"#,
      "2026-08-22 10:00:01 INFO [gateway/ws] client connected"
    ),
    (
      #"{"0":"plain words","1":{"port":18789,"ok":true},"_meta":{"logLevelName":"WARN","date":"2026-08-22T10:00:02Z"}}"#,
      #"2026-08-22 10:00:02 WARN plain words {"port":18789,"ok":true}"#
    ),
    (
      #"{"0":"a","10":"k","2":"c","_meta":{"logLevelName":"ERROR","name":"{\"subsystem\":\"cron\"}"}}"#,
      "ERROR [cron] a c k"
    ),
  ])
  func `a line becomes readable`(line: String, text: String) {
    #expect(OwnLogLine(line)?.text == text)
  }

  @Test(arguments: ["", "plain text", "{", #"{"pid":1}"#, "[1]", "{\"0\""])
  func `what is no such line is none`(line: String) { #expect(OwnLogLine(line) == nil) }

  @Test(arguments: [
    ("{", "}", "{\"a\":", "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{…}}}}}}}"),
    ("[", "]", "[", "[[[[[[[…]]]]]]]"),
  ])
  func `what is nested deeper than six levels is left out`(
    _ open: String, close: String, level: String, text: String
  ) {
    let deep = String(repeating: level, count: 200) + "1" + String(repeating: close, count: 200)
    #expect(OwnLogLine("{\"0\":\"x\",\"1\":\(deep)}")?.text == "x \(text)")
  }
}
