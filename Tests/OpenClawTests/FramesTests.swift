import OpenClaw
import TestSupport
import Testing

@Suite(.computing) struct FramesTests {
  @Test(arguments: [
    (
      "{\"type\":\"event\",\"event\":\"connect.challenge\",\"payload\":{\"nonce\":\"n\",\"ts\":1}}",
      Frames.Incoming.challenge
    ),
    ("{\"type\":\"event\",\"event\":\"tick\",\"payload\":{\"ts\":1}}", .tick),
    (
      "{\"type\":\"event\",\"event\":\"shutdown\",\"payload\":{\"reason\":\"x\",\"restartExpectedMs\":900}}",
      .shutdown(restartExpectedMs: 900)
    ),
    ("{\"type\":\"res\",\"id\":\"other\",\"ok\":true}", .other),
    (
      "{\"type\":\"res\",\"id\":\"me\",\"ok\":false,\"error\":{\"code\":\"INVALID_REQUEST\",\"message\":\"m\",\"details\":{\"code\":\"AUTH_TOKEN_MISMATCH\"}}}",
      .refused(code: "AUTH_TOKEN_MISMATCH", message: "m")
    ),
  ])
  func `a frame is understood`(text: String, expected: Frames.Incoming) {
    #expect(Frames.parse(text, connectID: "me") == expected)
  }

  @Test(arguments: ["", "hello", "[1]", "{\"event\":\"tick\"}", "<html>"])
  func `what is no frame is none`(text: String) {
    #expect(Frames.parse(text, connectID: "me") == nil)
  }

  @Test func `the newest inbound message of a channel counts, over all its accounts`() {
    let text =
      "{\"type\":\"event\",\"event\":\"health\",\"payload\":{\"channels\":{\"telegram\":{\"accounts\":{\"a\":{\"lastInboundAt\":5},\"b\":{\"lastInboundAt\":9}}},\"slack\":{}}}}"
    #expect(
      Frames.parse(text, connectID: "me")
        == .health(channels: [
          .init(name: "telegram", lastInboundMs: 9), .init(name: "slack", lastInboundMs: nil),
        ]))
  }

  @Test func `our request asks for no scopes`() {
    let text = Frames.connect(id: "1", token: "t", password: nil, version: "1")
    #expect(text.contains("\"scopes\":[]") && text.contains("\"token\":\"t\""))
  }
}
