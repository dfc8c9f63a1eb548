import GatewayModel
import OpenClaw
import TestSupport
import Testing

@testable import Discovery

/// Gateways that Gatehouse's config or ocm names, and directories that nobody claims.
@Suite(.computing) struct SourceMergerTests {
  private func merged(_ facts: InventoryFacts) -> (rows: [Candidate], unclaimed: [String]) {
    var merger = SourceMerger(home: "/h", workingDirectory: "/w", realPath: { $0 })
    let rows = merger.join(facts).map(\.candidate)
    return (rows, merger.unclaimed)
  }

  private func directory(
    _ profile: String?, config: Bool = true, marks: Bool = false
  ) -> InventoryFacts.Directory {
    .init(profile: profile, paths: .ofProfile(profile, home: "/h"), hasConfig: config, hasMarks: marks)
  }

  @Test(
    arguments: [
      ("nothing but a name", nil, nil, "/h/.openclaw-lab", "/h/.openclaw-lab/openclaw.json", "lab"),
      ("a state directory", "~/s", nil, "/h/s", "/h/s/openclaw.json", nil),
      ("a config", nil, "~/c.json", "/h/.openclaw", "/h/c.json", nil),
      ("both, relative", "s", "c.json", "/w/s", "/w/c.json", nil),
    ] as [(String, String?, String?, String, String, String?)])
  func `what an entry leaves out follows from its name or from the home`(
    why: String, state: String?, config: String?, stateDir: String, configPath: String, profile: String?
  ) {
    var facts = InventoryFacts()
    facts.declared = [.init(name: "lab", configPath: config, stateDir: state)]
    let row = merged(facts).rows.first
    #expect(row?.stateDir == stateDir && row?.configPath == configPath, "\(why)")
    #expect(row?.name == "lab" && row?.profile == profile)
  }

  @Test(arguments: ["default", "Default"])
  func `an entry of the default's name adds to the default`(name: String) {
    var facts = InventoryFacts()
    facts.directories = [directory(nil)]
    facts.declared = [.init(name: name, port: 20100)]
    let rows = merged(facts).rows
    #expect(rows.map(\.name) == ["default"] && rows.first?.declared?.port == 20100)
  }

  @Test func `an entry that names a unit's gateway adds to it and moves none of its places`() {
    var facts = InventoryFacts()
    facts.units = [
      UnitFile(
        name: "bot.service", path: "/h/.config/systemd/user/bot.service", home: "/h",
        arguments: ["/bin/openclaw", "gateway"], environment: ["OPENCLAW_STATE_DIR": "/h/bot"])
    ]
    facts.declared = [.init(name: "lab", configPath: "/h/bot/openclaw.json", stateDir: "/h/other")]
    let rows = merged(facts).rows
    #expect(rows.map(\.stateDir) == ["/h/bot"])
    #expect(rows.first?.name == "lab" && rows.first?.sources == [.unit, .declared])
  }

  @Test func `two entries of one config are one row, the first one's`() {
    var facts = InventoryFacts()
    facts.declared = [
      .init(name: "a", configPath: "/h/c", stateDir: "/h/s", port: 1),
      .init(name: "b", configPath: "/h/c", stateDir: "/h/s", port: 2),
    ]
    let rows = merged(facts).rows
    #expect(rows.map(\.name) == ["a"] && rows.first?.declared?.port == 1)
  }

  @Test func `an environment of ocm below this home is a row, one elsewhere is another user's`() {
    var facts = InventoryFacts()
    facts.ocm = [
      .init(name: "blue", root: "/h/blue", port: 18850), .init(name: "far", root: "/srv/far", port: nil),
    ]
    let rows = merged(facts).rows
    #expect(rows.map(\.name) == ["blue"])
    #expect(rows.first?.stateDir == "/h/blue/.openclaw" && rows.first?.home == "/h/blue")
    #expect(rows.first?.supervisor?.command?.contains("blue") == true && rows.first?.supervisorPort == 18850)
  }

  @Test func `a directory without a trace is named as one that nobody claims, and a claimed one is not`() {
    var facts = InventoryFacts()
    facts.directories = [
      directory("a", config: false), directory("b", config: false),
      directory("c", config: false, marks: true),
      directory("d"),
    ]
    facts.declared = [.init(name: "bot", configPath: "/h/bot.json", stateDir: "/h/.openclaw-b")]
    let found = merged(facts)
    #expect(found.rows.map(\.name) == ["bot", "c", "d"])
    #expect(found.unclaimed == ["/h/.openclaw-a"])
  }

  @Test
  func `another config with a profile's state directory does not hide the gateway of that profile's config`()
  {
    var facts = InventoryFacts()
    facts.directories = [directory("a")]
    facts.declared = [.init(name: "bot", configPath: "/h/bot.json", stateDir: "/h/.openclaw-a")]
    #expect(merged(facts).rows.map(\.name) == ["a", "bot"])
  }
}
