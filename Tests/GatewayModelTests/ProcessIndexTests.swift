import GatewayModel
import Host
import TestSupport
import Testing

@Suite struct ProcessIndexTests {
  /// 10 has started 20 and 21, 20 has started 30; 40 stands alone.
  private let index = ProcessIndex([
    ModelSamples.facts(10), ModelSamples.facts(20, parent: 10),
    ModelSamples.facts(21, parent: 10, state: "Z"),
    ModelSamples.facts(30, parent: 20), ModelSamples.facts(40),
  ])

  @Test(
    arguments: [
      (10, 10, true), (10, 30, true), (30, 10, true), (20, 30, true), (20, 21, false), (10, 40, false),
      (30, 40, false), (99, 99, true), (99, 10, false),
      // That all descend from the first process makes nobody related.
      (1, 10, false),
    ] as [(Int32, Int32, Bool)])
  func `related are ancestor and descendant, not siblings`(_ row: (a: Int32, b: Int32, isRelated: Bool)) {
    #expect(index.isRelated(row.a, row.b) == row.isRelated)
  }

  @Test func `a tree is the process and what descends from it, living ones only`() {
    #expect(Set(index.tree(10).map(\.pid)) == [10, 20, 30])
    #expect(index.tree(40).map(\.pid) == [40])
    #expect(index.tree(99).isEmpty)
  }

  @Test func `what descends from a dead process still belongs to the tree`() {
    let index = ProcessIndex([ModelSamples.facts(10, state: "Z"), ModelSamples.facts(20, parent: 10)])
    #expect(index.tree(10).map(\.pid) == [20])
  }

  @Test func `parents that go round in a circle are no trap`() {
    let index = ProcessIndex([ModelSamples.facts(10, parent: 20), ModelSamples.facts(20, parent: 10)])
    #expect(Set(index.tree(10).map(\.pid)) == [10, 20])
    #expect(!index.isRelated(10, 30))
    #expect(Parentage.of(.init(pid: 10, startTicks: 7), in: index) == nil)
  }

  @Test func `a refresh takes newer facts, and what is gone leaves`() {
    var index = index
    index.refresh([20, 40]) { $0 == 20 ? ModelSamples.facts(20, name: "new", parent: 10) : nil }
    #expect(index[20]?.name == "new" && index[40] == nil && index[30] != nil)
  }

  @Test func `a process that came later has its place in the tree, and an older one with its number none`() {
    var index = index
    index.add(ModelSamples.facts(50, parent: 30))
    index.add(ModelSamples.facts(20, parent: 40))
    #expect(Set(index.tree(40).map(\.pid)) == [40, 20, 30, 50])
    #expect(index.tree(10).map(\.pid) == [10])
  }

  @Test(
    arguments: [
      ("PM2 v5.4.0: God", "pm2", true), ("supervisord", "supervisord", true), ("tmux: server", "tmux", false),
      ("SCREEN", "screen", false), ("cron", "cron", false), ("atd", "at", false), ("runsv", "runit", true),
      ("containerd-shim", "docker", true), ("conmon", "podman", true), ("bash", nil, false),
      ("systemd", nil, false),
    ] as [(String, String?, Bool)])
  func `a supervisor among the parents is named, and told from one that starts nothing again`(
    _ row: (process: String, name: String?, restarts: Bool)
  ) {
    let index = ProcessIndex([
      ModelSamples.facts(10, name: row.process), ModelSamples.facts(20, name: "bash", parent: 10),
      ModelSamples.facts(30, parent: 20),
    ])
    let gateway = ProcessIdentity(pid: 30, startTicks: 7)
    #expect(Parentage.of(gateway, in: index) == row.name)
    #expect(Parentage.restarter(of: gateway, in: index) == (row.restarts ? row.name : nil))
  }

  @Test func `the nearest supervisor counts, and the process itself is none of its parents`() {
    let index = ProcessIndex([
      ModelSamples.facts(10, name: "tmux: server"), ModelSamples.facts(20, name: "PM2", parent: 10),
      ModelSamples.facts(30, name: "supervisord", parent: 20),
    ])
    #expect(Parentage.of(.init(pid: 30, startTicks: 7), in: index) == "pm2")
    #expect(Parentage.of(.init(pid: 10, startTicks: 7), in: index) == nil)
    #expect(Parentage.of(.init(pid: 99, startTicks: 7), in: index) == nil)
  }
}
