import Canvas
import GatewayModel
import Host
import OpenClaw
import TestSupport
import Testing

@testable import Presentation

/// One gateway in a word and a sign.
struct GatewaySummaryTests {
  private static let now = ShownGateway.now

  private func summary(_ gateway: Gateway, now: Double = now) -> GatewaySummary {
    GatewaySummary(gateway: gateway, glyphs: .unicode, now: now)
  }

  struct Look: Sendable, CustomTestStringConvertible {
    var state: GatewayState?
    var word: String
    var glyph: String
    var role: Role
    var testDescription: String { word }
  }

  @Test(arguments: [
    Look(state: .running, word: "running", glyph: "●", role: .good),
    Look(state: .degraded, word: "degraded", glyph: "◐", role: .warning),
    Look(state: .failed, word: "failed", glyph: "✖", role: .bad),
    Look(state: .stopped, word: "stopped", glyph: "○", role: .dim),
    Look(state: .starting, word: "starting", glyph: "◌", role: .accent),
    Look(state: .stopping, word: "stopping", glyph: "◌", role: .accent),
    Look(state: .backingOff, word: "backing-off", glyph: "◌", role: .warning),
    Look(state: nil, word: "checking", glyph: "·", role: .dim),
  ])
  func `every state has a word, a sign and a style`(_ look: Look) {
    let summary = summary(ShownGateway.make("a", state: look.state))
    #expect(summary.stateWord == look.word)
    #expect(GatewaySummary.glyph(look.state, .unicode) == look.glyph)
    #expect(summary.stateStyle.role == look.role)
  }

  @Test func `what is no gateway of this machine is neither checked nor judged`() {
    let client = summary(ShownGateway.make("a", state: nil, kind: .client(host: "bots.example.net")))
    #expect(client.stateWord == "remote")
    #expect(client.health.text == "remote, to bots.example.net" && client.health.style == .dim)
    #expect(summary(ShownGateway.make("a", state: nil, kind: .client(host: nil))).health.text == "remote")
    #expect(summary(ShownGateway.make("a", state: nil, kind: .container)).stateWord == "unknown")
    #expect(summary(ShownGateway.make("a", state: .running, kind: .container)).stateWord == "running")
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var what: String
    var pid: Int32?
    var state: GatewayState? = .stopped
    var change: @Sendable (inout Gateway) -> Void
    var glyph: String
    var text: String
    var role: Role
    var testDescription: String { what }
  }

  /// From what matters most to what matters least.
  static let cases: [Case] = [
    Case(
      what: "an action under way, before all else", pid: 9, state: .failed,
      change: {
        $0.operation = .init(kind: .stop, step: "TERM", since: now - 12, limit: 30, isStopping: true)
        $0.failure = "a failed"
      }, glyph: "◌", text: "TERM 12/30 s", role: .accent),
    Case(
      what: "a planned restart, rounded up", state: .backingOff,
      change: {
        $0.supervision.retryAt = now + 3.2
        $0.failure = "a exited with 1"
      }, glyph: "◌", text: "restart in 4 s", role: .warning),
    Case(
      what: "a restart that is due", state: .backingOff, change: { $0.supervision.retryAt = now - 2 },
      glyph: "◌", text: "restart in 0 s", role: .warning),
    Case(
      what: "a wrong config with its place",
      change: { $0.configProblem = .init(file: "c", line: 14, column: 3, message: "m") }, glyph: "✖",
      text: "config wrong 14:3", role: .bad),
    Case(
      what: "a config that cannot be read at all",
      change: { $0.configProblem = .init(file: "c", message: "m") }, glyph: "✖", text: "config wrong",
      role: .bad),
    Case(
      what: "a port that a stranger holds, before the failure that came of it", state: .failed,
      change: {
        $0.listeners = [ShownGateway.listener(18789, pid: 4711)]
        $0.failure = "port 18789 of a is held"
      }, glyph: "✖", text: "port held by node 4711", role: .bad),
    Case(
      what: "a port that another user's process holds",
      change: { $0.listeners = [ShownGateway.listener(18789, pid: nil, command: nil, userID: 33)] },
      glyph: "✖", text: "port held by a process of user 33", role: .bad),
    Case(
      what: "a failure, without the name that the row has", state: .failed,
      change: { $0.failure = "a exited with 1" }, glyph: "✖", text: "exited with 1", role: .bad),
    Case(
      what: "a failure that begins with another word", state: .failed,
      change: { $0.failure = "ab exited with 1" }, glyph: "✖", text: "ab exited with 1", role: .bad),
    Case(
      what: "a port that nothing tells", change: { $0.portDoubt = "its unit decides" }, glyph: "·",
      text: "port unknown", role: .warning),
    Case(
      what: "places that nothing tells", change: { $0.placeDoubt = "its unit decides" }, glyph: "·",
      text: "places unknown", role: .warning),
    Case(
      what: "no config", change: { $0.isConfigMissing = true }, glyph: "·", text: "no config", role: .dim),
    Case(what: "stopped, and nothing wrong", change: { _ in }, glyph: "–", text: "", role: .dim),
    Case(
      what: "a wrong config of one that still runs", pid: 9, state: .running,
      change: {
        $0.configProblem = .init(file: "c", line: 1, column: 1, message: "m")
        $0.health = ShownGateway.health([.process: .holds, .listening: .holds, .ours: .holds, .live: .holds])
      }, glyph: "●", text: "live", role: .good),
    Case(
      what: "failing channels", pid: 9, state: .degraded,
      change: { $0.health.failing = ["telegram", "discord"] }, glyph: "◐", text: "telegram, discord",
      role: .warning),
    Case(
      what: "not ready without a channel to blame", pid: 9, state: .degraded, change: { _ in }, glyph: "◐",
      text: "not ready", role: .warning),
    Case(
      what: "draining", pid: 9, state: .running, change: { $0.health.phase = .draining }, glyph: "◌",
      text: "draining", role: .accent),
    Case(
      what: "an outer layer that fails, with its age", pid: 9, state: .running,
      change: { $0.health = ShownGateway.health([.live: .fails("timed out")], since: now - 125) }, glyph: "✖",
      text: "timed out, 2 m", role: .bad),
    Case(
      what: "a hello that fails is no outage", pid: 9, state: .running,
      change: {
        $0.health = ShownGateway.health([
          .process: .holds, .listening: .holds, .ours: .holds, .live: .holds, .ready: .holds,
          .hello: .fails("token refused"),
        ])
      }, glyph: "●", text: "ready", role: .good),
    Case(
      what: "a readiness that this version has not", pid: 9, state: .running,
      change: {
        $0.health = ShownGateway.health([
          .process: .holds, .listening: .holds, .ours: .holds, .live: .holds, .ready: .notOffered("old"),
        ])
      }, glyph: "●", text: "live", role: .good),
    Case(
      what: "ours is said as listening", pid: 9, state: .running,
      change: { $0.health = ShownGateway.health([.process: .holds, .listening: .holds, .ours: .holds]) },
      glyph: "◌", text: "listening", role: .dim),
    Case(
      what: "only a process so far", pid: 9, state: .starting,
      change: { $0.health = ShownGateway.health([.process: .holds]) }, glyph: "◌", text: "process", role: .dim
    ),
    Case(what: "nothing known yet", pid: 9, state: nil, change: { _ in }, glyph: "·", text: "", role: .dim),
  ]

  @Test(arguments: cases) func `the health column says what matters most`(_ row: Case) {
    var gateway = ShownGateway.make("a", state: row.state, pid: row.pid)
    row.change(&gateway)
    let health = summary(gateway).health
    #expect(health.text == row.text)
    #expect(health.glyph == row.glyph && health.style.role == row.role)
  }

  @Test func `a latency is shown only while the gateway answers`() {
    var gateway = ShownGateway.make("a", pid: 9)
    gateway.health = ShownGateway.health([.live: .holds])
    gateway.health.latencyMs = 4.4
    #expect(summary(gateway).latency == "4 ms")
    gateway.health.layers[.live]?.status = .fails("timed out")
    #expect(summary(gateway).latency == nil)
    var stopped = ShownGateway.make("a")
    stopped.health = ShownGateway.health([.live: .holds])
    stopped.health.latencyMs = 4
    #expect(summary(stopped).latency == nil)
  }

  @Test func `uptime counts from the start of the process, and a stopped gateway has none`() {
    #expect(summary(ShownGateway.make("a", pid: 9)).uptime == "1m")
    #expect(summary(ShownGateway.make("a", pid: 9), now: Self.now + 7200).uptime == "2h 1m")
    #expect(summary(ShownGateway.make("a")).uptime == "–")
  }

  @Test func `only browsers of its own that answer are counted`() {
    var gateway = ShownGateway.make("a", pid: 9)
    func browser(_ port: Int, _ name: String?, _ holder: PortHolder?) -> Gateway.Browser {
      .init(
        allocation: .init(name: "p\(port)", port: port, how: .explicit),
        listener: ShownGateway.listener(port, pid: 5), browser: name, holder: holder)
    }
    gateway.browsers = [
      browser(1, "Chrome/141", .own), browser(2, "Chrome/141", .gateway("b")), browser(3, nil, .own),
      browser(4, "Chrome/141", .stranger), browser(5, "Chrome/140", .own), browser(6, "Chrome/140", nil),
    ]
    #expect(summary(gateway).chromeCount == 2)
  }
}
