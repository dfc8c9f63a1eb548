import GatewayModel
import Host
import NIOCore
import NIOPosix
import OpenClaw
import Synchronization
import TestSupport
import Testing

@testable import Probes
@testable import StandIn

/// Questions over real sockets to a stand-in gateway; what waits, waits on a clock of its own.
struct LiveProberTests {
  private let clock = ManualClock()

  private func target(_ port: Int, token: String? = nil) -> ProbeTarget {
    ProbeTarget(
      id: GatewayID(stateDir: "/s", configPath: "/s/openclaw.json"), host: "127.0.0.1", port: port,
      token: token)
  }

  private var system: Machine.System {
    var host = Machine.live()
    clock.install(in: &host)
    return host.system
  }

  private func prober(timeout: Double = 30) -> LiveProber {
    var settings = GatehouseConfig().probe
    settings.timeout = timeout
    return LiveProber(settings: settings, system: system)
  }

  @Test func `a gateway is live and says its version`() async throws {
    let gateway = try PlayedGateway()
    defer { gateway.close() }
    let sample = await prober().sample(target(gateway.port))
    #expect(sample.live == .holds)
    #expect(sample.ready == .holds)
  }

  @Test func `nobody on the port is no connection`() async throws {
    let gateway = try PlayedGateway()
    gateway.close()
    let sample = await prober().sample(target(gateway.port))
    #expect(sample.live == .fails("connection refused"))
  }

  @Test func `a gateway that hangs is given up after the limit`() async throws {
    let gateway = try PlayedGateway("hangs: true")
    defer { gateway.close() }
    let sample = await prober(timeout: 0.05).sample(target(gateway.port))
    #expect(sample.live == .fails("no answer within 0.05 s"))
  }

  @Test func `a proven connection is greeted`() async throws {
    let gateway = try PlayedGateway(token: "secret")
    defer { gateway.close() }
    let events = Events()
    let target = target(gateway.port, token: "secret")
    let talk = Task { [prober = prober()] in
      await prober.hello(target, prove: { _ in true }) { events.add($0) }
    }
    #expect(await eventually { events.hasGreeting })
    talk.cancel()
    await talk.value
  }

  @Test func `no token is sent to whoever is not proven`() async throws {
    let gateway = try PlayedGateway(token: "secret")
    defer { gateway.close() }
    let events = Events()
    let target = target(gateway.port, token: "secret")
    let talk = Task { [prober = prober()] in
      await prober.hello(target, prove: { _ in false }) { events.add($0) }
    }
    #expect(await eventually { events.failures.count == 1 })
    #expect(events.failures.first?.contains("no token was sent") == true)
    talk.cancel()
    await talk.value
  }

  @Test func `a connection that fails is tried again after 5, 15, 60 and 300 seconds`() async throws {
    let gateway = try PlayedGateway()
    gateway.close()
    let events = Events()
    let target = target(gateway.port)
    let talk = Task { [prober = prober()] in
      await prober.hello(target, prove: { _ in true }) { events.add($0) }
    }
    for (count, pause) in [5.0, 15, 60, 300, 300].enumerated() {
      #expect(await eventually { events.failures.count == count + 1 && clock.sleepers == 1 })
      clock.advance(pause - 0.01)
      #expect(clock.sleepers == 1)
      clock.advance(0.02)
    }
    talk.cancel()
    await talk.value
  }

  @Test func `a pause between two attempts ends at once when the conversation is ended`() async throws {
    let gateway = try PlayedGateway()
    gateway.close()
    let events = Events()
    let target = target(gateway.port)
    let talk = Task { [prober = prober()] in
      await prober.hello(target, prove: { _ in true }) { events.add($0) }
    }
    #expect(await eventually { clock.sleepers == 1 })
    let steps = clock.steps
    talk.cancel()
    await talk.value
    #expect(clock.steps == steps)
  }
}

/// What a conversation told.
private final class Events: Sendable {
  private let all = Mutex<[HelloEvent]>([])

  func add(_ event: HelloEvent) { all.withLock { $0.append(event) } }

  var hasGreeting: Bool {
    all.withLock { $0.contains { if case .connected = $0 { true } else { false } } }
  }

  var failures: [String] {
    all.withLock { $0.compactMap { if case .failed(let reason) = $0 { reason } else { nil } } }
  }
}

/// A stand-in's ports in this process.
private struct PlayedGateway {
  /// The stand-in's own: the prober sets the shared one to one thread. It lives as long as the tests.
  private static let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)

  private let channel: any Channel
  let port: Int

  /// - Parameter settings: of its `standIn` section.
  init(_ settings: String = "", token: String? = nil) throws {
    let root = try JSON5Parser.parse("{ standIn: { \(settings) } }", file: "test")
    let server = StandInServer(
      group: Self.group, port: 0, settings: StandInSettings(root), token: token,
      startedAt: StandInClock.uptime, phase: StandInPhase())
    channel = try server.bindGateway("127.0.0.1")
    port = channel.localAddress?.port ?? 0
  }

  /// Nobody listens any more afterwards.
  func close() { try? channel.close().wait() }
}
