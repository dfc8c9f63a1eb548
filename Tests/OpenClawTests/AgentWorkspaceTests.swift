import OpenClaw
import TestSupport
import Testing

/// openclaw-facts.md sections 1.3 and 4 (`agents.list[]`, then `agents.entries`).
@Suite(.computing) struct AgentWorkspaceTests {
  private func agents(_ text: String) throws -> AgentWorkspaces {
    AgentWorkspaces(try JSON5Parser.parse(text, file: "c"))
  }

  struct Choice: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var ids: [String]
    var standard: String
  }

  @Test(arguments: [
    Choice(testDescription: "{}", ids: ["main"], standard: "main"),
    Choice(testDescription: "{ list: [] }", ids: ["main"], standard: "main"),
    Choice(
      testDescription: "{ list: [{ id: 'ops' }, { id: 'main' }] }", ids: ["ops", "main"], standard: "ops"),
    Choice(
      testDescription: "{ list: [{ id: 'a' }, { id: 'b', default: true }, { id: 'c', default: true }] }",
      ids: ["a", "b", "c"], standard: "b"),
    Choice(
      testDescription: "{ entries: { ops: {}, main: {} } }", ids: ["ops", "main"], standard: "main"),
    Choice(
      testDescription: "{ entries: { ops: { default: true }, main: {} } }", ids: ["ops", "main"],
      standard: "ops"),
    Choice(testDescription: "{ entries: { ops: {}, lab: {} } }", ids: ["ops", "lab"], standard: "ops"),
    Choice(
      testDescription: "{ list: [{ id: ' Ops ' }, { id: 'OPS' }, { id: '' }, {}, 5] }", ids: ["ops"],
      standard: "ops"),
    Choice(
      testDescription: "{ list: [{ id: 'ops' }], entries: { OPS: { default: true }, lab: {} } }",
      ids: ["ops", "lab"], standard: "ops"),
    Choice(
      testDescription: "{ list: [{ id: 'a', default: 'y' }, { id: 'b' }] }", ids: ["a", "b"], standard: "a"),
  ])
  func `agents are known by their ids, and one of them is the default`(_ choice: Choice) throws {
    let found = try agents(choice.testDescription)
    #expect(found.agents.map(\.id) == choice.ids && found.defaultID == choice.standard)
  }

  private static let old = VersionRules(version: Version(2026, 3, 1))

  private func places(
    _ text: String, fallback: String? = nil, rules: VersionRules = VersionRules(version: nil)
  ) throws -> [AgentWorkspaces.Place] {
    try agents(text).places(
      fallback: fallback, standard: "/s/workspace", stateDir: "/s", rules: rules,
      resolve: { "/r/" + $0 })
  }

  @Test func `without any setting the default agent has the standard workspace, others one beside it`() throws
  {
    let found = try places("{ list: [{ id: 'main' }, { id: 'ops' }] }")
    #expect(found.map(\.path) == ["/s/workspace", "/s/workspace-ops"])
    #expect(found.map(\.isStandard) == [true, true])
    #expect(found.map(\.key) == ["agents.defaults.workspace", "agents.list[ops].workspace"])
    #expect(try places("{}").map(\.agent) == ["main"])
  }

  @Test func `a default that is named holds the others since 2026.4`() throws {
    let text = "{ defaults: { workspace: 'd' }, entries: { ops: {}, main: {} } }"
    let found = try places(text)
    #expect(found.map(\.agent) == ["main", "ops"])
    #expect(found.map(\.path) == ["/r/d", "/r/d/ops"] && found.map(\.isStandard) == [false, true])
    #expect(try places(text, rules: Self.old).map(\.path) == ["/r/d", "/s/workspace-ops"])
  }

  @Test func `an agent's own workspace goes before the default, and the config before the variable`() throws {
    let text =
      "{ defaults: { workspace: 'd' }, entries: { main: { workspace: 'm' }, ops: { workspace: 'o' } } }"
    let found = try places(text, fallback: "v")
    #expect(found.map(\.path) == ["/r/m", "/r/o"] && found.allSatisfy { !$0.isStandard })
    #expect(found.map(\.key) == ["agents.entries.main.workspace", "agents.entries.ops.workspace"])
    #expect(try places("{ defaults: { workspace: 'd' } }", fallback: "v").map(\.path) == ["/r/d"])
    #expect(try places("{}", fallback: "v").map(\.path) == ["/r/v"])
    #expect(try places("{ defaults: { workspace: ' ' } }").map(\.path) == ["/s/workspace"])
    #expect(try places("{ entries: { main: { workspace: '' } } }").map(\.isStandard) == [true])
  }
}
