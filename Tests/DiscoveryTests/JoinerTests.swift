import Foundation
import Host
import OpenClaw
import TestSupport
import Testing

@testable import Discovery
@testable import GatewayModel

/// How sources become rows: design section 3.
@Suite(.computing) struct JoinerTests {
  private func join(_ facts: InventoryFacts, links: [String: String] = [:]) -> [Candidate] {
    var merger = SourceMerger(home: "/h", workingDirectory: "/h", realPath: { links[$0] ?? $0 })
    return merger.join(facts).map(\.candidate)
  }

  private func directory(_ profile: String?, config: Bool = true, marks: Bool = false)
    -> InventoryFacts.Directory
  {
    .init(profile: profile, paths: .ofProfile(profile, home: "/h"), hasConfig: config, hasMarks: marks)
  }

  private func unit(_ profile: String?, _ environment: [String: String] = [:]) -> UnitFile {
    let names = ServiceNames(profile: profile)
    return UnitFile(
      name: "\(names.systemdUnit).service", path: "/h/.config/systemd/user/\(names.systemdUnit).service",
      profile: profile, home: "/h", environment: environment)
  }

  @Test func `a marked unit of another name is known by its places and leaves the default alone`() {
    var facts = InventoryFacts()
    facts.directories = [directory(nil)]
    facts.units = [
      UnitFile(
        name: "bot.service", path: "/h/.config/systemd/user/bot.service", home: "/h",
        environment: ["OPENCLAW_STATE_DIR": "/h/bot"])
    ]
    let rows = join(facts)
    #expect(rows.map(\.name) == ["default", "bot"])
    #expect(rows[1].configPath == "/h/bot/openclaw.json")
  }

  @Test func `a unit of another user is not taken for one of this home`() {
    var facts = InventoryFacts()
    facts.directories = [directory(nil)]
    facts.units = [
      UnitFile(
        name: "openclaw-gateway.service", path: "/etc/systemd/system/openclaw-gateway.service",
        isUserUnit: false, home: "/home/bob")
    ]
    let rows = join(facts)
    #expect(rows.count == 1)
    #expect(rows[0].unit == nil)
  }

  @Test func `the state directory of a lock wins over what files say`() {
    var facts = InventoryFacts()
    facts.directories = [directory(nil)]
    facts.locks = [
      LockRecord(path: "/x", pid: 7, configPath: "/h/.openclaw/openclaw.json", stateDir: "/h/other")
    ]
    #expect(join(facts).map(\.stateDir) == ["/h/other"])
  }

  @Test func `a profile directory with a config is a row, one without only with traces of a gateway`() {
    var facts = InventoryFacts()
    facts.directories = [
      directory(nil), directory("a", config: false), directory("b", config: false, marks: true),
    ]
    #expect(join(facts).map(\.name) == ["default", "b"])
  }

  @Test func `a unit joins the profile it names, and its paths win`() {
    var facts = InventoryFacts()
    facts.directories = [directory(nil), directory("rescue")]
    facts.units = [unit("rescue", ["OPENCLAW_STATE_DIR": "~/elsewhere"]), unit("alone")]
    let rows = join(facts)
    #expect(rows.map(\.name) == ["default", "rescue", "alone"])
    #expect(rows[1].stateDir == "/h/elsewhere")
    #expect(rows[1].configPath == "/h/elsewhere/openclaw.json")
    #expect(rows[2].stateDir == "/h/.openclaw-alone")
  }

  @Test func `a unit that wrongly claims the default's directory does not hide the default`() {
    var facts = InventoryFacts()
    facts.directories = [directory(nil), directory("rescue")]
    facts.units = [
      unit(
        "rescue",
        [
          "OPENCLAW_STATE_DIR": "/h/.openclaw", "OPENCLAW_CONFIG_PATH": "/h/.openclaw-rescue/openclaw.json",
        ])
    ]
    #expect(join(facts).map(\.name) == ["default", "rescue"])
  }

  @Test func `a declared gateway takes the directory it names as its state`() {
    var facts = InventoryFacts()
    facts.directories = [directory(nil, config: false), directory("main", config: false, marks: true)]
    facts.declared = [.init(name: "main", configPath: "~/.openclaw/main.json", stateDir: "~/.openclaw-main")]
    let rows = join(facts)
    #expect(rows.map(\.name) == ["main"])
    #expect(rows[0].configPath == "/h/.openclaw/main.json")
    #expect(rows[0].stateDir == "/h/.openclaw-main")
    #expect(rows[0].profile == nil)
  }

  @Test func `a declared gateway that is a profile's adds to its row`() {
    var facts = InventoryFacts()
    facts.directories = [directory("work")]
    facts.declared = [.init(name: "work", environment: ["A": "1"])]
    let rows = join(facts)
    #expect(rows.count == 1)
    #expect(rows[0].declared?.environment == ["A": "1"])
    #expect(rows[0].profile == "work")
  }

  @Test func `a lock joins by its config path, through links too`() {
    var facts = InventoryFacts()
    facts.directories = [directory("work")]
    facts.locks = [LockRecord(path: "/tmp/x.lock", pid: 7, configPath: "/link/openclaw.json")]
    let rows = join(facts, links: ["/link/openclaw.json": "/h/.openclaw-work/openclaw.json"])
    #expect(rows.count == 1)
    #expect(rows[0].sources == [.profile, .lock])
  }

  @Test func `a gateway that nobody claims is a stray, and one outside the home is none of ours`() {
    var facts = InventoryFacts()
    facts.locks = [
      LockRecord(path: "/tmp/1.lock", pid: 7, configPath: "/h/x/lab.json"),
      LockRecord(path: "/tmp/2.lock", pid: 8, configPath: "/other/lab.json"),
    ]
    #expect(join(facts).map(\.name) == ["stray-7"])
  }

  @Test func `two sources with the same real paths are one row`() {
    var facts = InventoryFacts()
    facts.directories = [directory("a"), directory("b")]
    let links = [
      "/h/.openclaw-b": "/h/.openclaw-a", "/h/.openclaw-b/openclaw.json": "/h/.openclaw-a/openclaw.json",
    ]
    #expect(join(facts, links: links).map(\.name) == ["a"])
  }

  @Test func `equal names are told apart by their place`() {
    var facts = InventoryFacts()
    facts.directories = [directory("rescue")]
    facts.declared = [.init(name: "rescue", configPath: "~/x/c.json", stateDir: "~/x")]
    #expect(join(facts).map(\.name) == ["rescue (~/.openclaw-rescue)", "rescue (~/x)"])
  }
}
