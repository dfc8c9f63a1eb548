import GatewayModel
import Host
import OpenClaw
import TestSupport
import Testing

@testable import Presentation

/// The roster that `status` prints.
struct RosterTextTests {
  private func cells(_ gateways: [Gateway]) -> [[String]] {
    let snapshot = Snapshot(takenAt: ShownGateway.now, hostName: "atlas", gateways: gateways)
    return RosterText.text(snapshot, paths: ShownGateway.paths()).split(separator: "\n").map { line in
      line.replacing(#/ {2,}/#, with: "\t").split(separator: "\t").map(String.init)
    }
  }

  @Test func `a row has state, ports, who runs it and its process`() {
    var gateway = ShownGateway.make("a", port: 20000, state: .running, pid: 4121)
    gateway.runBy = .named("tmux")
    gateway.health = ShownGateway.health([.process: .holds, .listening: .holds])
    let rows = cells([gateway, ShownGateway.make("b", port: 30000)])
    #expect(
      rows[0] == ["NAME", "STATE", "HEALTH", "PORT", "CONTROL", "CANVAS", "CDP RANGE", "RUN BY", "PID"])
    #expect(
      rows[1] == ["a", "running", "listening", "20000", "20002", "20004", "20011-20110", "tmux", "4121"])
    #expect(rows[2] == ["b", "stopped", "-", "30000", "30002", "30004", "30011-30110", "-", "-"])
  }

  @Test func `without a gateway the home is named, and what to try`() {
    let text = RosterText.text(
      Snapshot(takenAt: 0, hostName: "atlas", gateways: []), paths: ShownGateway.paths())
    #expect(text.contains("/home/op") && text.contains("gatehouse demo"))
  }

  @Test func `what is not of this machine has no state and no derived ports`() {
    let client = ShownGateway.make("a", port: 20000, state: nil, kind: .client(host: "far"))
    let container = ShownGateway.make("b", port: 20000, state: .running, kind: .container)
    let rows = cells([client, container])
    #expect(rows[1] == ["a", "-", "remote, to far", "20000", "-", "-", "-", "-", "-"])
    #expect(rows[2] == ["b", "running", "in a container", "20000", "-", "-", "-", "-", "-"])
    #expect(cells([ShownGateway.make("c", state: nil)])[1][1] == "unknown")
  }

  @Test func `a port that nothing tells is a dash everywhere`() {
    var gateway = ShownGateway.make("a", port: 20000, from: .unknown)
    gateway.portDoubt = "its unit decides"
    #expect(
      cells([gateway])[1] == ["a", "stopped", "port unknown: its unit decides", "-", "-", "-", "-", "-", "-"])
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var what: String
    var pid: Int32?
    var change: @Sendable (inout Gateway) -> Void
    var health: String
    var testDescription: String { what }
  }

  @Test(arguments: [
    Case(
      what: "a wrong config, with its place",
      change: { $0.configProblem = .init(file: "~/c.json", line: 2, column: 5, message: "no") },
      health: "config wrong: ~/c.json:2:5: no"),
    Case(
      what: "a held port, before the failure",
      change: {
        $0.listeners = [ShownGateway.listener(18789, pid: 4711)]
        $0.failure = "x"
      }, health: "port held by node 4711"),
    Case(what: "a failure", change: { $0.failure = "exited with 1" }, health: "exited with 1"),
    Case(
      what: "places that nothing tells", change: { $0.placeDoubt = "its unit decides" },
      health: "places unknown: its unit decides"),
    Case(
      what: "failing channels", pid: 9, change: { $0.health.failing = ["telegram", "slack"] },
      health: "telegram, slack"),
    Case(
      what: "the outermost layer that fails", pid: 9,
      change: {
        $0.health = ShownGateway.health([.process: .holds, .ready: .fails("r"), .live: .fails("l")])
      },
      health: "live: l"),
    Case(what: "nothing known of a process yet", pid: 9, change: { _ in }, health: "-"),
  ])
  func `the health says the gravest thing`(_ row: Case) {
    var gateway = ShownGateway.make("a", pid: row.pid)
    row.change(&gateway)
    #expect(cells([gateway])[1][2] == row.health)
  }

  @Test func `a long reason is cut to 60 columns, and the columns behind it stay in line`() {
    var gateway = ShownGateway.make("a")
    gateway.failure = String(repeating: "word ", count: 40)
    let lines = RosterText.text(
      Snapshot(takenAt: 0, hostName: "atlas", gateways: [gateway]), paths: ShownGateway.paths()
    ).split(separator: "\n").map(String.init)
    #expect(lines[1].contains("..."))
    let place = lines[0].firstRange(of: "PORT").map {
      lines[0].distance(from: lines[0].startIndex, to: $0.lowerBound)
    }
    let port = lines[1].firstRange(of: "18789").map {
      lines[1].distance(from: lines[1].startIndex, to: $0.lowerBound)
    }
    #expect(place != nil && place == port)
    #expect(cells([gateway])[1][2].count == 60)
  }
}
