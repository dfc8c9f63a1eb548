import GatewayModel
import Host
import OpenClaw
import Synchronization
import TestSupport
import Testing

@testable import Discovery

/// One look after another at a host: what is read anew, what proves that a gateway runs, and where.
@Suite(.computing) struct InventoryBuilderTests {
  private typealias Process = PlayedProcesses.Process

  private final class World: Sendable {
    let files: ChangingFiles
    let played: PlayedProcesses
    let sockets: Mutex<[ListeningSocket]>
    let sweeps = Mutex(0)

    init(_ files: [String: String], _ processes: [PlayedProcesses.Process] = [], ports: [Int: UInt64] = [:]) {
      self.files = ChangingFiles(files)
      played = PlayedProcesses(processes)
      sockets = Mutex(
        ports.map { ListeningSocket(address: "127.0.0.1", port: $0.key, inode: $0.value, userID: 1000) })
    }

    func builder(_ config: GatehouseConfig = GatehouseConfig()) -> InventoryBuilder {
      var host = files.host()
      host.processes = played.processes
      let pids = host.processes.pids
      host.processes.pids = {
        self.sweeps.withLock { $0 += 1 }
        return pids()
      }
      host.processes.listeners = { self.sockets.withLock { $0 } }
      return InventoryBuilder(
        host: host, paths: GatehousePaths(home: nil, config: nil, system: host.system), config: config)
    }
  }

  private static let config = "/h/.openclaw/openclaw.json"
  private static let lockPath = "/tmp/openclaw-1000/gateway.1.lock"
  private static let text = "{ gateway: { mode: 'local', port: 20000 } }"

  private func lock(_ pid: Int, ticks: Int? = 7, port: Int? = nil) -> String {
    "{ \"pid\": \(pid), \"configPath\": \"\(Self.config)\""
      + (ticks.map { ", \"startTime\": \($0)" } ?? "") + (port.map { ", \"port\": \($0)" } ?? "") + " }"
  }

  @Test(
    arguments: [
      ("the very process", 7, "bash", true), ("another start of that number", 8, "openclaw-gatewa", false),
      ("no start time, and it looks like a gateway", nil, "openclaw-gatewa", true),
      ("no start time, and it looks like anything", nil, "bash", false),
    ] as [(String, Int?, String, Bool)])
  func `a lock stands for a process that it can only mean`(
    why: String, ticks: Int?, name: String, isLiving: Bool
  ) {
    let world = World(
      [Self.config: Self.text, Self.lockPath: lock(40, ticks: ticks)],
      [Process(pid: 40, name: name, environment: ["HOME": "/h", "OPENCLAW_STATE_DIR": "/x"])])
    var builder = world.builder()
    let found = builder.build()
    #expect(found.locks.map(\.pid) == (isLiving ? [40] : []), "\(why)")
    if ticks != nil { #expect(found.leftLocks.map(\.pid) == (isLiving ? [] : [40])) }
  }

  @Test func `a lock whose process is gone is left over`() {
    var builder = World([Self.config: Self.text, Self.lockPath: lock(40)]).builder()
    let found = builder.build()
    #expect(found.locks.isEmpty && found.leftLocks.map(\.pid) == [40])
    #expect(found.definitions.first?.sources == [.profile])
  }

  @Test func `the port of a running gateway is its lock's, else the lowest on which it listens`() {
    func base(_ lock: String, ports: [Int: UInt64]) -> PortPlan.Entry? {
      let world = World(
        [Self.config: Self.text, Self.lockPath: lock], [Process(pid: 40, sockets: [1, 2, 3])], ports: ports)
      var builder = world.builder()
      return builder.build().definitions.first?.plan.gateway
    }
    #expect(base(lock(40, port: 20300), ports: [20400: 1]) == .init(20300, .flag))
    #expect(base(lock(40), ports: [20500: 1, 20400: 2]) == .init(20400, .flag))
    #expect(base(lock(40), ports: [19999: 1, 20000: 2]) == .init(20000, .config))
    #expect(base(lock(40), ports: [:]) == .init(20000, .config))
  }

  @Test(
    arguments: [
      "/run/user/tmp/openclaw-1000/gateway.1.lock", "/h/.openclaw/tmp/openclaw-1000/gateway.1.lock",
      "/h/lab/tmp/openclaw-1000/gateway.1.lock", "/h/unit/tmp/openclaw-1000/gateway.1.lock",
      "/h/unit-tmp/openclaw-1000/gateway.1.lock", "/h/entry-tmp/openclaw-1000/gateway.1.lock",
    ])
  func `locks are looked for wherever a gateway may keep its own`(path: String) {
    let world = World(
      [
        Self.config: Self.text, path: lock(40),
        "/h/.config/systemd/user/bot.service":
          "[Service]\nEnvironment=OPENCLAW_STATE_DIR=/h/unit TMPDIR=/h/unit-tmp\n"
          + "ExecStart=/bin/openclaw gateway\n",
      ],
      [
        Process(pid: 40),
        Process(
          pid: 41, environment: ["HOME": "/o", "OPENCLAW_STATE_DIR": "/o/s", "TMPDIR": "/run/user/tmp"]),
      ])
    var config = GatehouseConfig()
    config.declared = [
      .init(name: "lab", stateDir: "~/lab", environment: ["TMPDIR": "/h/entry-tmp"])
    ]
    var builder = world.builder(config)
    #expect(builder.build().locks.map(\.path) == [path])
  }

  @Test func `definitions are built anew only when something changed that they depend on`() {
    let world = World([Self.config: Self.text, "/h/.openclaw/part.json": "{}"])
    var builder = world.builder()
    let first = builder.build().basis.revision
    #expect(builder.build().basis.revision == first)
    world.files.write("/h/.openclaw/.env", "OPENCLAW_GATEWAY_PORT=20700\n")
    let second = builder.build()
    #expect(second.basis.revision > first)
    #expect(second.definitions.first?.plan.gateway == .init(20700, .environment))
    #expect(builder.build().basis.revision == second.basis.revision)
    builder.config.declared = [.init(name: "default", port: 20800)]
    #expect(builder.build().definitions.first?.plan.gateway == .init(20800, .flag))
  }

  @Test func `a change of an included file is seen`() {
    let world = World([
      Self.config: "{ gateway: { $include: './gateway.json' } }",
      "/h/.openclaw/gateway.json": "{ port: 20100 }",
    ])
    var builder = world.builder()
    #expect(builder.build().definitions.first?.plan.gateway.known == 20100)
    world.files.write("/h/.openclaw/gateway.json", "{ port: 20101 }")
    #expect(builder.build().definitions.first?.plan.gateway.known == 20101)
  }

  @Test func `a version that a running gateway tells changes what its files mean`() {
    let world = World(["/h/.openclaw-rescue/openclaw.json": "{ gateway: { mode: 'local' } }"])
    var builder = world.builder()
    let id = GatewayID(
      stateDir: "/h/.openclaw-rescue", configPath: "/h/.openclaw-rescue/openclaw.json")
    // The hashed port of the name, and before 2026.8 the default for all.
    #expect(builder.build().definitions.first?.plan.gateway.known == 23532)
    let old = builder.build(versions: [id: Version(2026, 6, 11)])
    #expect(old.definitions.first?.plan.gateway.known == 18789)
  }

  @Test func `all processes are swept now and then, and at once where that is asked for`() {
    let world = World([Self.config: Self.text])
    var builder = world.builder()
    func sweeps(_ body: () -> Void) -> Int {
      world.sweeps.withLock { $0 = 0 }
      body()
      return world.sweeps.withLock { $0 }
    }
    let counts = (0..<(InventoryBuilder.sweepInterval + 1)).map { _ in sweeps { _ = builder.build() } }
    #expect(counts.map { $0 > 0 } == [true] + Array(repeating: false, count: counts.count - 2) + [true])
    #expect(sweeps { _ = builder.build(sweep: true) } > 0)
  }

  @Test func `a gateway process that nobody claims is a row with its port, and no longer when it is gone`() {
    let world = World([Self.config: Self.text], [Process(pid: 44, sockets: [1])], ports: [20500: 1])
    var builder = world.builder()
    let found = builder.build()
    #expect(found.definitions.map(\.name) == ["default", "stray-44"])
    #expect(found.loose.map(\.pid) == [44])
    world.played[44] = nil
    #expect(builder.build(sweep: true).definitions.map(\.name) == ["default"])
  }

  @Test func `only listeners on some gateway's ports are told, and all where all are asked for`() {
    let world = World(
      [Self.config: Self.text], [Process(pid: 50, name: "nginx", sockets: [1, 2, 3])],
      ports: [20000: 1, 20050: 2, 30000: 3])
    var builder = world.builder()
    let found = builder.build()
    // The base port, and one of the CDP range: base + 11 to base + 110.
    #expect(found.listeners.map(\.port) == [20000, 20050])
    #expect(found.listeningPorts == [20000, 20050, 30000])
    #expect(builder.allListeners().map(\.port) == [20000, 20050, 30000])
  }

  @Test func `a holder of a port that came after the last sweep is told, with those that it descends from`() {
    let world = World([Self.config: Self.text])
    var builder = world.builder()
    _ = builder.build()
    world.played[60] = Process(pid: 60, name: "sh")
    world.played[61] = Process(pid: 61, name: "nginx", parent: 60, sockets: [9])
    world.sockets.withLock {
      $0 = [ListeningSocket(address: "127.0.0.1", port: 20000, inode: 9, userID: 1000)]
    }
    let found = builder.build()
    #expect(found.newHolders == [61])
    #expect(found.index.isRelated(60, 61))
    #expect(builder.build().newHolders == [])
  }

  @Test func `a manager's answer is found under each of the unit's names`() {
    let status = ServiceStatus(
      unit: "a.service", names: ["a.service", "b.service"], isUserUnit: false, activeState: .active)
    var builder = World([Self.config: Self.text]).builder()
    let found = builder.build(services: [status])
    #expect(found.services[ServiceKey(unit: "b.service", isUserUnit: false)] == status)
    #expect(found.services[ServiceKey(unit: "b.service", isUserUnit: true)] == nil)
  }
}
