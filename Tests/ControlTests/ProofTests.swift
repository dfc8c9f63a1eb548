import GatewayModel
import Host
import Probes
import TestSupport
import Testing

@testable import Control

/// What is proven before a token goes out, and before an answer counts.
struct ProofTests {
  private let owner = ProcessIdentity(pid: 10, startTicks: 7)

  private static let server = Connection.End(address: "127.0.0.1", port: 18789)
  private static let connection = Connection(server: server, client: .init(address: "127.0.0.1", port: 40000))

  private func proof(
    startTicks: UInt64 = 7, users: [Int32: UInt32] = [:],
    accepted: AcceptedSocket? = .init(inode: 5, userID: 1000),
    holder: Int32 = 10
  ) -> ConnectionProof {
    var host = Machine.unimplemented
    host.system.userID = 1000
    @Sendable func facts(_ pid: Int32) -> ProcessFacts {
      ProcessFacts(
        identity: ProcessIdentity(pid: pid, startTicks: startTicks), name: "openclaw",
        parent: pid == 11 ? 10 : 1)
    }
    host.processes.facts = { facts($0) }
    host.processes.all = { [facts(10), facts(11), facts(12)] }
    host.processes.userID = { users[$0] ?? 1000 }
    host.processes.acceptedSocket = { $0 == Self.connection ? accepted : nil }
    host.processes.sockets = { $0 == holder ? [5] : [] }
    return ConnectionProof(host: host, owner: owner, server: Self.server)
  }

  @Test func `a connection is proven by the socket that the gateway, or a child of it, accepted it with`()
    async
  {
    #expect(await proof().holds(Self.connection))
    #expect(await proof(holder: 11).holds(Self.connection))
    #expect(await !proof(holder: 12).holds(Self.connection))
    #expect(await !proof(accepted: nil).holds(Self.connection))
    #expect(await !proof(startTicks: 8).holds(Self.connection))
  }

  @Test func `a socket, a gateway or a child of it that is another user's proves nothing`() async {
    #expect(await !proof(users: [10: 0]).holds(Self.connection))
    #expect(await !proof(users: [11: 1001], holder: 11).holds(Self.connection))
    #expect(await !proof(accepted: .init(inode: 5, userID: 1001)).holds(Self.connection))
  }

  @Test(arguments: [
    Connection(server: server, client: .init(address: "127.0.0.1", port: 40001)),
    Connection(server: server, client: .init(address: "127.0.0.2", port: 40000)),
    Connection(
      server: .init(address: "127.0.0.2", port: 18789), client: .init(address: "127.0.0.1", port: 40000)),
    Connection(
      server: .init(address: "127.0.0.1", port: 18790), client: .init(address: "127.0.0.1", port: 40000)),
  ])
  func `another connection is not proven by this one`(_ connection: Connection) async {
    #expect(await !proof().holds(connection))
  }

  @Test func `late news of a process that is gone say nothing of the one that is there now`() async throws {
    let home = try PlayedHome(["default": [.init()]])
    defer { home.remove() }
    let first = home.run()
    let (isAsked, mayAnswer) = (Shared(false), Shared(false))
    let prober = Prober(
      sample: { _ in
        isAsked.value = true
        _ = await eventually { mayAnswer.value }
        return ProbeSample(live: .holds, ready: .holds, version: "2026.6.11")
      }, browser: { _ in nil }, forget: { _ in }, hello: { _, _, _ in })
    let controller = home.watcher(prober: prober)
    _ = await controller.look(sweep: true)
    let asking = Task { await controller.monitor.health.askAll() }
    #expect(await eventually { isAsked.value })
    home.machine.end(first.pid)
    home.clock.advance(1)
    home.run()
    _ = await controller.look(sweep: true)
    mayAnswer.value = true
    await asking.value
    let health = await controller.monitor.health.health(of: home.id())
    #expect(health?.status(.live) == .unknown && health?.version == nil)
    await controller.monitor.health.askAll()
    #expect(await controller.monitor.health.health(of: home.id())?.status(.live) == .holds)
  }

  @Test func `the share of a core is told from the second look on, of this very process`() async throws {
    let ticks = Shared<UInt64>(100)
    let home = try PlayedHome(
      ["default": [.init()]], wrap: showing { if $0.name != "gatehouse" { $0.cpuTicks = ticks.value } })
    defer { home.remove() }
    let process = home.run()
    let controller = home.watcher()
    var meter = CPUMeter()
    func share() async throws -> Double? {
      _ = await controller.look(sweep: true)
      let inventory = try #require(await controller.state.inventory)
      return meter.measure(inventory, owners: [process], system: home.host.system)[process]
    }
    #expect(try await share() == nil)
    home.clock.advance(10)
    ticks.value += UInt64(home.host.system.ticksPerSecond) * 5
    #expect(try await share() == 50)
    // Two looks in the same moment, and a counter that went back, tell nothing.
    #expect(try await share() == nil)
    home.clock.advance(10)
    ticks.value = 1
    #expect(try await share() == nil)
  }
}
