import Fleet
import GatewayModel
import Host
import OpenClaw
import TestSupport
import Testing

/// Who fights over a port, as the looks at a host show it.
@Suite struct PortFightTests {
  static let group = "/user.slice/user@1000.service/app.slice/openclaw-gateway-work.service"

  private func look(
    _ watch: inout FightWatch, pid: Int32?, at time: Double, name: String = "pm2", group: String? = nil,
    run: RunRecord? = nil, services: [ServiceStatus] = [], hasUnit: Bool = false,
    from: PortPlan.Provenance = .config
  ) throws -> [String]? {
    let definition = try ModelSamples.definition("work", port: 20000, from: from) {
      if hasUnit { $0.unit = UnitFile(name: "openclaw-gateway-work.service", path: "/u") }
    }
    let processes =
      [ModelSamples.facts(9, name: name)] + (pid.map { [ModelSamples.facts($0, parent: 9)] } ?? [])
    let inventory = ModelSamples.inventory(
      [definition], processes: processes + [ModelSamples.facts(77)],
      listeners: pid.map { [ModelSamples.listener(20000, pid: $0, group: group)] } ?? [],
      runs: run.map { [$0] } ?? [], services: services, takenAt: time)
    return watch.look(inventory, owners: [:], userID: 1000)[definition.id]
  }

  @Test func `a unit and a supervisor that take turns are both named`() throws {
    var watch = FightWatch()
    #expect(try look(&watch, pid: 41, at: 0, group: Self.group) == nil)
    #expect(try look(&watch, pid: 42, at: 5) == nil)
    #expect(try look(&watch, pid: 43, at: 10, group: Self.group) == nil)
    let parties = try look(&watch, pid: 44, at: 15)
    #expect(parties == ["openclaw-gateway-work.service (user)", "pm2 9"])
  }

  @Test func `Gatehouse is a party by its run record`() throws {
    var watch = FightWatch()
    var parties: [String]?
    for (turn, pid) in [Int32(41), 42, 43, 44].enumerated() {
      let isOurs = turn % 2 == 0
      let run = ModelSamples.run(
        process: isOurs ? .init(pid: pid, startTicks: 7) : .init(pid: 1000, startTicks: 1))
      var record = run
      record.group = 5555
      parties = try look(&watch, pid: pid, at: Double(turn) * 5, run: record)
    }
    #expect(parties == ["Gatehouse", "pm2 9"])
  }

  @Test func `a port that is free in between, or not known, changes no hands`() throws {
    var watch = FightWatch()
    for time in 0..<8 { #expect(try look(&watch, pid: time % 2 == 0 ? 41 : nil, at: Double(time)) == nil) }
    var other = FightWatch()
    for (time, pid) in [Int32(41), 42, 43, 44, 45].enumerated() {
      let group = time % 2 == 0 ? Self.group : nil
      #expect(try look(&other, pid: pid, at: Double(time), group: group, from: .unknown) == nil)
    }
  }

  @Test(
    arguments: [
      ("restarted twice while another has the port", 2, .activating, nil, nil, true),
      ("restarted once", 1, .activating, nil, nil, false),
      ("its manager does not say", nil, .activating, nil, nil, false),
      ("it has failed and stays so", 9, .failed, nil, nil, false),
      ("the holder is in the unit's group", 9, .active, group, nil, false),
      ("the holder is the unit's main process", 9, .active, nil, 41, false),
      ("the unit runs another process", 9, .active, nil, 77, true),
    ] as [(String, Int?, UnitState, String?, Int32?, Bool)])
  func `a unit that is restarted while somebody else has its port fights`(
    _ row: (what: String, restarts: Int?, state: UnitState, group: String?, main: Int32?, isFight: Bool)
  ) throws {
    var watch = FightWatch()
    let status = ServiceStatus(
      unit: "openclaw-gateway-work.service", activeState: row.state, mainPID: row.main, restarts: row.restarts
    )
    let parties = try look(&watch, pid: 41, at: 0, group: row.group, services: [status], hasUnit: true)
    #expect(
      parties == (row.isFight ? ["openclaw-gateway-work.service (user)", "pm2 9"] : nil), "\(row.what)")
  }
}
