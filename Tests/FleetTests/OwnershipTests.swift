import Host
import OpenClaw
import TestSupport
import Testing

@testable import Fleet
@testable import GatewayModel

/// Whose a process is, over hosts that exist only here.
@Suite(.computing) struct OwnershipTests {
  /// A process with a port and a control group.
  struct Running: Sendable {
    var pid: Int32
    var port: Int?
    var name = "openclaw-gatewa"
    var parent: Int32 = 1
    var group: String?
    var userID: UInt32 = 1000
    var environment: [String: String] = ["HOME": "/h"]
  }

  private func snapshot(
    _ files: [String: String], _ running: [Running], services: [ServiceStatus] = []
  ) -> Snapshot {
    var (surveyor, builder) = surveyor(files, running)
    return builder.build(surveyor.scan(sweep: true, services: services), live: RuntimeState())
  }

  private func surveyor(
    _ files: [String: String], _ running: [Running]
  ) -> (HostScanner, SnapshotBuilder) {
    var host = FakeHost.host(files: files, environment: ["HOME": "/h"])
    let byPID = Dictionary(uniqueKeysWithValues: running.map { ($0.pid, $0) })
    host.processes.pids = { byPID.keys.sorted() }
    host.processes.facts = { pid in
      byPID[pid].map {
        ProcessFacts(identity: .init(pid: pid, startTicks: 7), name: $0.name, parent: $0.parent)
      }
    }
    host.processes.commandLine = { pid in byPID[pid].map { [$0.name] } }
    host.processes.environment = { byPID[$0]?.environment }
    host.processes.controlGroup = { byPID[$0]?.group }
    host.processes.userID = { byPID[$0]?.userID }
    host.processes.sockets = { pid in byPID[pid]?.port == nil ? [] : [UInt64(pid)] }
    host.processes.listeners = {
      running.compactMap { process in
        process.port.map {
          ListeningSocket(
            address: "127.0.0.1", port: $0, inode: UInt64(process.pid), userID: process.userID)
        }
      }
    }
    let paths = GatehousePaths(home: nil, config: nil, system: host.system)
    let surveyor = HostScanner(host: host, paths: paths, config: GatehouseConfig())
    let builder = SnapshotBuilder(
      paths: paths, config: GatehouseConfig(), system: host.system, realPath: surveyor.realPath)
    return (surveyor, builder)
  }

  private func config(_ port: Int) -> String { "{ gateway: { mode: 'local', port: \(port) } }" }

  private func lock(_ pid: Int32, _ config: String, ticks: Int = 7) -> String {
    "{\"pid\": \(pid), \"configPath\": \"\(config)\", \"startTime\": \(ticks)}"
  }

  @Test func `gateways of one service that is no gateway's unit are not each other's`() throws {
    let group = "/user.slice/user-1000.slice/user@1000.service/app.slice/gatehouse-up.service"
    let files = [
      "/h/.openclaw/openclaw.json": config(18789), "/h/.openclaw-rescue/openclaw.json": config(19789),
      "/tmp/openclaw-1000/gateway.1.lock": lock(10, "/h/.openclaw/openclaw.json"),
      "/tmp/openclaw-1000/gateway.2.lock": lock(11, "/h/.openclaw-rescue/openclaw.json"),
    ]
    var (surveyor, _) = surveyor(
      files, [.init(pid: 10, port: 19789, group: group), .init(pid: 11, port: nil, group: group)])
    let inventory = surveyor.scan(sweep: true)
    let rescue = try #require(inventory.definitions.first { $0.name == "rescue" })
    let owner = inventory.owner(of: rescue.id)
    #expect(owner.process?.pid == 11)
    let listener = try #require(inventory.listeners(on: 19789).first)
    #expect(!inventory.isHeld(listener, by: owner.process))
  }

  private let unit = "[Service]\nExecStart=/usr/bin/node x.js gateway --port 18789\n"
  private let unitPath = "/h/.config/systemd/user/openclaw-gateway.service"

  @Test func `one process is never two gateways`() throws {
    let files = ["/h/.openclaw/openclaw.json": config(18789), "/h/.openclaw-a/openclaw.json": config(18789)]
    let found = snapshot(files, [Running(pid: 40, port: 18789)])
    #expect(found.gateways.count == 2)
    #expect(found.gateways.allSatisfy { !$0.owner.isProven })
    // With a lock there is no doubt, and the other one does not run.
    let locked = snapshot(
      files.merging(["/tmp/openclaw-1000/gateway.1.lock": lock(40, "/h/.openclaw-a/openclaw.json")]) { a, _ in
        a
      },
      [Running(pid: 40, port: 18789)])
    #expect(locked.gateways.map { $0.process?.identity.pid } == [nil, 40])
    #expect(locked.gateways[1].owner.isProven)
  }

  @Test(
    arguments: [
      ("docker-proxy", 1000, nil, GatewayState.running, false), ("docker-proxy", 0, nil, .running, false),
      ("rootlessport", 1000, nil, .running, false),
      ("openclaw", 1000, "/system.slice/docker-0123456789abcdef0123.scope", .running, false),
      ("nginx", 1000, nil, .stopped, true), (nil, 1000, nil, .stopped, false),
    ] as [(String?, UInt32, String?, GatewayState, Bool)])
  func `the port that a container publishes is its own where its engine holds it`(
    _ program: String?, _ user: UInt32, _ group: String?, _ state: GatewayState, _ isStranger: Bool
  ) throws {
    let files = [
      "/h/.config/systemd/user/openclaw-box.service":
        "[Service]\nExecStart=/usr/bin/docker run --name box -p 19789:18789 ghcr.io/openclaw/openclaw\n"
    ]
    let found = snapshot(
      files, program.map { [Running(pid: 40, port: 19789, name: $0, group: group, userID: user)] } ?? [])
    let row = try #require(found.gateways.first { $0.name == "box" })
    #expect(row.state == state && row.plan.gateway.known == 19789)
    #expect(found.findings.contains { $0.code == .portHeldByStranger } == isStranger)
  }

  @Test func `a lock of another start proves nothing`() {
    let found = snapshot(
      [
        "/h/.openclaw/openclaw.json": config(18789),
        "/tmp/openclaw-1000/gateway.1.lock": lock(40, "/h/.openclaw/openclaw.json", ticks: 6),
      ], [Running(pid: 40, port: 18789, name: "bash")])
    #expect(found.gateways[0].process == nil)
    #expect(found.findings.contains { $0.code == .portHeldByStranger })
  }

  @Test(arguments: [
    ("/user.slice/user-1000.slice/user@1000.service/app.slice/openclaw-gateway.service", true),
    ("/app.slice/openclaw-gateway.service", true),
    ("/user.slice/user-1001.slice/user@1001.service/app.slice/openclaw-gateway.service", false),
    ("/system.slice/openclaw-gateway.service", false),
    ("/user.slice/user@1000.service/app.slice/openclaw-gateway-lab.service", false),
  ])
  func `a unit's process is in that unit's group of that user's manager`(group: String, isOwn: Bool) {
    // With variables that say nothing but that it is no loose process.
    let process = Running(
      pid: 40, group: group, environment: ["HOME": "/h", "OPENCLAW_STATE_DIR": "/elsewhere"])
    let found = snapshot(["/h/.openclaw/openclaw.json": config(18789), unitPath: unit], [process])
    #expect((found.gateways.first { $0.name == "default" }?.process != nil) == isOwn)
  }

  @Test func `another user's process is not ours, whatever it is called`() {
    let process = Running(
      pid: 40, group: "/app.slice/openclaw-gateway.service", userID: 1001, environment: ["HOME": "/h"])
    let own = Running(
      pid: 50, port: 18789, group: "/app.slice/openclaw-gateway.service",
      environment: ["HOME": "/h", "OPENCLAW_STATE_DIR": "/h/.openclaw"])
    let found = snapshot(["/h/.openclaw/openclaw.json": config(18789), unitPath: unit], [process, own])
    #expect(found.gateways.first?.process?.identity.pid == 50)
  }

  @Test func `what another one's agent has started is not that one's`() {
    let files = [
      "/h/.openclaw/openclaw.json": config(18789), "/h/.openclaw-rescue/openclaw.json": config(19789),
      "/tmp/openclaw-1000/gateway.1.lock": lock(40, "/h/.openclaw-rescue/openclaw.json"),
      "/tmp/openclaw-1000/gateway.2.lock": lock(41, "/h/.openclaw/openclaw.json"),
    ]
    let found = snapshot(files, [Running(pid: 40, port: 19789), Running(pid: 41, port: 18789, parent: 40)])
    #expect(found.gateways.map { $0.process?.identity.pid } == [41, 40])
    #expect(found.gateways.allSatisfy { $0.holders[$0.plan.gateway.port] == .own && $0.owner.isProven })
    #expect(!found.findings.contains { $0.severity != .info })
  }

  @Test func `the manager's main process proves or contradicts`() {
    let files = [
      "/h/.openclaw/openclaw.json": config(18789), unitPath: unit,
      "/tmp/openclaw-1000/gateway.1.lock": lock(40, "/h/.openclaw/openclaw.json"),
    ]
    func status(_ pid: Int32) -> ServiceStatus {
      ServiceStatus(unit: "openclaw-gateway.service", activeState: .active, mainPID: pid)
    }
    let running = [Running(pid: 40, port: 18789), Running(pid: 60, name: "sleep")]
    let agreed = snapshot(files, running, services: [status(40)])
    #expect(agreed.gateways[0].owner.links.contains { $0.kind == .unit && $0.status == .holds })
    #expect(agreed.verdict == .isolated)
    let other = snapshot(files, running, services: [status(60)])
    #expect(other.findings.first?.code == .ownerMismatch && other.findings.first?.ports == [.one(18789)])
    // An old answer that names a process which is gone contradicts nobody.
    #expect(snapshot(files, running, services: [status(99)]).verdict == .isolated)
  }
}
