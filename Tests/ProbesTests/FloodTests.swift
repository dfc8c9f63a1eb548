import GatewayModel
import Host
import NIOCore
import Synchronization
import TestSupport
import Testing

@testable import Probes

/// Peers that send more than they may.
struct FloodTests {
  private let clock = ManualClock()
  private let events = Told()

  private func target(_ port: Int) -> ProbeTarget {
    ProbeTarget(
      id: GatewayID(stateDir: "/s", configPath: "/s/openclaw.json"), host: "127.0.0.1", port: port,
      token: "s3cret")
  }

  private func talk(to gateways: [ScriptedGateway], _ test: () async throws -> Void) async throws {
    var settings = GatehouseConfig().probe
    settings.timeout = 60
    var host = Machine.live()
    clock.install(in: &host)
    let prober = LiveProber(settings: settings, system: host.system)
    let tasks = gateways.map { gateway in
      let target = target(gateway.port)
      return Task { [events] in
        await prober.hello(target, prove: { _ in true }) { events.add($0) }
      }
    }
    try await test()
    for task in tasks {
      task.cancel()
      await task.value
    }
    for gateway in gateways { gateway.close() }
  }

  private static let tick = ScriptedGateway.Said.text("{\"type\":\"event\",\"event\":\"tick\"}")
  private static let big = ScriptedGateway.Said.text(
    "{\"type\":\"event\",\"event\":\"x\",\"payload\":\"\(String(repeating: "x", count: 900_000))\"}")

  struct Flood: Sendable, CustomTestStringConvertible {
    var what: String
    var said: [ScriptedGateway.Said]
    /// One of these is told: which is reached first depends on who is faster.
    var reasons: [String]
    var testDescription: String { what }
  }

  @Test(arguments: [
    Flood(
      what: "ticks", said: Array(repeating: tick, count: 5000),
      reasons: ["500 messages in a second", "faster than it can be listened to"]),
    Flood(
      what: "pings", said: Array(repeating: .ping("p"), count: 5000),
      reasons: ["500 messages in a second", "does not read the answers"]),
    Flood(what: "big messages", said: Array(repeating: big, count: 8), reasons: ["2 MB in a second"]),
    Flood(
      what: "binary frames", said: Array(repeating: .binary([1]), count: 5000), reasons: ["500 messages"]),
    Flood(
      what: "one message of 3 MB",
      said: [.text("{\"x\":\"\(String(repeating: "x", count: 3_000_000))\"}")], reasons: ["too long", "2 MB"]),
  ])
  func `a gateway that floods is hung up on with the reason, and tried again later`(_ flood: Flood)
    async throws
  {
    let gateway = try ScriptedGateway(answering: { text, _ in
      [ScriptedGateway.hello(to: text)] + flood.said
    })
    try await talk(to: [gateway]) {
      #expect(await eventually { !events.failures.isEmpty })
      let reason = events.failures.first ?? ""
      #expect(flood.reasons.contains { reason.contains($0) }, "\(reason)")
      #expect(await eventually { gateway.log.closed == 1 })
      // Its credential was shown once.
      #expect(gateway.log.heard.count == 1)
      #expect(await eventually { clock.sleepers == 1 })
      clock.advance(5.1)
      #expect(await eventually { gateway.log.opened == 2 })
    }
  }

  @Test func `while eight gateways flood a healthy one is greeted and heard`() async throws {
    let floods = try (0..<8).map { _ in
      try ScriptedGateway(answering: { text, _ in
        [ScriptedGateway.hello(to: text)] + Array(repeating: Self.tick, count: 2000)
      })
    }
    let healthy = try ScriptedGateway(answering: { text, _ in [ScriptedGateway.hello(to: text), Self.tick] })
    try await talk(to: floods + [healthy]) {
      #expect(await eventually { events.all.count { $0.isConnected } == 9 && events.failures.count == 8 })
      #expect(healthy.log.closed == 0)
    }
  }

  @Test func `a second's budget begins anew with the next second`() throws {
    var budget = PeerBudget()
    var now = NIODeadline.uptimeNanoseconds(5_000_000_000)
    for _ in 0..<3 {
      for _ in 0..<PeerBudget.frames { try budget.take(1, at: now) }
      now = now + .seconds(1)
    }
    for _ in 0..<PeerBudget.frames { try budget.take(1, at: now) }
    #expect(throws: ProbeFailure.tooManyFrames(perSecond: PeerBudget.frames)) { try budget.take(1, at: now) }
    now = now + .seconds(1)
    try budget.take(PeerBudget.bytes, at: now)
    #expect(throws: ProbeFailure.tooManyBytes(perSecond: PeerBudget.bytes)) { try budget.take(1, at: now) }
  }

  @Test func `what one connection holds is given back when it is read or forgotten`() {
    let memory = PeerMemory()
    var first: PeerMeter? = PeerMeter(memory)
    let second = PeerMeter(memory)
    #expect(first?.take(PeerMemory.limit - 10) == true)
    #expect(second.take(10) && !second.take(1))
    second.give(4)
    #expect(second.take(4) && !second.take(1))
    first = nil
    #expect(second.take(PeerMemory.limit - 10) && !second.take(1))
  }
}
