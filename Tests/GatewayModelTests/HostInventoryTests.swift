import GatewayModel
import Host
import OpenClaw
import TestSupport
import Testing

/// What one look at the host found.
@Suite struct HostInventoryTests {
  static let group = "/user.slice/user@1000.service/app.slice/openclaw-gateway-work.service"

  @Test func `a main process that is gone since the manager answered is none`() throws {
    let work = try ModelSamples.definition("work") {
      $0.unit = UnitFile(name: "openclaw-gateway-work.service", path: "/u")
    }
    func main(_ pid: Int32, isUserUnit: Bool = true) -> Int32?? {
      let status = ServiceStatus(
        unit: "openclaw-gateway-work.service", isUserUnit: isUserUnit, activeState: .active, mainPID: pid)
      return ModelSamples.inventory(
        [work], processes: [ModelSamples.facts(40), ModelSamples.facts(41, state: "Z")], services: [status]
      ).service(of: work).map(\.mainPID)
    }
    #expect(main(40) == .some(40) && main(41) == .some(nil) && main(99) == .some(nil))
    // A unit of that name of the other manager is another unit.
    #expect(main(40, isUserUnit: false) == nil)
    #expect(ModelSamples.inventory([work]).service(of: try ModelSamples.definition("x")) == nil)
  }

  @Test func `of nested state directories the innermost has the browser`() throws {
    let outer = try ModelSamples.definition("work")
    let inner = try ModelSamples.definition("inner") { $0.id.stateDir = "/h/.openclaw-work/nested" }
    let inventory = ModelSamples.inventory([outer, inner])
    func owner(_ path: String) -> GatewayID? { inventory.gateway(ofBrowserData: path) { $0 } }
    #expect(owner("/h/.openclaw-work/browser") == outer.id && owner("/h/.openclaw-work/nested/x") == inner.id)
    #expect(owner("/tmp/x") == nil)
  }

  @Test func `a listener is held by a relative, or by another process of the gateway's unit`() throws {
    let work = try ModelSamples.definition("work") {
      $0.unit = UnitFile(name: "openclaw-gateway-work.service", path: "/u")
    }
    let owner = ProcessIdentity(pid: 40, startTicks: 7)
    let inventory = ModelSamples.inventory(
      [work],
      processes: [ModelSamples.facts(40), ModelSamples.facts(41, parent: 40), ModelSamples.facts(60)],
      gateways: [ModelSamples.gatewayProcess(40, group: Self.group)])
    func isHeld(_ pid: Int32?, _ group: String? = nil, by owner: ProcessIdentity?) -> Bool {
      inventory.isHeld(ModelSamples.listener(1, pid: pid, group: group), by: owner)
    }
    #expect(isHeld(40, by: owner) && isHeld(41, by: owner) && isHeld(60, Self.group, by: owner))
    #expect(!isHeld(60, by: owner) && !isHeld(60, "/system.slice/x.service", by: owner))
    #expect(!isHeld(nil, Self.group, by: owner) && !isHeld(40, by: nil))
  }

  @Test func `a record belongs to the gateway whose newest run it is`() throws {
    let work = try ModelSamples.definition("work")
    let (old, new) = (ModelSamples.run(id: "1"), ModelSamples.run(id: "2"))
    let inventory = ModelSamples.inventory([work], runs: [old, new])
    #expect(inventory.run(of: work)?.id == "2" && inventory.definition(of: new)?.name == "work")
    #expect(inventory.definition(of: old) == nil && inventory.definition(work.id)?.name == "work")
    #expect(inventory.owner(of: work.id) == .none)
  }

  @Test(
    arguments: [
      ("/abs/../s", nil, "/s"), ("~/s", nil, "/h/s"), ("rel", "/w", "/w/rel"), ("rel", nil, nil),
      ("  ", "/w", nil), (nil, "/w", nil),
    ] as [(String?, String?, String?)])
  func `a process's path is what that process takes it for`(
    _ row: (value: String?, directory: String?, path: String?)
  ) {
    var environment = ["HOME": "/h"]
    environment["OPENCLAW_STATE_DIR"] = row.value
    var process = ModelSamples.gatewayProcess(40, environment: environment)
    process.workingDirectory = row.directory
    #expect(process.path("OPENCLAW_STATE_DIR") == row.path && process.home == "/h")
    #expect(ModelSamples.gatewayProcess(40).home == nil)
  }

  @Test func `two snapshots show the same whenever they were taken`() {
    let one = Snapshot(takenAt: 1, hostName: "atlas", gateways: [ModelSamples.gateway()])
    var other = one
    other.takenAt = 2
    #expect(one.showsSame(as: other))
    for change in [
      { $0.gateways[0].state = .running }, { $0.lastEvent = .init(at: 1, text: "x") },
      { $0.findings = [ModelSamples.finding(.cdpHeadroom, .info, [])] },
      { $0.rescue = RescueStatus(isProposed: true, points: []) },
    ] as [(inout Snapshot) -> Void] {
      var changed = one
      change(&changed)
      #expect(!one.showsSame(as: changed))
    }
  }
}
