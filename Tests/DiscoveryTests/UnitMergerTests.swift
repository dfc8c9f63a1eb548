import GatewayModel
import OpenClaw
import TestSupport
import Testing

@testable import Discovery

/// Which gateway a unit starts, and which of several units of one gateway stands for it.
@Suite(.computing) struct UnitMergerTests {
  private func join(_ facts: InventoryFacts, links: [String: String] = [:]) -> [Candidate] {
    var merger = SourceMerger(home: "/h", workingDirectory: "/h", realPath: { links[$0] ?? $0 })
    return merger.join(facts).map(\.candidate)
  }

  private func directory(_ profile: String?) -> InventoryFacts.Directory {
    .init(profile: profile, paths: .ofProfile(profile, home: "/h"), hasConfig: true, hasMarks: false)
  }

  private func unit(
    _ name: String, profile: String? = nil, arguments: [String] = ["/bin/openclaw", "gateway"],
    _ environment: [String: String] = [:], isEnabled: Bool? = nil
  ) -> UnitFile {
    var unit = UnitFile(
      name: name, path: "/h/.config/systemd/user/\(name)", profile: profile, home: "/h",
      arguments: arguments, environment: environment)
    unit.isEnabled = isEnabled
    return unit
  }

  private static let marks = ["OPENCLAW_SERVICE_MARKER": "openclaw", "OPENCLAW_SERVICE_KIND": "gateway"]

  @Test func `an enabled unit of OpenClaw's own stands before all others of its gateway`() {
    let own = unit("openclaw-gateway.service")
    let rows: [(UnitFile, Int)] = [
      (unit("openclaw-gateway.service", isEnabled: true), 0),
      (unit("bot.service", Self.marks, isEnabled: true), 0), (unit("bot.service", isEnabled: true), 1),
      (unit("clawdbot-gateway.service", isEnabled: true), 1), (own, 2), (unit("bot.service", Self.marks), 2),
      (unit("bot.service"), 3), (unit("openclaw-gateway.service", isEnabled: false), 3),
      (unit("openclaw-gateway-b.service", profile: "b", isEnabled: true), 1),
    ]
    for (unit, rank) in rows {
      #expect(UnitMerger.rank(unit) == rank, "\(unit.name) \(unit.isEnabled as Any)")
    }
    var unclear = own
    unclear.start.kind = .unclear("x")
    unclear.isEnabled = true
    #expect(UnitMerger.rank(unclear) == 3)
  }

  @Test func `of two units of one gateway the enabled one is the row's, and the other is told beside it`() {
    var facts = InventoryFacts()
    facts.directories = [directory(nil)]
    facts.units = [unit("aaa.service"), unit("openclaw-gateway.service", isEnabled: true)]
    let rows = join(facts)
    #expect(rows.map(\.unit?.name) == ["openclaw-gateway.service"])
    #expect(rows.first?.otherUnits.map(\.name) == ["aaa.service"])
  }

  @Test func `a unit by flag joins its profile, and a variable alone moves no place`() {
    var facts = InventoryFacts()
    facts.directories = [directory(nil), directory("ops")]
    facts.units = [
      unit("a.service", profile: "ops", arguments: ["/bin/openclaw", "--profile", "ops", "gateway"])
    ]
    #expect(join(facts).map { $0.unit?.name } == [nil, "a.service"])
    facts.units = [unit("a.service", profile: "ops", ["OPENCLAW_PROFILE": "ops"])]
    #expect(join(facts).map { $0.unit?.name } == ["a.service", nil])
  }

  @Test func `a state directory alone takes the config in it`() {
    var facts = InventoryFacts()
    facts.units = [unit("bot.service", ["OPENCLAW_STATE_DIR": "~/bots/one"])]
    let row = join(facts).first
    #expect(row?.stateDir == "/h/bots/one" && row?.configPath == "/h/bots/one/openclaw.json")
    #expect(row?.name == "bot")
  }

  @Test func `a relative place leads from the unit's working directory`() {
    var facts = InventoryFacts()
    var relative = unit("bot.service", ["OPENCLAW_STATE_DIR": "state"])
    relative.workingDirectory = "/h/bots"
    facts.units = [relative]
    #expect(join(facts).map(\.stateDir) == ["/h/bots/state"])
  }

  @Test func `a unit whose place nobody can know is a row of its own`() {
    var facts = InventoryFacts()
    facts.directories = [directory(nil)]
    facts.units = [unit("bot.service", ["OPENCLAW_STATE_DIR": "/h/%m", "OPENCLAW_CONFIG_PATH": "/h/%m/c"])]
    let rows = join(facts)
    #expect(rows.map(\.name) == ["default", "bot"])
    #expect(rows.map(\.stateDir) == ["/h/.openclaw", ""])
    #expect(rows[0].unit == nil)
  }

  @Test func `a unit of the machine whose files lie in this home is one of ours, and any other is not`() {
    func system(_ home: String, _ environment: [String: String]) -> UnitFile {
      UnitFile(
        name: "openclaw-gateway.service", path: "/etc/systemd/system/openclaw-gateway.service",
        isUserUnit: false, home: home, arguments: ["/bin/openclaw", "gateway"], environment: environment)
    }
    var facts = InventoryFacts()
    facts.units = [system("/root", ["OPENCLAW_STATE_DIR": "/h/bot"])]
    #expect(join(facts).map(\.stateDir) == ["/h/bot"])
    facts.units = [system("/root", ["OPENCLAW_STATE_DIR": "/srv/bot"])]
    #expect(join(facts).isEmpty)
    facts.units = [system("/root", ["OPENCLAW_STATE_DIR": "/link"])]
    #expect(join(facts, links: ["/link": "/h/bot"]).count == 1)
  }

  private func box(_ volume: String, port: String = "19789:18789") -> UnitFile {
    unit(
      "box.service",
      arguments: [
        "/usr/bin/docker", "run", "--name", "claw", "-p", port, "-v", volume, "ghcr.io/openclaw/openclaw",
      ])
  }

  @Test func `a container is a row of its own, with the port that leads to it`() {
    var facts = InventoryFacts()
    facts.directories = [directory(nil)]
    facts.units = [box("/srv/x:/home/node/.openclaw")]
    let rows = join(facts)
    #expect(rows.map(\.name) == ["default", "claw"])
    #expect(rows[1].container?.port == 19789)
  }

  @Test func `a directory that a container has as its own is no gateway of this machine`() {
    var facts = InventoryFacts()
    facts.directories = [directory(nil), directory("lab")]
    facts.units = [box("/h/.openclaw:/home/node/.openclaw")]
    #expect(join(facts).map(\.name) == ["lab", "claw"])
    // Something of this machine that uses it all the same is one.
    facts.units.append(unit("openclaw-gateway.service"))
    #expect(join(facts).map(\.name) == ["default", "lab", "claw"])
  }

  @Test func `two containers of one name are told apart by what they are`() {
    var facts = InventoryFacts()
    facts.directories = [directory("claw")]
    facts.units = [box("/srv/x:/y")]
    #expect(Set(join(facts).map(\.name)) == ["claw (~/.openclaw-claw)", "claw (container)"])
  }

  @Test func `a unit written in another gateway's environment keeps a row of its own`() {
    let leaked = [
      "OPENCLAW_STATE_DIR": "/h/.openclaw", "OPENCLAW_CONFIG_PATH": "/h/.openclaw/openclaw.json",
    ]
    var facts = InventoryFacts()
    facts.directories = [directory(nil), directory("rescue")]
    facts.units = [
      unit("openclaw-gateway.service"), unit("openclaw-gateway-rescue.service", profile: "rescue", leaked),
    ]
    let rows = join(facts)
    #expect(rows.map(\.name) == ["default", "rescue"])
    #expect(rows.map { $0.unit?.name } == ["openclaw-gateway.service", "openclaw-gateway-rescue.service"])
    // It says what its unit says, and is known by its profile's place.
    #expect(rows[1].stateDir == "/h/.openclaw")
    #expect(rows[1].ownPlaces == .ofProfile("rescue", home: "/h"))
  }

  @Test func `the only unit of a gateway under another profile's name is that gateway's`() {
    var facts = InventoryFacts()
    facts.directories = [directory(nil)]
    facts.units = [
      unit(
        "openclaw-gateway-main.service", profile: "main",
        ["OPENCLAW_STATE_DIR": "/h/.openclaw", "OPENCLAW_CONFIG_PATH": "/h/.openclaw/openclaw.json"])
    ]
    let rows = join(facts)
    #expect(rows.count == 1 && rows.first?.unit?.name == "openclaw-gateway-main.service")
  }
}
