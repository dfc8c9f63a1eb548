import Fleet
import GatewayModel
import Host
import OpenClaw
import TestSupport
import Testing

/// What of an inventory a snapshot shows.
@Suite struct SnapshotBuilderTests {
  private func build(
    _ definitions: [Definition], _ inventory: HostInventory? = nil, live: RuntimeState = RuntimeState(),
    config: GatehouseConfig = GatehouseConfig()
  ) -> Snapshot {
    let system = FakeHost.host(files: [:], environment: ["HOME": "/h"]).system
    let builder = SnapshotBuilder(
      paths: GatehousePaths(home: nil, config: nil, system: system), config: config, system: system
    ) { $0 }
    return builder.build(inventory ?? ModelSamples.inventory(definitions), live: live)
  }

  @Test(
    arguments: [
      ("{ gateway: { port: 20000 } }", "http://127.0.0.1:20000/"),
      ("{ gateway: { port: 20000, tls: { enabled: true } } }", "https://127.0.0.1:20000/"),
      ("{ gateway: { port: 20000, controlUi: { basePath: 'ui' } } }", "http://127.0.0.1:20000/ui"),
      ("{ gateway: { port: 20000, controlUi: { basePath: '/ui' } } }", "http://127.0.0.1:20000/ui"),
      ("{ gateway: { port: 20000, controlUi: { enabled: false } } }", nil), (nil, nil),
    ] as [(String?, String?)])
  func `the Control UI is where the config has it`(_ row: (config: String?, url: String?)) throws {
    let snapshot = build([try ModelSamples.definition("work", port: 20000, config: row.config)])
    #expect(snapshot.gateways.first?.controlURL == row.url)
  }

  @Test func `gateways stand in the order of the roster, whatever order they were found in`() throws {
    let names = ["b", "rescue", "a", "default"]
    let snapshot = build(try names.map { try ModelSamples.definition($0) })
    #expect(snapshot.gateways.map(\.name) == ["default", "rescue", "a", "b"])
    #expect(snapshot.gateways.map(\.isMain) == [true, false, false, false])
    #expect(snapshot.hostName == "atlas" && snapshot.takenAt == 1_000_000)
  }

  @Test(
    arguments: [
      (.failed, .failed, "exit 1: no", "exit 1: no"), (.backingOff, .backingOff, "exit 2", "exit 2"),
      (.failed, .failed, nil, "the last start failed"),
      (.running, .failed, nil, "ended by itself"), (.ended, .stopped, "old", nil),
      (.stopping, .stopped, "old", nil),
    ] as [(RunRecord.Phase, GatewayState, String?, String?)])
  func `why it does not run is what its last run says`(
    _ row: (phase: RunRecord.Phase, state: GatewayState, failure: String?, shown: String?)
  ) throws {
    var run = ModelSamples.run(phase: row.phase, process: .init(pid: 99, startTicks: 1))
    run.failure = row.failure
    let work = try ModelSamples.definition("work")
    let gateway = build([work], ModelSamples.inventory([work], runs: [run])).gateways.first
    #expect(gateway?.failure == row.shown && gateway?.state == row.state)
  }

  @Test func `a run of another boot did not end by itself`() throws {
    let work = try ModelSamples.definition("work")
    let run = ModelSamples.run(process: .init(pid: 99, startTicks: 1), bootID: "before")
    let gateway = build([work], ModelSamples.inventory([work], runs: [run])).gateways.first
    #expect(gateway?.failure == nil && gateway?.state == .stopped)
  }

  @Test(arguments: [(59.0, GatewayState.starting), (61, .stopped)])
  func `a start that is older than one may last was cut off`(_ row: (age: Double, state: GatewayState)) throws
  {
    let work = try ModelSamples.definition("work")
    let run = ModelSamples.run(phase: .launching, startedAt: 1_000_000 - row.age)
    #expect(build([work], ModelSamples.inventory([work], runs: [run])).gateways.first?.state == row.state)
  }

  @Test(
    arguments: [
      (.failed, "failed", 78, 0, "has failed (exit 78)"),
      (.failed, "failed", nil, 1, "(signal, restarted 1 time)"),
      (.activating, "auto-restart", 1, 4, "(exit 1, restarted 4 times) and is started again"),
      (.inactive, "dead", 1, 4, nil),
    ] as [(UnitState, String, Int32?, Int, String?)])
  func `a unit that does not run says how it ended and how often it was tried`(
    _ row: (state: UnitState, sub: String, exit: Int32?, restarts: Int, telling: String?)
  ) throws {
    let work = try ModelSamples.definition("work") { $0.unit = UnitFile(name: "w.service", path: "/u") }
    var status = ServiceStatus(
      unit: "w.service", activeState: row.state, subState: row.sub, restarts: row.restarts, result: "signal")
    (status.exitCode, status.invocation) = (row.exit, "i1")
    let inventory = ModelSamples.inventory([work], services: [status])
    var live = RuntimeState()
    live.unitReasons[work.id] = UnitReason(invocation: "i1", text: "config is invalid")
    let failure = build([work], inventory, live: live).gateways.first?.failure
    #expect((failure == nil) == (row.telling == nil))
    if let telling = row.telling {
      #expect(
        failure?.contains(telling) == true && failure?.hasSuffix(": config is invalid") == true,
        "\(failure ?? "")")
    }
    // What an earlier run said is not why this one ended.
    live.unitReasons[work.id]?.invocation = "i0"
    #expect(build([work], inventory, live: live).gateways.first?.failure?.contains("invalid") != true)
  }

  @Test func `a policy is the person's, else the gateway's own, else the config's, and a unit has none`()
    throws
  {
    var config = GatehouseConfig()
    config.restart.policy = .always
    func supervision(_ chosen: RestartPolicy?, _ change: (inout Definition) -> Void = { _ in }) throws
      -> Supervision?
    {
      let work = try ModelSamples.definition("work", change: change)
      var inventory = ModelSamples.inventory([work])
      inventory.policies[work.id] = chosen.map {
        PolicyChoice(policy: $0, stateDir: work.id.stateDir, configPath: work.id.configPath)
      }
      return build([work], inventory, config: config).gateways.first?.supervision
    }
    #expect(try supervision(nil)?.policy == .always && supervision(nil)?.isChosen == false)
    #expect(try supervision(nil) { $0.restart = .onFailure }?.policy == .onFailure)
    let chosen = try supervision(.never) { $0.restart = .onFailure }
    #expect(chosen?.policy == .never && chosen?.isChosen == true)
    #expect(try supervision(.always) { $0.unit = UnitFile(name: "w.service", path: "/u") }?.policy == .never)
    #expect(try supervision(.always) { $0.sources = [.process] }?.policy == .never)
    #expect(try supervision(.always) { $0.kind = .container }?.policy == .never)
  }

  @Test func `an own listener on a port outweighs a stranger's beside it`() throws {
    let work = try ModelSamples.definition("work", port: 20000)
    var inventory = ModelSamples.inventory(
      [work], processes: [ModelSamples.facts(40), ModelSamples.facts(60)],
      listeners: [60, 40, 60].map { ModelSamples.listener(20000, pid: $0) } + [
        ModelSamples.listener(7, pid: 60)
      ],
      locks: [LockRecord(path: "l", pid: 40, configPath: work.configPath, startTicks: 7)])
    inventory.processes = [ModelSamples.gatewayProcess(40)]
    inventory.proveOwners(FakeHost.host(files: [:], environment: [:]).system) { $0 }
    let gateway = build([work], inventory).gateways.first
    #expect(gateway?.holders == [20000: .own] && gateway?.listeners.count == 3)
    #expect(
      gateway?.process?.identity.pid == 40 && gateway?.owner.isProven == true && gateway?.runBy == .other)
  }

  @Test func `what is live crosses out secrets before anybody sees it`() throws {
    let work = try ModelSamples.definition("work")
    var live = RuntimeState()
    live.redactor = Redactor(["hunter22"])
    live.failures[work.id] = "it said hunter22"
    live.lastEvent = .init(at: 5, text: "hunter22\u{1B}[2J came")
    let snapshot = build([work], live: live)
    #expect(snapshot.gateways.first?.failure == "it said •••")
    #expect(snapshot.lastEvent == .init(at: 5, text: "••• came"))
  }
}
