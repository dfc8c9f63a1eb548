import GatewayModel
import Host
import OpenClaw
import TestSupport
import Testing

/// The proof of an owner, link by link: design section 5.
@Suite struct OwnershipEvidenceTests {
  static let places = [
    "HOME": "/h", "OPENCLAW_STATE_DIR": "/h/.openclaw-work",
    "OPENCLAW_CONFIG_PATH": "/h/.openclaw-work/openclaw.json",
  ]
  static let config = "/h/.openclaw-work/openclaw.json"

  private func prove(
    locks: [LockRecord] = [], run: RunRecord? = nil, gateways: [InventoryFacts.GatewayProcess] = [],
    facts: [ProcessFacts] = [
      ModelSamples.facts(40), ModelSamples.facts(41, parent: 40), ModelSamples.facts(60),
    ],
    listeners: [PortListener] = [], loose: Set<ProcessIdentity> = [], mainPID: Int32? = nil,
    port: Int = 18789,
    from: PortPlan.Provenance = .config, unit: UnitFile? = nil
  ) throws -> Ownership {
    let definition = try ModelSamples.definition("work", port: port, from: from) { $0.unit = unit }
    return OwnershipEvidence(
      run: run, locks: locks, processes: gateways.isEmpty ? locks.map { Self.process(of: $0) } : gateways,
      listeners: listeners, index: ProcessIndex(facts),
      loose: loose,
      mainPID: mainPID, bootID: "boot", userID: 1000
    ).prove(definition) { $0 == "/link" ? "/h/.openclaw-work" : $0 }
  }

  private static func process(of lock: LockRecord) -> InventoryFacts.GatewayProcess {
    ModelSamples.gatewayProcess(lock.pid)
  }

  private func status(_ owner: Ownership, _ kind: Ownership.Link.Kind) -> Ownership.Status? {
    owner.links.first { $0.kind == kind }?.status
  }

  private func lock(_ pid: Int32, state: String? = nil, config: String? = config, ticks: UInt64? = 7)
    -> LockRecord
  {
    LockRecord(path: "/tmp/l", pid: pid, configPath: config, stateDir: state, startTicks: ticks)
  }

  struct Named: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var couldBe = false
    var environment: [String: String]?
    var listener: Int?
    var isProven: Bool
  }

  @Test(arguments: [
    Named(testDescription: "nothing of a gateway", isProven: false),
    Named(testDescription: "its name or executable", couldBe: true, isProven: true),
    Named(testDescription: "the run's mark", environment: [RunRecord.variable: "run-1"], isProven: true),
    Named(testDescription: "another run's mark", environment: [RunRecord.variable: "run-2"], isProven: false),
    Named(testDescription: "a listener on its port", listener: 18789, isProven: true),
    Named(testDescription: "a listener on another port", listener: 7, isProven: false),
  ])
  func `a lock alone proves no process: the process must be a gateway too`(_ named: Named) throws {
    var process = ModelSamples.gatewayProcess(40, environment: named.environment)
    process.couldBeGateway = named.couldBe
    let owner = try prove(
      locks: [lock(40)], run: ModelSamples.run(process: nil), gateways: [process],
      listeners: named.listener.map { [ModelSamples.listener($0, pid: 41)] } ?? [])
    #expect(owner.isProven == named.isProven && (owner.process != nil) == named.isProven)
  }

  @Test func `a lock with its start time proves, one without a start time shows`() throws {
    let proven = try prove(locks: [lock(40)])
    #expect(proven.process?.pid == 40 && proven.isProven)
    let shown = try prove(locks: [lock(40, ticks: nil)])
    #expect(shown.process?.pid == 40 && !shown.isProven && status(shown, .lock) == .holds)
  }

  @Test(
    arguments: [
      ("another config", LockRecord(path: "l", pid: 40, configPath: "/x", startTicks: 7)),
      (
        "another state directory",
        LockRecord(path: "l", pid: 40, configPath: config, stateDir: "/x", startTicks: 7)
      ),
      ("another start", LockRecord(path: "l", pid: 40, configPath: config, startTicks: 8)),
      ("nobody's number", LockRecord(path: "l", pid: 99, configPath: config, startTicks: 7)),
      ("no place at all", LockRecord(path: "l", pid: 40, startTicks: 7)),
    ])
  func `a lock of something else proves nothing`(_ row: (what: String, lock: LockRecord)) throws {
    #expect(try prove(locks: [row.lock]) == .none, "\(row.what)")
  }

  @Test func `a lock's links are resolved, and its state directory is a link of the proof`() throws {
    let owner = try prove(locks: [lock(40, state: "/link", config: nil)])
    #expect(owner.isProven && status(owner, .stateDir) == .holds)
    #expect(try status(prove(locks: [lock(40)]), .stateDir) == .unknown)
  }

  @Test func `the lock's process is the gateway, the record's may be its launcher`() throws {
    let run = ModelSamples.run(process: .init(pid: 40, startTicks: 7))
    let both = try prove(locks: [lock(41)], run: run)
    #expect(both.process?.pid == 41 && status(both, .record) == .holds)
    let apart = try prove(locks: [lock(60)], run: run)
    #expect(apart.process?.pid == 60 && status(apart, .record) == .contradicts)
    let recordOnly = try prove(run: run)
    #expect(recordOnly.process?.pid == 40 && recordOnly.isProven && status(recordOnly, .lock) == .unknown)
  }

  @Test func `a record of another boot or another start is worth nothing`() throws {
    #expect(try prove(run: ModelSamples.run(process: .init(pid: 40, startTicks: 8))) == .none)
    #expect(try prove(run: ModelSamples.run(process: .init(pid: 40, startTicks: 7), bootID: "old")) == .none)
  }

  @Test func `variables show a gateway and never prove it`() throws {
    let owner = try prove(gateways: [ModelSamples.gatewayProcess(40, environment: Self.places)])
    #expect(owner.process?.pid == 40 && !owner.isProven && status(owner, .stateDir) == .holds)
    // Half of the places is not enough.
    var half = Self.places
    half["OPENCLAW_CONFIG_PATH"] = nil
    #expect(try prove(gateways: [ModelSamples.gatewayProcess(40, environment: half)]) == .none)
    // Paths behind other mounts are other places.
    var inside = ModelSamples.gatewayProcess(40, environment: Self.places)
    inside.seesOtherMounts = true
    #expect(try prove(gateways: [inside]) == .none)
  }

  @Test func `another user's process is named and not taken`() throws {
    let owner = try prove(locks: [lock(40)], gateways: [ModelSamples.gatewayProcess(40, user: 33)])
    #expect(owner.process == nil && owner.links.isEmpty && owner.foreign?.userID == 33)
    #expect(owner.foreign?.text.contains("user 33") == true && owner.foreign?.text.contains("40") == true)
  }

  @Test(
    arguments: [
      ("nothing listens", [], .unknown), ("the owner", [ModelSamples.listener(18789, pid: 40)], .holds),
      ("its child", [ModelSamples.listener(18789, pid: 41)], .holds),
      ("somebody else", [ModelSamples.listener(18789, pid: 60)], .contradicts),
      ("nobody may see who", [ModelSamples.listener(18789, pid: nil)], .unknown),
      (
        "one of two is it", [ModelSamples.listener(18789, pid: 60), ModelSamples.listener(18789, pid: 41)],
        .holds
      ),
      ("another port", [ModelSamples.listener(18791, pid: 60)], .unknown),
    ] as [(String, [PortListener], Ownership.Status)])
  func `the listener on the base port must be its own or a relative's`(
    _ row: (what: String, listeners: [PortListener], status: Ownership.Status)
  ) throws {
    let owner = try prove(locks: [lock(40)], listeners: row.listeners)
    #expect(status(owner, .listener) == row.status, "\(row.what)")
    #expect(owner.isProven)
  }

  @Test func `a port that nobody knows proves and contradicts nothing`() throws {
    let owner = try prove(
      locks: [lock(40)], listeners: [ModelSamples.listener(18789, pid: 60)], from: .unknown)
    #expect(status(owner, .listener) == .unknown)
  }

  @Test func `the unit's main process or its group agrees, another one contradicts`() throws {
    let unit = UnitFile(name: "openclaw-gateway-work.service", path: "/u")
    #expect(try status(prove(locks: [lock(40)], mainPID: 41, unit: unit), .unit) == .holds)
    #expect(try status(prove(locks: [lock(40)], mainPID: 60, unit: unit), .unit) == .contradicts)
    #expect(try status(prove(locks: [lock(40)], unit: unit), .unit) == .unknown)
    let group = "/user.slice/user@1000.service/app.slice/openclaw-gateway-work.service"
    let inUnit = ModelSamples.gatewayProcess(40, group: group)
    #expect(
      try status(prove(locks: [lock(40)], gateways: [inUnit], mainPID: 60, unit: unit), .unit) == .holds)
    #expect(try status(prove(locks: [lock(40)], mainPID: 60), .unit) == nil)
  }

  @Test func `a loose process is taken only on the very port`() throws {
    let loose: Set<ProcessIdentity> = [.init(pid: 40, startTicks: 7)]
    let process = ModelSamples.gatewayProcess(40)
    let on = try prove(gateways: [process], listeners: [ModelSamples.listener(18789, pid: 41)], loose: loose)
    #expect(on.process?.pid == 40 && !on.isProven)
    #expect(
      try prove(gateways: [process], listeners: [ModelSamples.listener(1, pid: 40)], loose: loose) == .none)
    #expect(try prove(gateways: [process], listeners: [ModelSamples.listener(18789, pid: 40)]) == .none)
  }

  @Test func `who runs beside the owner is no relative, no other gateway's owner and no other user's`() throws
  {
    let definition = try ModelSamples.definition("work")
    let evidence = OwnershipEvidence(
      run: nil, locks: [lock(63)],
      processes: [40, 41, 60, 61, 62, 63, 64].map { pid in
        ModelSamples.gatewayProcess(
          pid, environment: pid >= 63 ? nil : Self.places, user: pid == 62 ? 33 : 1000)
      }, listeners: [],
      index: ProcessIndex(
        [40, 60, 61, 62, 63, 64].map { ModelSamples.facts($0) } + [ModelSamples.facts(41, parent: 40)]),
      bootID: "boot", userID: 1000)
    let taken: Set<ProcessIdentity> = [.init(pid: 61, startTicks: 7)]
    let others = evidence.others(of: definition, than: .init(pid: 40, startTicks: 7), taken: taken) { $0 }
    #expect(others.map(\.pid) == [60, 63])
  }

  @Test func `of two that claim one process the one with more evidence has it`() {
    let process = ProcessIdentity(pid: 40, startTicks: 7)
    let (a, b, c) = (
      GatewayID(stateDir: "/a", configPath: "/a"), GatewayID(stateDir: "/b", configPath: "/b"),
      GatewayID(stateDir: "/c", configPath: "/c")
    )
    let strong = Ownership(
      process: process, links: [.init(.lock, .holds, ""), .init(.startTime, .holds, "")])
    let weak = Ownership(
      process: process, links: [.init(.startTime, .holds, ""), .init(.lock, .unknown, "")])
    let alone = Ownership(process: .init(pid: 50, startTicks: 7), links: [.init(.startTime, .holds, "")])
    let settled = Ownership.settled([a: strong, b: weak, c: alone])
    #expect(settled[a] == strong && settled[b] == Ownership.none && settled[c] == alone)
    let tied = Ownership.settled([a: strong, b: strong, c: alone])
    #expect(tied[a]?.process == process && tied[a]?.isProven == false && tied[b]?.isProven == false)
    #expect(tied[c]?.isProven == true)
  }
}
