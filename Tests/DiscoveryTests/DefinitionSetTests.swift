import GatewayModel
import Host
import OpenClaw
import TestSupport
import Testing

@testable import Discovery

/// The gateways of one home, and processes that none of them can be.
@Suite(.computing) struct DefinitionSetTests {
  private func set(_ files: [String: String], _ change: (inout InventoryFacts) -> Void = { _ in })
    -> DefinitionSet
  {
    var facts = InventoryFacts()
    facts.directories = [nil, "a"].map {
      .init(profile: $0, paths: .ofProfile($0, home: "/h"), hasConfig: true, hasMarks: false)
    }
    change(&facts)
    var set = DefinitionSet()
    set.build(facts, builder: DefinitionSamples(files: files).builder(), versions: [:], ports: [:])
    return set
  }

  private func loose(_ ports: Int...) -> StrayFinder.Loose {
    .init(
      process: .init(
        identity: .init(pid: 44, startTicks: 1), environment: [:], controlGroup: nil, userID: 1000),
      ports: ports)
  }

  private static let files = [
    "/h/.openclaw/openclaw.json": "{ gateway: { port: 20000 } }",
    "/h/.openclaw-a/openclaw.json": "{ gateway: { port: 20200 } }",
  ]

  @Test func `a loose process on no gateway's port is a stray, with its lowest port`() {
    let found = set(Self.files).strays([loose(20500, 20502)])
    #expect(found == [.init(process: .init(pid: 44, startTicks: 1), port: 20500)])
  }

  @Test func `one that has some gateway's port among its own is no stray`() {
    #expect(set(Self.files).strays([loose(19000, 20200)]).isEmpty)
    #expect(set(Self.files).strays([loose()]).isEmpty)
  }

  @Test func `the number beside an unknown port is nobody's port`() {
    let torn = ["/h/.openclaw/openclaw.json": "{ torn", "/h/.openclaw-a/openclaw.json": "{ torn"]
    #expect(set(torn).strays([loose(18789)]).map(\.port) == [18789])
  }

  @Test func `what a running gateway said of itself goes before what files say`() {
    var facts = InventoryFacts()
    facts.directories = [
      .init(profile: "a", paths: .ofProfile("a", home: "/h"), hasConfig: true, hasMarks: false)
    ]
    let id = GatewayID(stateDir: "/h/.openclaw-a", configPath: "/h/.openclaw-a/openclaw.json")
    var set = DefinitionSet()
    set.build(
      facts, builder: DefinitionSamples(files: Self.files).builder(), versions: [id: Version(2026, 1, 2)],
      ports: [id: 20300])
    #expect(set.all.map(\.version) == [Version(2026, 1, 2)] && set.all.map(\.plan.gateway.port) == [20300])
    #expect(set.revision == 1)
  }

  @Test func `a stray's own port is its gateway's`() {
    let found = set(Self.files) { $0.strays = [.init(process: .init(pid: 44, startTicks: 1), port: 20500)] }
    #expect(found.all.last?.name == "stray-44" && found.all.last?.plan.gateway.known == 20500)
  }
}
