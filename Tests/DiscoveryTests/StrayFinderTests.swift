import GatewayModel
import Host
import TestSupport
import Testing

@testable import Discovery

/// Gateway processes that nothing but their port can tie to a gateway.
@Suite(.computing) struct StrayFinderTests {
  private typealias Process = PlayedProcesses.Process

  private func find(_ processes: [Process], claimed: Set<Int32> = []) -> [StrayFinder.Loose] {
    let played = PlayedProcesses(processes)
    var watch = ProcessWatch(played.processes, own: 0)
    watch.sweep()
    let sockets = processes.flatMap { process in
      (process.sockets ?? []).map {
        ListeningSocket(address: "127.0.0.1", port: 20000 + Int($0), inode: $0, userID: 1000)
      }
    }
    return StrayFinder(home: "/h", userID: 1000, realPath: { $0 == "/mnt/h" ? "/h" : $0 })
      .find(watch, claimed: claimed, sockets: sockets)
  }

  struct Row: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var environment: [String: String]? = ["HOME": "/h"]
    var userID: UInt32 = 1000
    var sockets: Set<UInt64> = [1]
    var isLoose = true
  }

  static let rows: [Row] = [
    Row(testDescription: "nothing but its home"),
    Row(testDescription: "the home by a link", environment: ["HOME": "/mnt/h"]),
    Row(
      testDescription: "OPENCLAW_HOME goes before HOME", environment: ["HOME": "/o", "OPENCLAW_HOME": "/h"]),
    Row(testDescription: "another home", environment: ["HOME": "/o"], isLoose: false),
    Row(
      testDescription: "another home of OpenClaw's", environment: ["HOME": "/h", "OPENCLAW_HOME": "/o"],
      isLoose: false),
    Row(
      testDescription: "a state directory", environment: ["HOME": "/h", "OPENCLAW_STATE_DIR": "/x"],
      isLoose: false),
    Row(
      testDescription: "a config", environment: ["HOME": "/h", "OPENCLAW_CONFIG_PATH": "/x"], isLoose: false),
    Row(testDescription: "blank variables", environment: ["HOME": "/h", "OPENCLAW_STATE_DIR": " "]),
    Row(testDescription: "another user", userID: 1001, isLoose: false),
    Row(testDescription: "variables that may not be seen", environment: nil, isLoose: false),
    Row(testDescription: "no port yet", sockets: [], isLoose: false),
  ]

  @Test(arguments: rows) func `only this user's gateway of this home that says nothing else is loose`(
    _ row: Row
  ) {
    let process = Process(
      pid: 20, environment: row.environment, userID: row.userID, sockets: row.sockets)
    #expect(find([process]).map(\.process.identity.pid) == (row.isLoose ? [20] : []))
  }

  @Test func `its ports stand in order, each once, those of its children too`() {
    let found = find([
      Process(pid: 20, sockets: [9, 3]), Process(pid: 21, name: "chrome", parent: 20, sockets: [5]),
    ])
    #expect(found.map(\.ports) == [[20003, 20005, 20009]])
  }

  @Test func `a launcher and its gateway are one, and the launcher stands for both`() {
    let found = find([Process(pid: 20, sockets: []), Process(pid: 21, parent: 20, sockets: [1])])
    #expect(found.map(\.process.identity.pid) == [20])
    #expect(found.map(\.ports) == [[20001]])
  }

  @Test(arguments: [19, 20, 21] as [Int32])
  func `who is claimed is not loose, nor a parent or child of it`(claimed: Int32) {
    let found = find(
      [
        Process(pid: 19, name: "sh"), Process(pid: 20, parent: 19, sockets: [1]),
        Process(pid: 21, name: "node", parent: 20), Process(pid: 40, sockets: [2]),
      ], claimed: [claimed])
    #expect(found.map(\.process.identity.pid) == [40])
  }
}
