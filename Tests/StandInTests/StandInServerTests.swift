import NIOCore
import NIOPosix
import OpenClaw
import TestSupport
import Testing

@testable import Probes
@testable import StandIn

/// A stand-in's port, as OpenClaw behaves on it. Source: real-gateway.md and openclaw-facts.md section 5.
struct StandInServerTests {
  private static let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)

  private func serving<Value>(
    _ section: String = "", root: String = "", token: String? = nil, phase: StandInPhase = StandInPhase(),
    _ test: (Int) async throws -> Value
  ) async throws -> Value {
    let node = try JSON5Parser.parse("{ \(root) standIn: { \(section) } }", file: "test")
    let server = StandInServer(
      group: Self.group, port: 0, settings: StandInSettings(node), token: token,
      startedAt: StandInClock.uptime, phase: phase)
    let channel = try server.bindGateway("127.0.0.1")
    defer { channel.close(promise: nil) }
    return try await test(try #require(channel.localAddress?.port))
  }

  // MARK: Health over HTTP

  struct Row: Sendable, CustomTestStringConvertible {
    var section = ""
    var question: String
    var status: Int
    var body: String

    var testDescription: String { "\(question) where \(section.isEmpty ? "nothing is set" : section)" }
  }

  private static let live = "\r\n\r\n{\"ok\":true,\"status\":\"live\"}"

  @Test(arguments: [
    Row(question: "GET /healthz", status: 200, body: live),
    Row(question: "GET /health", status: 200, body: live),
    Row(question: "GET /healthz?x=1", status: 200, body: live),
    Row(question: "GET /readyz", status: 200, body: "{\"ready\":true,\"failing\":[],"),
    Row(question: "GET /ready", status: 200, body: "{\"ready\":true,"),
    Row(question: "GET /", status: 404, body: "Not Found"),
    Row(question: "GET /healthz/x", status: 404, body: "Not Found"),
    Row(question: "POST /healthz", status: 405, body: "Method Not Allowed"),
    Row(question: "DELETE /readyz", status: 405, body: "Method Not Allowed"),
    Row(
      section: "failing: ['telegram', 'discord']", question: "GET /readyz", status: 503,
      body: "{\"ready\":false,\"failing\":[\"telegram\",\"discord\"],"),
    Row(section: "failing: ['telegram']", question: "GET /healthz", status: 200, body: live),
    Row(section: "health: 'html'", question: "GET /healthz", status: 200, body: "<!doctype html>"),
    Row(section: "health: 'html'", question: "GET /any/where", status: 200, body: "<!doctype html>"),
    Row(section: "health: 'plain'", question: "GET /healthz", status: 503, body: "assets not found"),
  ])
  func `a question gets the answer of a real one`(_ row: Row) async throws {
    let words = row.question.split(separator: " ").map(String.init)
    let answer = try await serving(row.section) { try await PlainQuestion.ask($0, words[0], words[1]) }
    #expect(answer.hasPrefix("HTTP/1.1 \(row.status) "))
    #expect(answer.contains(row.body))
    #expect(answer.contains("Cache-Control: no-store"))
    let type =
      row.body.contains("<") ? "text/html" : row.body.contains("{") ? "application/json" : "text/plain"
    #expect(answer.contains("Content-Type: \(type)"))
    #expect(answer.contains("Allow: GET, HEAD") == (row.status == 405))
  }

  @Test func `HEAD is GET without a body`() async throws {
    try await serving { port in
      let whole = try await PlainQuestion.ask(port, "GET", "/healthz")
      let head = try await PlainQuestion.ask(port, "HEAD", "/healthz")
      #expect(head.hasSuffix("\r\n\r\n"))
      #expect(whole.hasPrefix(head))
    }
  }

  @Test func `a phase is named before the channels that fail`() async throws {
    let phase = StandInPhase()
    phase.drain(true)
    let answer = try await serving("failing: ['telegram']", phase: phase) {
      try await PlainQuestion.ask($0, "GET", "/readyz")
    }
    #expect(answer.contains("\"failing\":[\"gateway-draining\",\"telegram\"]"))
  }

  @Test func `a second one cannot have the port`() async throws {
    try await serving { port in
      let server = StandInServer(
        group: Self.group, port: port, settings: StandInSettings(nil), token: nil, startedAt: 0,
        phase: StandInPhase())
      #expect(throws: (any Error).self) { try server.bindGateway("127.0.0.1") }
    }
  }

  // MARK: WebSocket

  /// What it says until it hangs up, to these requests behind its challenge.
  private func talk(_ port: Int, _ requests: [String], ends: Bool = true) async throws -> [JSON5Node] {
    let client = try await WebSocketClient.connect(
      group: Self.group, host: "127.0.0.1", port: port, timeout: 60, memory: PeerMemory())
    var heard: [JSON5Node] = []
    var left = requests[...]
    for try await text in client.messages {
      heard.append(try JSON5Parser.parse(text, file: "frame"))
      if let next = left.popFirst() { client.send(next) } else if !ends { break }
    }
    client.close()
    return heard
  }

  private func connect(_ id: String, token: String? = nil) -> String {
    Frames.connect(id: id, token: token, password: nil, version: "1.0.0")
  }

  @Test(arguments: [
    ("no JSON", "hello"), ("no request", "{\"type\":\"event\",\"id\":\"1\"}"),
    ("no id", "{\"type\":\"req\"}"),
    ("another request first", "{\"type\":\"req\",\"id\":\"1\",\"method\":\"health\"}"),
  ])
  func `what is no handshake ends the connection behind the challenge`(what: String, request: String)
    async throws
  {
    let heard = try await serving { try await talk($0, [request]) }
    #expect(heard.map { $0["event"]?.string } == ["connect.challenge"], "\(what)")
  }

  @Test(arguments: ["wrong", nil]) func `a wrong token is refused with its code and the end`(token: String?)
    async throws
  {
    let heard = try await serving(token: "right") { try await talk($0, [connect("7", token: token)]) }
    #expect(heard.count == 2)
    let answer = try #require(heard.last)
    #expect(answer["id"]?.string == "7")
    #expect(answer["ok"]?.bool == false)
    #expect(answer["error", "code"]?.string == "INVALID_REQUEST")
    #expect(answer["error", "details", "code"]?.string == "AUTH_TOKEN_MISMATCH")
  }

  @Test(arguments: [("right", "right"), (nil, nil), (nil, "needless")])
  func `a right one is greeted, with its channels and without rights`(
    token: String?, sent: String?
  ) async throws {
    let heard = try await serving(
      "version: '2026.9.4'", root: "channels: { telegram: {}, discord: {} },", token: token
    ) { port in
      try await talk(
        port, [connect("7", token: sent), "{\"type\":\"req\",\"id\":\"8\",\"method\":\"status\"}"],
        ends: false)
    }
    #expect(heard.count == 3)
    let text = try #require(heard.dropFirst().first)
    #expect(text["id"]?.string == "7")
    #expect(text["payload", "type"]?.string == "hello-ok")
    #expect(text["payload", "server", "version"]?.string == "2026.9.4")
    let channels = text["payload", "snapshot"]?["health", "channels"]?.object?.members.map(\.key)
    #expect(channels == ["telegram", "discord"])
    #expect(heard.last?["id"]?.string == "8")
    #expect(heard.last?["error", "message"]?.string == "missing scope: operator.read")
  }
}
