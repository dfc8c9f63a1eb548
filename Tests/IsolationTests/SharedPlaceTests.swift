import Isolation
import OpenClaw
import TestSupport
import Testing

@testable import GatewayModel

/// Files and directories of two gateways: compared by real path, named as configured.
@Suite(.computing) struct SharedPlaceTests {
  private func place(
    _ path: String, _ real: String, isStandard: Bool = false, key: String? = nil
  ) -> ClaimedResources.Place {
    .init(path: path, real: real, isStandard: isStandard, key: key)
  }

  @Test func `composed and decomposed names are two directories`() {
    var host = TwoGateways()
    host.main.claims.stateDirs = [place("~/B\u{FC}ro", "/h/B\u{FC}ro")]
    host.lab.claims.stateDirs = [place("~/Bu\u{308}ro", "/h/Bu\u{308}ro")]
    #expect(host.findings().isEmpty)
    // Where one is a link to the other they are one, and both spellings are shown.
    host.lab.claims.stateDirs = [place("~/Bu\u{308}ro", "/h/B\u{FC}ro")]
    #expect(host.findings(.stateDirShared).first?.paths.count == 2)
  }

  @Test func `a path is said once where all write it alike`() throws {
    var host = TwoGateways()
    host.lab.claims.stateDirs = host.main.claims.stateDirs
    host.others = [TwoGateways.gateway("third", 20789, order: 2)]
    host.others[0].claims.stateDirs = [place("/mnt/state", "/h/.openclaw")]
    let found = try host.finding(.stateDirShared)
    #expect(found.names == ["default", "lab", "third"])
    #expect(found.paths == ["~/.openclaw", "/mnt/state"])
    #expect(found.detail.contains("~/.openclaw and /mnt/state, which are one place on disk"))
    // The one that gives way is the last, by its profile's own directory.
    #expect(found.fix.contains("Give third an OPENCLAW_STATE_DIR of its own, for example ~/.openclaw-third"))
  }

  @Test func `the main gateway keeps its directory although it comes last`() throws {
    var host = TwoGateways()
    host.main.order = 5
    host.lab.claims.stateDirs = host.main.claims.stateDirs
    #expect(try host.finding(.stateDirShared).fix.contains("Give lab "))
  }

  @Test(arguments: [
    ("OPENCLAW_STATE_DIR", FindingCode.stateDirShared), ("OPENCLAW_CONFIG_PATH", .configPathShared),
  ])
  func `a place that a unit's variable makes shared is put right in the unit`(
    variable: String, code: FindingCode
  ) throws {
    var host = TwoGateways()
    host.lab.claims.stateDirs = host.main.claims.stateDirs
    host.lab.claims.configs = host.main.claims.configs
    host.lab.contradict(variable, says: "~/x", means: "~/y", setIn: "~/override.conf")
    let fix = try host.finding(code).fix
    #expect(fix.contains("Remove \(variable) from ~/override.conf"), "\(fix)")
    #expect(fix.contains("systemctl --user daemon-reload"))
  }

  @Test func `the default workspace below a shared state directory is not said again`() {
    var host = TwoGateways()
    host.lab.claims.stateDirs = host.main.claims.stateDirs
    host.lab.claims.workspaces = host.main.claims.workspaces
    #expect(host.codes() == ["state-dir-shared"])
    // Also where a config writes the default out.
    host.lab.claims.workspaces[0].isStandard = false
    #expect(host.codes() == ["state-dir-shared"])
    // Another one below it does not follow from it.
    for path in [\TwoGateways.main, \.lab] {
      host[keyPath: path].claims.workspaces = [place("~/.openclaw/ws", "/h/.openclaw/ws")]
    }
    #expect(host.codes() == ["state-dir-shared", "workspace-shared"])
  }

  @Test func `a default workspace that a third gateway shares too does not follow from two`() {
    var host = TwoGateways()
    host.lab.claims.stateDirs = host.main.claims.stateDirs
    host.lab.claims.workspaces = host.main.claims.workspaces
    host.others = [TwoGateways.gateway("third", 20789, order: 2)]
    host.others[0].claims.workspaces = [place("~/.openclaw/workspace", "/h/.openclaw/workspace")]
    #expect(host.findings(.workspaceShared).map(\.names) == [["default", "lab", "third"]])
  }

  @Test func `the workspace to be set is the gateway's own, an agent's beside it`() throws {
    var host = TwoGateways()
    host.lab.claims.workspaces = [
      place("~/ws", "/h/.openclaw/workspace", key: "agents.defaults.workspace")
    ]
    let first = try host.finding(.workspaceShared).fix
    #expect(first.contains("agents.defaults.workspace of lab (~/.openclaw-lab/openclaw.json)"))
    #expect(first.contains("to ~/.openclaw-lab/workspace."), "\(first)")
    host.lab.claims.workspaces[0].key = "agents.list[2].workspace"
    let agent = try host.finding(.workspaceShared).fix
    #expect(agent.contains("agents.list[2].workspace of lab"))
    #expect(agent.contains("to ~/.openclaw-lab/workspace-2."), "\(agent)")
  }

  @Test func `a default that two gateways have by themselves is set in every config`() throws {
    var host = TwoGateways()
    // Before 2026.8 a profile's default workspace was in the default directory.
    host.lab.claims.workspaces = [
      place("~/.openclaw/workspace", "/h/.openclaw/workspace", isStandard: true)
    ]
    let fix = try host.finding(.workspaceShared).fix
    #expect(fix.contains("every one of the configs") && fix.contains("lab to ~/.openclaw-lab/workspace"))
  }

  // MARK: One inside the other

  @Test func `a name that only begins alike is not inside`() {
    var host = TwoGateways()
    host.main.claims.stateDirs = [place("~/a", "/h/a")]
    host.main.claims.workspaces = []
    // In the order of bytes it stands between a directory and what is in that.
    host.lab.claims.stateDirs = [place("~/a-b", "/h/a-b")]
    host.lab.claims.workspaces = []
    #expect(host.findings(.pathNested).isEmpty)
    host.others = [TwoGateways.gateway("third", 20789, order: 2)]
    host.others[0].claims.stateDirs = [place("~/a/b", "/h/a/b")]
    host.others[0].claims.workspaces = []
    #expect(host.findings(.pathNested).map(\.names) == [["default", "third"]])
  }

  @Test func `two gateways that are nested twice are one finding`() {
    var host = TwoGateways()
    host.lab.claims.stateDirs = [place("~/.openclaw/lab", "/h/.openclaw/lab")]
    host.lab.claims.workspaces = [place("~/.openclaw/lab/workspace", "/h/.openclaw/lab/workspace")]
    #expect(host.findings(.pathNested).count == 1)
    // What a gateway has inside itself is its own.
    host.lab.claims.stateDirs = [place("~/lab", "/h/lab")]
    host.lab.claims.workspaces = [place("~/lab/workspace", "/h/lab/workspace")]
    #expect(host.findings(.pathNested).isEmpty)
  }

  @Test(arguments: [
    ("~/.openclaw/workspace-lab", "lab", false), ("~/.openclaw/workspace-rescue", "lab", true),
    ("~/.openclaw/workspace-lab/deeper", "lab", true), ("~/.openclaw/workspace-lab", nil, true),
  ])
  func `OpenClaw's older default workspace of a profile may lie in the default directory`(
    path: String, profile: String?, isFound: Bool
  ) {
    var host = TwoGateways()
    host.lab.profile = profile
    host.lab.claims.workspaces = [place(path, "/h/" + path.dropFirst(2), isStandard: true)]
    #expect(host.findings(.pathNested).isEmpty != isFound)
  }

  @Test func `the workspace around a foreign directory is what is to be moved`() throws {
    var host = TwoGateways()
    host.main.claims.workspaces = [place("~", "/h", key: "agents.defaults.workspace")]
    let around = try host.finding(.pathNested)
    #expect(around.paths == ["~", "~/.openclaw-lab"])
    #expect(around.fix.contains("Set agents.defaults.workspace of default"), "\(around.fix)")
    var inside = TwoGateways()
    inside.lab.claims.workspaces = [place("~/.openclaw/x", "/h/.openclaw/x")]
    #expect(try inside.finding(.pathNested).fix.contains("Set agents.defaults.workspace of lab"))
    var state = TwoGateways()
    state.lab.claims.stateDirs = [place("~/.openclaw/x", "/h/.openclaw/x")]
    let fix = try state.finding(.pathNested).fix
    #expect(
      fix.contains("Move ~/.openclaw/x out of ~/.openclaw") && fix.contains("OPENCLAW_STATE_DIR of lab"))
  }

  @Test func `a workspace that is another's state directory is nested, and said with one path`() throws {
    var host = TwoGateways()
    host.lab.claims.workspaces = [place("~/.openclaw", "/h/.openclaw")]
    let found = try host.finding(.pathNested)
    #expect(found.paths == ["~/.openclaw"] && found.names == ["default", "lab"])
    #expect(found.detail.contains(" is the "))
  }

  @Test func `what is nested because it is shared is not said again`() {
    var host = TwoGateways()
    host.lab.claims.stateDirs = host.main.claims.stateDirs
    host.lab.claims.workspaces = [place("~/.openclaw/workspace-lab", "/h/.openclaw/workspace-lab")]
    #expect(host.codes() == ["state-dir-shared"])
  }

  @Test func `paths stand in the order of the roster`() throws {
    var host = TwoGateways()
    host.main.claims.stateDirs = [place("~/.openclaw-lab/main", "/h/.openclaw-lab/main")]
    let found = try host.finding(.pathNested)
    #expect(found.names == ["default", "lab"])
    #expect(found.paths == ["~/.openclaw-lab/main", "~/.openclaw-lab"])
  }
}
