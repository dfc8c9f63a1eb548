import OpenClaw
import TestSupport
import Testing

/// openclaw-facts.md section 7.5.
@Suite(.computing) struct LogArgumentTests {
  struct Line: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var subsystem: String? = nil
    var message: String
  }

  @Test(arguments: [
    Line(testDescription: #"{"0":"a","1":"b"}"#, message: "a b"),
    Line(
      testDescription: #"{"0":null,"1":true,"2":1.5,"3":-2,"4":[1,"x"]}"#,
      message: #"null true 1.5 -2 [1,"x"]"#),
    Line(testDescription: #"{"0":"{\"module\":\"cron\"}","1":"x"}"#, subsystem: "cron", message: "x"),
    Line(
      testDescription: #"{"0":"{\"subsystem\":\"ws\",\"module\":\"cron\"}","1":"x"}"#, subsystem: "ws",
      message: "x"),
    // Alone it is the message, not the name of who writes.
    Line(testDescription: #"{"0":"{\"subsystem\":\"ws\"}"}"#, message: #"{"subsystem":"ws"}"#),
    // Only the first argument names who writes.
    Line(testDescription: #"{"0":"a","1":"{\"subsystem\":\"ws\"}"}"#, message: #"a {"subsystem":"ws"}"#),
    Line(testDescription: #"{"0":"{\"other\":\"x\"}","1":"y"}"#, message: #"{"other":"x"} y"#),
    Line(testDescription: #"{"0":"{broken","1":"y"}"#, message: "{broken y"),
    Line(testDescription: #"{"9":"i","10":"k","text":"no argument"}"#, message: "i k"),
    Line(testDescription: #"{"_meta":{"logLevelName":"INFO"}}"#, message: ""),
    Line(
      testDescription: #"{"0":"x","_meta":{"name":"{\"subsystem\":\"meta\"}"}}"#, subsystem: "meta",
      message: "x"),
    Line(testDescription: #"{"0":"x","_meta":{"name":"openclaw"}}"#, message: "x"),
  ])
  func `the arguments are the message, in the order of their numbers`(_ line: Line) throws {
    let found = try #require(OwnLogLine(line.testDescription))
    #expect(found.message == line.message && found.subsystem == line.subsystem)
  }

  @Test func `the line's own time goes before the logger's`() throws {
    let both = try #require(
      OwnLogLine(#"{"0":"x","time":"2026-08-22T10:00:01+02:00","_meta":{"date":"2026-08-22T08:00:01Z"}}"#))
    #expect(both.time == "2026-08-22T10:00:01+02:00" && both.text == "2026-08-22 10:00:01 x")
    let one = try #require(OwnLogLine(#"{"0":"x","_meta":{"date":"2026-08-22T08:00:01Z"}}"#))
    #expect(one.time == "2026-08-22T08:00:01Z" && one.level == nil)
  }

  @Test func `a message of several lines is shown on one, and kept as it is`() throws {
    let line = try #require(OwnLogLine(#"{"0":"one\ntwo","_meta":{"logLevelName":"WARN"}}"#))
    #expect(line.message == "one\ntwo" && line.text == "WARN one two")
  }

  @Test func `an argument nested too deep is cut`() throws {
    let deep = String(repeating: "[", count: 9) + "1" + String(repeating: "]", count: 9)
    let line = try #require(OwnLogLine(#"{"0":\#(deep)}"#))
    #expect(line.message == "[[[[[[[…]]]]]]]")
    let object = try #require(OwnLogLine(#"{"0":{"a":{"b":{"c":{"d":{"e":{"f":{"g":1}}}}}}}}"#))
    #expect(object.message.hasSuffix(#""f":{…}}}}}}}"#) && !object.message.contains("g"))
  }
}
