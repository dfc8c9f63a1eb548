import FoundationEssentials
import OpenClaw
import TestSupport
import Testing

/// openclaw-facts.md sections 5.2, 5.3 and 5.5; openclaw-2026-11.md (`connected`, `healthState`).
@Suite(.computing) struct HealthFrameTests {
  private struct Request: Decodable {
    struct Parameters: Decodable {
      struct Client: Decodable {
        var id: String
        var mode: String
        var version: String
        var platform: String
      }
      struct Auth: Decodable {
        var token: String?
        var password: String?
      }
      var minProtocol: Int
      var maxProtocol: Int
      var client: Client
      var role: String
      var scopes: [String]
      var auth: Auth?
      var device: String?
    }
    var type: String
    var id: String
    var method: String
    var params: Parameters
  }

  private func request(token: String?, password: String?) throws -> Request {
    let text = Frames.connect(id: "c\"1", token: token, password: password, version: "0.9")
    return try JSONDecoder().decode(Request.self, from: Data(text.utf8))
  }

  @Test func `our request is one that every version's closed lists allow`() throws {
    let request = try request(token: "t\"\n", password: nil)
    #expect(request.type == "req" && request.id == "c\"1" && request.method == "connect")
    #expect(request.params.minProtocol == 3 && request.params.maxProtocol == 4)
    #expect(request.params.client.id == "gateway-client" && request.params.client.mode == "backend")
    #expect(request.params.client.version == "0.9" && request.params.client.platform == "linux")
    #expect(request.params.role == "operator" && request.params.scopes.isEmpty)
    #expect(request.params.auth?.token == "t\"\n" && request.params.auth?.password == nil)
  }

  @Test func `what is not known is not sent`() throws {
    #expect(try request(token: nil, password: nil).params.auth == nil)
    let password = try request(token: nil, password: "p").params.auth
    #expect(password?.password == "p" && password?.token == nil)
    // The schema is closed: no empty keys either.
    let text = Frames.connect(id: "1", token: nil, password: "p", version: "1")
    #expect(!text.contains("token") && !text.contains("null"))
  }

  @Test func `the parts of hello that the screen shows are found`() {
    let text = """
      {"type":"res","id":"me","ok":true,"payload":{"type":"hello-ok","protocol":4,
       "server":{"version":"2026.6.11","connId":"x"},"policy":{"tickIntervalMs":30000},
       "snapshot":{"uptimeMs":12345,"health":{"channels":{"telegram":{"connected":true}}}}}}
      """
    #expect(
      Frames.parse(text, connectID: "me")
        == .hello(
          .init(
            version: "2026.6.11", uptimeMs: 12345, tickIntervalMs: 30000,
            channels: [.init(name: "telegram", lastInboundMs: nil, isConnected: true)])))
    let bare = #"{"type":"res","id":"me","ok":true,"payload":{"type":"hello-ok","snapshot":{"health":{}}}}"#
    #expect(
      Frames.parse(bare, connectID: "me")
        == .hello(.init(version: nil, uptimeMs: nil, tickIntervalMs: nil, channels: [])))
  }

  @Test(
    arguments: [
      (
        #""ok":false,"error":{"code":"UNAVAILABLE","message":"m"}"#,
        .refused(code: "UNAVAILABLE", message: "m")
      ),
      (#""ok":false"#, .refused(code: "UNKNOWN", message: "")),
      (#""ok":false,"error":{"code":"A","details":{"code":"B"}}"#, .refused(code: "B", message: "")),
      // An answer that says yes and is no hello is none that we understand.
      (#""ok":true,"payload":{"type":"other"}"#, .refused(code: "UNKNOWN", message: "")),
      (#""ok":false,"payload":{"type":"hello-ok"}"#, .refused(code: "UNKNOWN", message: "")),
    ] as [(String, Frames.Incoming)])
  func `an answer to connect that is no hello is a refusal, by its most exact code`(
    rest: String, expected: Frames.Incoming
  ) {
    #expect(Frames.parse(#"{"type":"res","id":"me",\#(rest)}"#, connectID: "me") == expected)
  }

  @Test(
    arguments: [
      (#""event":"shutdown","payload":{"reason":"x"}"#, .shutdown(restartExpectedMs: nil)),
      (#""event":"shutdown","payload":{"restartExpectedMs":null}"#, .shutdown(restartExpectedMs: nil)),
      (#""event":"shutdown""#, .shutdown(restartExpectedMs: nil)),
      (#""event":"presence","payload":{}"#, .other), (#""event":"heartbeat""#, .other), (#""x":1"#, .other),
      (#""event":"health""#, .health(channels: [])),
    ] as [(String, Frames.Incoming)])
  func `an event is what its name says`(rest: String, expected: Frames.Incoming) {
    #expect(Frames.parse(#"{"type":"event",\#(rest)}"#, connectID: "me") == expected)
  }

  @Test func `a frame of another type is another frame, and one without a type is none`() {
    #expect(Frames.parse(#"{"type":"req","id":"me"}"#, connectID: "me") == .other)
    #expect(Frames.parse(#"{"type":1}"#, connectID: "me") == nil)
    #expect(Frames.parse(#"{"type":"event""#, connectID: "me") == nil)
  }

  struct Health: Sendable, CustomTestStringConvertible {
    /// The channel as the snapshot has it.
    var testDescription: String
    var inbound: Int? = nil
    var isConnected: Bool? = nil
    var problem: String? = nil
  }

  @Test(arguments: [
    Health(testDescription: "{}"), Health(testDescription: "5"), Health(testDescription: "{\"accounts\":{}}"),
    Health(testDescription: "{\"connected\":true}", isConnected: true),
    Health(testDescription: "{\"connected\":false}", isConnected: false),
    Health(
      testDescription: "{\"connected\":false,\"lastError\":\"401\",\"healthState\":\"failed\"}",
      isConnected: false, problem: "401"),
    Health(
      testDescription: "{\"healthState\":\"disconnected\",\"lastError\":\" \"}", isConnected: false,
      problem: "disconnected"),
    Health(testDescription: "{\"healthState\":\"healthy\",\"lastError\":\"old\"}", isConnected: true),
    // What it says of itself goes before the word.
    Health(testDescription: "{\"healthState\":\"failed\",\"connected\":true}", isConnected: true),
    Health(testDescription: "{\"healthState\":\"starting\"}"),
    Health(testDescription: "{\"healthState\":\"not-running\"}", isConnected: false, problem: "not-running"),
    Health(
      testDescription:
        "{\"accounts\":{\"a\":{\"connected\":true},\"b\":{\"connected\":false,\"lastError\":\"e\"}}}",
      isConnected: false, problem: "e"),
    Health(
      testDescription:
        "{\"accounts\":{\"a\":{\"connected\":true},\"b\":{\"enabled\":false,\"connected\":false}}}",
      isConnected: true),
    Health(testDescription: "{\"accounts\":{\"a\":{\"connected\":true},\"b\":{}}}", isConnected: true),
    // Where there are accounts the channel's own word is a summary of them.
    Health(
      testDescription: "{\"connected\":true,\"accounts\":{\"a\":{\"connected\":false}}}", isConnected: false),
    Health(testDescription: "{\"lastInboundAt\":7,\"lastMessageAt\":9}", inbound: 7),
    Health(testDescription: "{\"lastMessageAt\":9,\"accounts\":{\"a\":{\"lastInboundAt\":8}}}", inbound: 9),
    Health(testDescription: "{\"lastInboundAt\":null}"),
    Health(testDescription: "{\"lastInboundAt\":1.5e3}", inbound: 1500),
    Health(testDescription: "{\"lastInboundAt\":1e300}"),
  ])
  func `a channel is connected when all its enabled accounts that say so are`(_ health: Health) {
    let text =
      #"{"type":"event","event":"health","payload":{"channels":{"c":\#(health.testDescription)}}}"#
    #expect(
      Frames.parse(text, connectID: "")
        == .health(channels: [
          .init(
            name: "c", lastInboundMs: health.inbound, isConnected: health.isConnected, problem: health.problem
          )
        ]))
  }
}
