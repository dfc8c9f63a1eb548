import GatewayModel
import Host
import OpenClaw
import Synchronization
import TestSupport
import Testing

@testable import Probes

/// The one connection that is kept: who speaks when, what ends it, and when it is tried again.
struct HelloTests {
  private let clock = ManualClock()
  private let events = Told()
  private static let anyone: @Sendable (Connection) async -> Bool = { _ in true }

  private func target(_ port: Int) -> ProbeTarget {
    ProbeTarget(
      id: GatewayID(stateDir: "/s", configPath: "/s/openclaw.json"), host: "127.0.0.1", port: port,
      token: "s3cret")
  }

  /// Talks to a gateway until the test has seen enough.
  private func talk(
    to gateway: ScriptedGateway, timeout: Double = 60,
    prove: @escaping @Sendable (Connection) async -> Bool = anyone,
    _ test: () async throws -> Void
  ) async throws {
    var settings = GatehouseConfig().probe
    settings.timeout = timeout
    var host = Machine.live()
    clock.install(in: &host)
    let prober = LiveProber(settings: settings, system: host.system)
    let target = target(gateway.port)
    let task = Task { [events] in await prober.hello(target, prove: prove) { events.add($0) } }
    try await test()
    task.cancel()
    await task.value
    gateway.close()
  }

  private func greeted(
    tickMs: Int = 30_000, then more: [ScriptedGateway.Said] = []
  ) throws -> ScriptedGateway {
    try ScriptedGateway(answering: { text, _ in [ScriptedGateway.hello(to: text, tickMs: tickMs)] + more })
  }

  @Test(arguments: [9_000_000_000_000_000_000, 0, -5])
  func `a tick interval that no clock can hold neither ends the program nor the connection`(tickMs: Int)
    async throws
  {
    let gateway = try greeted(tickMs: tickMs, then: [.text("{\"type\":\"event\",\"event\":\"tick\"}")])
    try await talk(to: gateway) {
      #expect(await eventually { events.all.contains { $0.isConnected } })
      #expect(gateway.log.closed == 0)
    }
  }

  // MARK: The greeting

  @Test func `the token is sent once, behind the challenge, and asks for no rights`() async throws {
    let gateway = try greeted()
    try await talk(to: gateway) {
      #expect(await eventually { events.all.contains { $0.isConnected } })
      #expect(gateway.log.heard.count == 1)
      let request = try JSON5Parser.parse(try #require(gateway.log.heard.first), file: "request")
      #expect(request["type"]?.string == "req")
      #expect(request["method"]?.string == "connect")
      #expect(request["params", "auth", "token"]?.string == "s3cret")
      #expect(request["params", "scopes"]?.array?.isEmpty == true)
    }
  }

  @Test func `nothing is said before the challenge`() async throws {
    let gateway = try ScriptedGateway(greeting: { _ in [.text("{\"type\":\"event\",\"event\":\"tick\"}")] })
    try await talk(to: gateway, timeout: 1) {
      #expect(await eventually { !events.failures.isEmpty })
      #expect(events.failures.first?.contains("no greeting") == true)
      #expect(gateway.log.heard.isEmpty)
    }
  }

  @Test func `the proof is asked of both ends of the very connection`() async throws {
    let gateway = try greeted()
    let asked = Mutex<[Connection]>([])
    let prove: @Sendable (Connection) async -> Bool = { connection in
      asked.withLock { $0.append(connection) }
      return true
    }
    try await talk(to: gateway, prove: prove) {
      #expect(await eventually { events.all.contains { $0.isConnected } })
      let asked = asked.withLock { $0 }
      #expect(asked.map(\.client.port) == gateway.log.clientPorts)
      #expect(asked.map(\.server) == [.init(address: "127.0.0.1", port: gateway.port)])
      #expect(asked.map(\.client.address) == ["127.0.0.1"])
    }
  }

  @Test func `a second challenge on one connection is not answered, and ends it`() async throws {
    let gateway = try ScriptedGateway(
      greeting: { _ in Array(repeating: ScriptedGateway.challenge, count: 50) })
    try await talk(to: gateway) {
      #expect(await eventually { !events.failures.isEmpty })
      #expect(events.failures.first?.contains("asked twice") == true)
      #expect(await eventually { gateway.log.closed == 1 })
      #expect(gateway.log.heard.count <= 1)
    }
  }

  @Test func `an answer to another's request greets nobody`() async throws {
    let gateway = try ScriptedGateway(answering: { _, _ in
      [.text("{\"type\":\"res\",\"id\":\"x\",\"ok\":true,\"payload\":{\"type\":\"hello-ok\"}}"), .hangUp]
    })
    try await talk(to: gateway) {
      #expect(await eventually { events.failures.count == 1 })
      #expect(!events.all.contains { $0.isConnected })
    }
  }

  @Test func `a challenge in pieces, behind a ping and some bytes, is a challenge`() async throws {
    let parts = ["{\"type\":\"event\",", "\"event\":\"connect.", "challenge\"}"]
    let gateway = try ScriptedGateway(
      greeting: { _ in [.ping("are you there"), .binary([0, 255]), .fragments(parts)] },
      answer: { text, _ in [ScriptedGateway.hello(to: text)] })
    try await talk(to: gateway) {
      #expect(await eventually { events.all.contains { $0.isConnected } })
      #expect(await eventually { gateway.log.pongs == ["are you there"] })
    }
  }

  @Test func `what happens on a greeted connection is told in its order`() async throws {
    let gateway = try greeted(then: [
      .text("{\"type\":\"event\",\"event\":\"tick\",\"payload\":{\"ts\":1}}"),
      .text("{\"type\":\"event\",\"event\":\"presence\"}"), .text("no frame at all"),
      .text(
        "{\"type\":\"event\",\"event\":\"health\",\"payload\":"
          + "{\"channels\":{\"telegram\":{\"lastInboundAt\":5}}}}"),
      .text("{\"type\":\"event\",\"event\":\"shutdown\",\"payload\":{\"restartExpectedMs\":1500}}"),
    ])
    try await talk(to: gateway) {
      #expect(await eventually { events.all.count == 4 })
      #expect(events.all.first?.isConnected == true)
      let channel = Frames.Channel(name: "telegram", lastInboundMs: 5)
      #expect(events.all.dropFirst() == [.tick, .channels([channel]), .closed("the gateway restarts")])
    }
  }

  // MARK: The end

  struct End: Sendable, CustomTestStringConvertible {
    var what: String
    var said: [ScriptedGateway.Said]
    var event: HelloEvent

    var testDescription: String { what }
  }

  @Test(arguments: [
    End(
      what: "a stop",
      said: [.text("{\"type\":\"event\",\"event\":\"shutdown\",\"payload\":{\"reason\":\"stop\"}}")],
      event: .closed("the gateway is shutting down")),
    End(what: "a close", said: [.hangUp], event: .closed("the connection was closed")),
    End(
      what: "a message beyond 1 MB",
      said: [.text("{\"type\":\"event\",\"x\":\"\(String(repeating: "x", count: 1 << 20))\"}")],
      event: .failed("hung up on: it sent a frame that is none, or one that is too long")),
  ])
  func `a connection that worked is tried again after 5 s`(_ end: End) async throws {
    let gateway = try greeted(then: end.said)
    try await talk(to: gateway) {
      #expect(await eventually { events.all.contains(end.event) && clock.sleepers == 1 })
      clock.advance(4.9)
      #expect(clock.sleepers == 1)
      clock.advance(0.2)
      #expect(await eventually { gateway.log.opened == 2 })
    }
  }

  @Test func `silence of two ticks ends the connection`() async throws {
    let gateway = try greeted(tickMs: 20)
    try await talk(to: gateway) {
      #expect(await eventually { events.all.contains(.closed("the connection was closed")) })
      #expect(await eventually { gateway.log.closed == 1 })
    }
  }

  @Test func `who is no longer interested hangs up`() async throws {
    let gateway = try greeted()
    try await talk(to: gateway) { #expect(await eventually { events.all.contains { $0.isConnected } }) }
    #expect(await eventually { gateway.log.closed == 1 })
    #expect(gateway.log.opened == 1)
  }

  // MARK: Refusals

  @Test(arguments: [
    ("AUTH_TOKEN_MISMATCH", "another token", 300.0), ("AUTH_PASSWORD_MISMATCH", "another token", 300),
    ("AUTH_RATE_LIMITED", "too many attempts", 300), ("UNAVAILABLE", "still starting", 5),
    ("CONTROL_UI_ORIGIN_NOT_ALLOWED", "CONTROL_UI_ORIGIN_NOT_ALLOWED", 300),
  ])
  func `a refusal says why, and decides when it is tried again`(
    code: String, says: String, pause: Double
  ) async throws {
    let gateway = try ScriptedGateway(answering: { text, _ in [ScriptedGateway.refusal(of: text, code)] })
    try await talk(to: gateway) {
      #expect(await eventually { events.failures.count == 1 && clock.sleepers == 1 })
      #expect(events.failures.first?.contains(says) == true)
      clock.advance(pause - 0.1)
      #expect(clock.sleepers == 1)
      clock.advance(0.2)
      #expect(await eventually { gateway.log.opened == 2 })
    }
  }

  @Test func `a refusal's code is shown, and no more than that`() async throws {
    let code = String(repeating: "X", count: 500)
    let gateway = try ScriptedGateway(answering: { text, _ in [ScriptedGateway.refusal(of: text, code)] })
    try await talk(to: gateway) {
      #expect(await eventually { events.failures.count == 1 })
      #expect((events.failures.first?.count ?? .max) < 60)
    }
  }

  @Test(arguments: ["DEVICE_IDENTITY_REQUIRED", "PAIRING_REQUIRED", "NOT_PAIRED"])
  func `a gateway that asks for a device is not asked again`(code: String) async throws {
    let gateway = try ScriptedGateway(answering: { text, _ in [ScriptedGateway.refusal(of: text, code)] })
    var settings = GatehouseConfig().probe
    settings.timeout = 60
    var host = Machine.live()
    clock.install(in: &host)
    let prober = LiveProber(settings: settings, system: host.system)
    // It returns by itself.
    await prober.hello(target(gateway.port), prove: Self.anyone) { [events] in events.add($0) }
    guard case .notOffered(let reason) = events.all.first else {
      Issue.record("it said \(events.all)")
      return
    }
    #expect(reason.contains("device"))
    #expect(events.all.count == 1)
    #expect(clock.steps == 0)
    gateway.close()
  }

  @Test func `pauses grow with each failure and begin anew behind a greeting`() async throws {
    // It fails twice, works once, and fails again.
    let gateway = try ScriptedGateway(
      greeting: { $0 == 2 ? [ScriptedGateway.challenge] : [.text("no gateway")] },
      answer: { text, _ in [ScriptedGateway.hello(to: text), .hangUp] })
    try await talk(to: gateway) {
      for (count, pause) in [5.0, 15, 5, 5, 15].enumerated() {
        #expect(await eventually { gateway.log.opened == count + 1 && clock.sleepers == 1 })
        clock.advance(pause - 0.1)
        #expect(clock.sleepers == 1, "after \(count)")
        clock.advance(0.2)
      }
      #expect(events.failures.first == "the first frame is no gateway's")
    }
  }

  @Test(arguments: ["TLS, not probed", "auth mode none admits no watcher"])
  func `where it cannot be had nobody is bothered`(reason: String) async throws {
    let gateway = try greeted()
    defer { gateway.close() }
    var target = target(gateway.port)
    if reason.hasPrefix("TLS") { target.hasTLS = true } else { target.helloIsNotOffered = reason }
    let prober = Prober.live(GatehouseConfig().probe, Machine.live().system)
    await prober.hello(target, Self.anyone) { [events] in events.add($0) }
    #expect(events.all == [.notOffered(reason)])
    #expect(gateway.log.opened == 0)
  }
}
