import GatewayModel
import Isolation
import TestSupport
import Testing

/// Base ports that are no ports: the rules pass them over.
@Suite(.computing) struct PortExtremesTests {
  @Test(arguments: [Int.max, Int.max - 10, 65536, 0, -1, Int.min])
  func `a base that is no port ends no rule and takes no other port`(base: Int) {
    var host = TwoGateways()
    host.lab.base = base
    host.lab.servicePorts = [.init(port: base, use: .gateway, isDerived: false)]
    _ = host.findings()
    #expect(host.findings(.cdpRangeClamped).isEmpty)
    var planner = Planner([host.lab], listeners: [], ephemeral: 32768...60999)
    #expect(!planner.isFree(base) && planner.take() == 18789)
  }

  @Test(arguments: [(Int.max, ["too-high"]), (65536, ["too-high"]), (0, []), (Int.min, [])])
  func `a base that is asked for and is no port hits nothing`(base: Int, hits: [String]) {
    let plan = PortPlanning([], listeners: [80: "x"], ephemeral: 32768...60999, count: 0, from: base)
    #expect(plan.hits.map(\.kind.rawValue) == hits)
  }

  @Test func `of many directories inside another gateway's one is told`() throws {
    var host = TwoGateways()
    func places(_ folder: String, _ count: Int) -> [ClaimedResources.Place] {
      (0..<count).map { .init(path: "~/w", real: "\(folder)/\($0)", isStandard: false) }
    }
    host.main.claims.workspaces = places("/w", 4000)
    host.lab.claims.workspaces = places("/h/.openclaw", 4000)
    #expect(try host.finding(.pathNested).names == ["default", "lab"])
    // And where the same ones are shared, that is said of them, and not that they are nested.
    host.lab.claims.workspaces += [host.main.claims.workspaces[0]]
    host.lab.claims.workspaces.removeAll { $0.real.text.hasPrefix("/h/") }
    #expect(host.findings(.pathNested).isEmpty && host.findings(.workspaceShared).count == 1)
  }
}
