import FoundationEssentials
import GatewayModel
import Host
import Records
import TestSupport
import Testing

@testable import Discovery

/// Gatehouse's own records, by the gateways whose they are.
@Suite(.computing) struct RecordScanTests {
  private func paths(_ host: Machine) -> GatehousePaths {
    GatehousePaths(home: nil, config: nil, system: host.system)
  }

  private func run(_ id: String, startedAt: Double, stateDir: String = "/h/.openclaw") -> RunRecord {
    RunRecord(
      id: id, name: id, stateDir: stateDir, configPath: stateDir + "/openclaw.json", generation: 1,
      phase: .running, bootID: "boot", port: 20000, command: ["x"], logFile: "", logOffset: 0,
      startedAt: startedAt)
  }

  private func text(_ record: some Encodable) throws -> String {
    String(decoding: try JSONEncoder().encode(record), as: UTF8.self)
  }

  private let id = GatewayID(stateDir: "/srv/oc", configPath: "/srv/oc/openclaw.json")
  private let realPath = { (path: String) in path.replacing("/h/.openclaw", with: "/srv/oc") }

  @Test func `of several runs of one gateway the newest counts, and links are resolved`() throws {
    let folder = "/h/.local/state/gatehouse/runs"
    let host = ChangingFiles([
      "\(folder)/a.json": try text(run("new", startedAt: 2_000_000)),
      "\(folder)/b.json": try text(run("old", startedAt: 1_000_000, stateDir: "/srv/oc")),
      "\(folder)/c.json": "{ torn", "\(folder)/notes.txt": "x",
    ]).host()
    var scan = RecordScan(paths: paths(host), files: host.files)
    scan.readRuns(realPath)
    #expect(scan.current.map(\.id) == ["old", "new"])
    #expect(scan.byGateway.mapValues(\.id) == [id: "new"])
    #expect(scan.unreadable == ["\(folder)/c.json"])
  }

  @Test func `only a Gatehouse that lives restarts anything`() throws {
    let folder = "/h/.local/state/gatehouse/supervisors"
    func supervisor(_ pid: Int32) -> Supervisor {
      Supervisor(
        kind: .up, process: .init(pid: pid, startTicks: 1), bootID: "boot", stateDir: "/h/.openclaw",
        configPath: "/h/.openclaw/openclaw.json")
    }
    let host = ChangingFiles([
      "\(folder)/a.json": try text(supervisor(10)), "\(folder)/b.json": try text(supervisor(11)),
    ]).host()
    var scan = RecordScan(paths: paths(host), files: host.files)
    #expect(scan.readSupervisors(realPath) { $0.process.pid == 11 }.mapValues(\.process.pid) == [id: 11])
    #expect(scan.readSupervisors(realPath) { _ in false }.isEmpty)
  }

  @Test func `a chosen policy is its gateway's, and a file that holds none is named`() throws {
    let folder = "/h/.local/state/gatehouse/policies"
    let choice = PolicyChoice(
      policy: .never, stateDir: "/h/.openclaw", configPath: "/h/.openclaw/openclaw.json")
    let host = ChangingFiles(["\(folder)/a.json": try text(choice), "\(folder)/b.json": "[]"]).host()
    var scan = RecordScan(paths: paths(host), files: host.files)
    #expect(scan.readPolicies(realPath) == [id: choice])
    #expect(scan.unreadable == ["\(folder)/b.json"])
  }
}
