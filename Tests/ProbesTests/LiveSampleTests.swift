import GatewayModel
import Host
import TestSupport
import Testing

@testable import Probes
@testable import StandIn

/// Rounds of questions to gateways that answer over HTTP, over WebSocket, or as somebody else.
struct LiveSampleTests {
  private let clock = ManualClock()

  private func target(_ port: Int, name: String = "a") -> ProbeTarget {
    ProbeTarget(
      id: GatewayID(stateDir: "/\(name)", configPath: "/\(name)/openclaw.json"), host: "127.0.0.1", port: port
    )
  }

  private func prober(timeout: Double = 60) -> LiveProber {
    var settings = GatehouseConfig().probe
    settings.timeout = timeout
    var host = Machine.live()
    clock.install(in: &host)
    return LiveProber(settings: settings, system: host.system)
  }

  private static let noHealth = "this gateway answers no health question over HTTP"

  // MARK: Over HTTP

  @Test func `both questions are asked, and the version is taken from whichever says it`() async throws {
    let peer = try RawPeer { question, _ in
      question.contains("/healthz")
        ? .json("{\"ok\":true}")
        : .json("{\"ready\":false,\"failing\":[\"discord\"],\"version\":\"2026.9.4\"}", status: "503 X")
    }
    defer { peer.close() }
    let sample = await prober().sample(target(peer.port))
    #expect(sample.live == .holds)
    #expect(sample.ready == .fails("discord"))
    #expect(sample.failing == ["discord"])
    #expect(sample.version == "2026.9.4")
    #expect(peer.paths == ["/healthz", "/readyz"])
  }

  @Test func `a gateway that closes behind its first answer is live all the same`() async throws {
    let peer = try RawPeer(reply: .json("{\"ok\":true}", headers: "Connection: close\r\n"))
    defer { peer.close() }
    let sample = await prober().sample(target(peer.port))
    #expect(sample.live == .holds)
    #expect(sample.ready == .notOffered("no readiness answer"))
  }

  @Test func `one that is known to answer is asked everything in one piece, until it does not`() async throws
  {
    let isWell = Switch(true)
    let peer = try RawPeer { question, _ in
      if question.contains("Upgrade") { return .hangsUp }
      return isWell.isOn ? .json("{\"ok\":true,\"ready\":true}") : .json("{\"ok\":false}")
    }
    defer { peer.close() }
    let (prober, target) = (prober(), target(peer.port))
    _ = await prober.sample(target)
    _ = await prober.sample(target)
    #expect(peer.connections == 2)
    isWell.isOn = false
    _ = await prober.sample(target)
    let before = peer.paths.count
    clock.advance(LiveProber.challengePause)
    _ = await prober.sample(target)
    // Not known to answer any more: no second question without a good first answer, but the WebSocket.
    #expect(peer.paths.dropFirst(before) == ["/healthz", "/"])
  }

  @Test func `a gateway with TLS is not asked`() async throws {
    let peer = try RawPeer(reply: .json("{\"ok\":true}"))
    defer { peer.close() }
    var target = target(peer.port)
    target.hasTLS = true
    let sample = await prober().sample(target)
    #expect(sample.live == .notOffered("TLS, not probed"))
    #expect(sample.ready == .notOffered("TLS, not probed"))
    #expect(peer.connections == 0)
  }

  @Test(arguments: [
    (60.0, RawPeer.Reply("SSH-2.0-OpenSSH\r\n"), "the answer is not HTTP"),
    (0.05, .silence, "no answer within 0.05 s"), (60, .hangsUp, "closed without an answer"),
  ])
  func `what speaks no HTTP is not live, and no WebSocket is tried`(
    timeout: Double, reply: RawPeer.Reply, says: String
  ) async throws {
    // What does not need it hangs up behind its words.
    let peer = try RawPeer(
      reply: RawPeer.Reply(String(decoding: reply.bytes, as: UTF8.self), closes: timeout > 1))
    defer { peer.close() }
    let sample = await prober(timeout: timeout).sample(target(peer.port))
    #expect(sample.live == .fails(says))
    #expect(sample.ready == .skipped)
    #expect(peer.connections == 1)
  }

  // MARK: Over WebSocket

  @Test(arguments: [
    ("the Control UI's page", ScriptedGateway.page),
    ("no page", StandInAnswer(404, "text/plain", "Not Found\n")),
    ("missing files", StandInAnswer(503, "text/plain", "Control UI assets not found\n")),
    ("JSON that says no", StandInAnswer(200, "application/json", "{\"ok\":false}")),
    ("JSON that only looks so", StandInAnswer(200, "application/json", "{\"ok\":\"true\"}")),
  ])
  func `without a health answer the challenge shows a gateway`(what: String, http: StandInAnswer) async throws
  {
    let gateway = try ScriptedGateway(http: { _ in http })
    defer { gateway.close() }
    let sample = await prober().sample(target(gateway.port))
    #expect(sample.live == .holds, "\(what)")
    #expect(sample.ready == .notOffered(Self.noHealth), "\(what)")
    #expect(gateway.log.opened == 1)
    #expect(gateway.log.heard.isEmpty)
    #expect(await eventually { gateway.log.closed == 1 })
  }

  struct First: Sendable, CustomTestStringConvertible {
    var what: String
    var said: [ScriptedGateway.Said]

    var testDescription: String { what }
  }

  @Test(arguments: [
    First(
      what: "a tick", said: [.text("{\"type\":\"event\",\"event\":\"tick\"}"), ScriptedGateway.challenge]),
    First(what: "no JSON", said: [.text("welcome")]),
    First(what: "JSON of another kind", said: [.text("{\"op\":10,\"d\":{\"heartbeat_interval\":41250}}")]),
    First(what: "bytes, and no challenge behind them", said: [.binary([1, 2, 3]), .text("{}")]),
  ])
  func `another first frame is no OpenClaw gateway`(_ first: First) async throws {
    let gateway = try ScriptedGateway(greeting: { _ in first.said })
    defer { gateway.close() }
    let sample = await prober().sample(target(gateway.port))
    #expect(sample.live == .fails("this is no OpenClaw gateway"))
  }

  @Test(arguments: [
    ("a page for the upgrade too", RawPeer.Reply.init("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx")),
    ("a redirect", .init("HTTP/1.1 302 Found\r\nLocation: /ui\r\nContent-Length: 0\r\n\r\n")),
    ("an upgrade to something else", .init("HTTP/1.1 101 X\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n")),
    (
      "an upgrade with a wrong proof",
      .init(
        "HTTP/1.1 101 X\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: AAAA\r\n\r\n")
    ),
  ])
  func `a web server without a WebSocket is no gateway`(what: String, upgrade: RawPeer.Reply) async throws {
    let peer = try RawPeer { question, _ in
      question.contains("pgrade") ? upgrade : .init("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx")
    }
    defer { peer.close() }
    let sample = await prober().sample(target(peer.port))
    #expect(sample.live == .fails("this is no OpenClaw gateway"), "\(what)")
  }

  @Test func `a challenge that is never sent is waited for no longer than the limit`() async throws {
    let gateway = try ScriptedGateway(greeting: { _ in [] })
    defer { gateway.close() }
    let sample = await prober(timeout: 0.3).sample(target(gateway.port))
    #expect(sample.live == .fails("this is no OpenClaw gateway"))
    #expect(await eventually { gateway.log.closed == 1 })
  }

  @Test func `a challenge in one piece with the upgrade is heard`() async throws {
    let text = "{\"type\":\"event\",\"event\":\"connect.challenge\"}"
    let peer = try RawPeer { question, _ in
      guard question.contains("Upgrade") else { return .init("HTTP/1.1 404 X\r\nContent-Length: 0\r\n\r\n") }
      var reply = RawPeer.Reply(UpgradeProof.head(answering: question))
      // A final text frame of a length below 126, not masked.
      reply.bytes += [0x81, UInt8(text.utf8.count)] + Array(text.utf8)
      return reply
    }
    defer { peer.close() }
    #expect(await prober(timeout: 5).sample(target(peer.port)).live == .holds)
  }

  // MARK: How often

  @Test func `a challenge that held stands for a minute`() async throws {
    let gateway = try ScriptedGateway()
    defer { gateway.close() }
    let (prober, target) = (prober(), target(gateway.port))
    for pause in [0.0, 1, 58.5] {
      clock.advance(pause)
      #expect(await prober.sample(target).live == .holds)
      #expect(gateway.log.opened == 1)
    }
    clock.advance(0.5)
    #expect(await prober.sample(target).live == .holds)
    #expect(gateway.log.opened == 2)
  }

  @Test func `a challenge that went wrong is one bad sample, and is tried again after 3 s`() async throws {
    let gateway = try ScriptedGateway(greeting: { $0 == 0 ? [.text("busy")] : [ScriptedGateway.challenge] })
    defer { gateway.close() }
    let (prober, target) = (prober(), target(gateway.port))
    #expect(await prober.sample(target).live == .fails("this is no OpenClaw gateway"))
    clock.advance(2.9)
    #expect(await prober.sample(target).live == .skipped)
    #expect(gateway.log.opened == 1)
    clock.advance(0.1)
    #expect(await prober.sample(target).live == .holds)
    #expect(gateway.log.opened == 2)
  }

  @Test func `what is forgotten is asked again at once, and each gateway counts for itself`() async throws {
    let gateway = try ScriptedGateway()
    defer { gateway.close() }
    let prober = prober()
    _ = await prober.sample(target(gateway.port))
    _ = await prober.sample(target(gateway.port, name: "b"))
    #expect(gateway.log.opened == 2)
    prober.forget(target(gateway.port, name: "b").id)
    _ = await prober.sample(target(gateway.port))
    #expect(gateway.log.opened == 2)
    _ = await prober.sample(target(gateway.port, name: "b"))
    #expect(gateway.log.opened == 3)
  }

  @Test func `a challenge that held does not stand for one that answers no HTTP any more`() async throws {
    let gateway = try ScriptedGateway()
    let (prober, target) = (prober(), target(gateway.port))
    #expect(await prober.sample(target).live == .holds)
    gateway.close()
    #expect(await prober.sample(target).live == .fails("connection refused"))
  }

  // MARK: Browsers

  @Test(arguments: [
    ("{\"Browser\":\"Chrome/141.0\",\"Protocol-Version\":\"1.3\"}", "Chrome/141.0"),
    ("{\"browser\":\"x\"}", nil),
    ("{\"Browser\":7}", nil), ("<html></html>", nil), ("", nil), ("[\"Browser\"]", nil),
  ])
  func `a browser says its name at its own address`(body: String, name: String?) async throws {
    let peer = try RawPeer(reply: .json(body))
    defer { peer.close() }
    #expect(await prober().browser(port: peer.port) == name)
    #expect(peer.paths == ["/json/version"])
  }

  @Test func `where nobody listens is no browser`() async throws {
    let peer = try RawPeer(reply: .silence)
    peer.close()
    #expect(await prober().browser(port: peer.port) == nil)
  }

  @Test(arguments: [[], [0x88, 0], [0x82, 1, 7]] as [[UInt8]])
  func `a peer that hangs up right behind the upgrade is no gateway`(behind: [UInt8]) async throws {
    let peer = try RawPeer { question, _ in
      guard question.contains("Upgrade") else { return .init("HTTP/1.1 404 X\r\nContent-Length: 0\r\n\r\n") }
      var reply = RawPeer.Reply(UpgradeProof.head(answering: question), closes: true)
      reply.bytes += behind
      return reply
    }
    defer { peer.close() }
    let sample = await prober().sample(target(peer.port))
    #expect(sample.live == .fails("this is no OpenClaw gateway"))
  }

  @Test func `a gateway whose readiness hangs is live all the same`() async throws {
    let peer = try RawPeer { question, _ in
      question.contains("/healthz") ? .json("{\"ok\":true}") : .silence
    }
    defer { peer.close() }
    let sample = await prober(timeout: 0.5).sample(target(peer.port))
    #expect(sample.live == .holds && sample.ready == .notOffered("no readiness answer"))
  }
}
