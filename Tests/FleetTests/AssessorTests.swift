import GatewayModel
import TestSupport
import Testing

@testable import Fleet

/// When isolation is judged anew, and what of a host is left for it to judge.
@Suite struct AssessorTests {
  private func assessor() -> Assessor {
    let system = FakeHost.host(files: [:], environment: ["HOME": "/h"]).system
    return Assessor(
      order: RosterOrder(GatehouseConfig()), paths: GatehousePaths(home: nil, config: nil, system: system)
    ) { $0.hasPrefix("/link") ? "/h/.openclaw-a" + $0.dropFirst(5) : $0 }
  }

  private func inventory(_ ports: [Int], revision: Int, directories: [String] = []) throws -> HostInventory {
    let names = ["a", "b", "default"]
    var inventory = ModelSamples.inventory(
      try zip(names, ports).map { name, port in
        try ModelSamples.definition(name, port: port, config: "{ gateway: { port: \(port) } }") {
          definition in
          definition.secrets = ["hunter22"]
          definition.claims.stateDirs = [
            .init(path: "~/.openclaw-\(name)", real: "/h/.openclaw-\(name)", isStandard: true)
          ]
        }
      })
    inventory.basis = AssessmentBasis(
      revision: revision, listeningPorts: [], unclaimedDirectories: directories, isLingering: nil)
    return inventory
  }

  @Test func `the same revision is judged once, another one anew`() throws {
    var assessor = assessor()
    var same = try inventory([20000, 20000], revision: 1)
    assessor.assess(&same)
    #expect(same.findings.contains { $0.code == .gatewayPortDuplicate })
    var apart = try inventory([20000, 30000], revision: 1)
    assessor.assess(&apart)
    #expect(apart.findings == same.findings && apart.subjects.map(\.base) == [20000, 20000])
    apart.basis.revision = 2
    assessor.assess(&apart)
    #expect(!apart.findings.contains { $0.code == .gatewayPortDuplicate })
    #expect(apart.subjects.map(\.base) == [20000, 30000])
  }

  @Test func `subjects stand in the order of the roster, main marked`() throws {
    var assessor = assessor()
    var inventory = try inventory([20000, 30000, 40000], revision: 1)
    assessor.assess(&inventory)
    #expect(inventory.subjects.map(\.name) == ["default", "a", "b"])
    #expect(
      inventory.subjects.map(\.order) == [0, 1, 2]
        && inventory.subjects.map(\.isMain) == [true, false, false])
  }

  @Test func `only a directory in which no gateway has anything is unclaimed`() throws {
    var assessor = assessor()
    var inventory = try inventory(
      [20000], revision: 1,
      directories: ["/h/.openclaw-z", "/h/.openclaw-a", "/link", "/h/.openclaw-ab", "/h"])
    assessor.assess(&inventory)
    let unclaimed = inventory.findings.filter { $0.code == .stateDirUnclaimed }.flatMap(\.paths)
    // A gateway's state directory lies in `/h`, and `/link` leads to it.
    #expect(Set(unclaimed) == ["~/.openclaw-z", "~/.openclaw-ab"])
  }

  @Test func `no finding names a secret or carries a sequence`() throws {
    var assessor = assessor()
    var inventory = try inventory([20000], revision: 1, directories: ["/h/hunter22\u{1B}[2J"])
    assessor.assess(&inventory)
    let finding = try #require(inventory.findings.first { $0.code == .stateDirUnclaimed })
    #expect(!finding.detail.contains("hunter22") && !finding.fix.contains("hunter22"))
    #expect(!"\(finding)".contains("\u{1B}"))
  }
}
