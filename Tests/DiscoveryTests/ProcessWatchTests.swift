import GatewayModel
import Host
import TestSupport
import Testing

@testable import Discovery

/// The processes of a machine from one look to the next.
@Suite(.computing) struct ProcessWatchTests {
  private typealias Process = PlayedProcesses.Process

  private func watch(_ played: PlayedProcesses, own: Int32 = 0) -> ProcessWatch {
    var watch = ProcessWatch(played.processes, own: own)
    watch.sweep()
    return watch
  }

  @Test func `the oldest gateway comes first, and of two of one moment the lower number`() {
    let found = watch(
      PlayedProcesses([
        Process(pid: 30, ticks: 5), Process(pid: 20, ticks: 9), Process(pid: 40, ticks: 2),
        Process(pid: 25, ticks: 5), Process(pid: 50, name: "bash"), Process(pid: 60, state: "Z"),
      ]))
    #expect(found.gateways.map(\.identity.pid) == [40, 25, 30, 20])
  }

  @Test func `what a process is, is asked once, and again when it has another name`() {
    let played = PlayedProcesses([Process(pid: 20, name: "node", words: ["node", "x.js"])])
    var watch = watch(played)
    #expect(watch.gateways.isEmpty)
    _ = played.takeAsked()
    watch.sweep()
    #expect(played.takeAsked()["words 20"] == nil)
    played.change(20) {
      $0.name = "openclaw-gatewa"
      $0.words = ["openclaw-gateway"]
    }
    watch.sweep()
    #expect(watch.gateways.map(\.identity.pid) == [20])
  }

  @Test func `a bare openclaw is a gateway once it listens, and stays one`() {
    let played = PlayedProcesses([Process(pid: 20, name: "openclaw", words: ["openclaw"], sockets: [77])])
    var watch = watch(played)
    #expect(watch.gateways.isEmpty)
    watch.listening = [76]
    watch.sweep()
    #expect(watch.gateways.isEmpty)
    watch.listening = [77]
    watch.sweep()
    #expect(watch.gateways.map(\.identity.pid) == [20])
    watch.listening = []
    watch.sweep()
    #expect(watch.gateways.map(\.identity.pid) == [20])
  }

  @Test func `another process with the same number is judged anew`() {
    let played = PlayedProcesses([Process(pid: 20)])
    var watch = watch(played)
    played[20] = Process(pid: 20, name: "bash", ticks: 8)
    watch.sweep()
    #expect(watch.gateways.isEmpty)
    #expect(!watch.isGateway(.init(pid: 20, startTicks: 7)))
  }

  @Test func `what a lock names is a gateway whatever it calls itself`() throws {
    let played = PlayedProcesses([Process(pid: 20, name: "bash")])
    var watch = watch(played)
    let facts = try #require(watch.index[20])
    watch.note(facts, isKnownGateway: true)
    watch.collect()
    #expect(watch.isGateway(facts.identity) && watch.gateways.count == 1)
    // A later look that knows less does not take that back.
    watch.sweep()
    #expect(watch.gateways.count == 1)
  }

  @Test func `between two sweeps an end is seen, and a start only where it is asked for`() {
    let played = PlayedProcesses([Process(pid: 20), Process(pid: 21, name: "node", parent: 20)])
    var watch = watch(played)
    #expect(watch.trees.sorted() == [20, 21])
    played.change(20) { $0.state = "Z" }
    played[30] = Process(pid: 30)
    watch.refresh(besides: [])
    #expect(watch.gateways.isEmpty)
    #expect(watch.index[30] == nil)
    #expect(watch.find(30)?.pid == 30)
    #expect(watch.find(31) == nil)
  }

  @Test func `a process that came later is found with those that it descends from`() {
    let played = PlayedProcesses([Process(pid: 20)])
    var watch = watch(played)
    played[21] = Process(pid: 21, name: "sh", parent: 20)
    played[22] = Process(pid: 22, name: "chrome", parent: 21)
    watch.findWithAncestors(22)
    #expect(watch.index.isRelated(20, 22))
    #expect(watch.trees.sorted() == [20, 21, 22])
  }

  @Test(
    arguments: [
      ("a service", "/system.slice/claw.service", ["HOME": "/h"], "claw.service"),
      ("the service of Gatehouse itself", "/app.slice/own.service", ["HOME": "/h"], nil),
      ("a child of Gatehouse", "/system.slice/claw.service", ["GATEHOUSE_RUN": "r"], nil),
      ("a session", "/user.slice/session-3.scope", ["HOME": "/h"], nil),
      ("no group", nil, ["HOME": "/h"], nil),
    ] as [(String, String?, [String: String], String?)])
  func `the service in which a gateway runs is known where it is its own`(
    why: String, group: String?, environment: [String: String], service: String?
  ) {
    let found = watch(
      PlayedProcesses([
        Process(pid: 9, name: "gatehouse", group: "/app.slice/own.service"),
        Process(pid: 20, environment: environment, group: group),
      ]), own: 9)
    #expect(found.gateways.map(\.service) == [service], "\(why)")
  }

  @Test(
    arguments: [
      ("mnt:[1]", "mnt:[1]", false), ("mnt:[1]", "mnt:[2]", true), ("mnt:[1]", nil, false),
      (nil, "mnt:[2]", false),
    ] as [(String?, String?, Bool)])
  func `other mounts are seen only where both sides may be looked at`(
    ours: String?, theirs: String?, isOther: Bool
  ) {
    let found = watch(
      PlayedProcesses([
        Process(pid: 9, name: "gatehouse", view: .init(workingDirectory: "/", mountNamespace: ours)),
        Process(pid: 20, view: .init(workingDirectory: "/app", mountNamespace: theirs)),
      ]), own: 9)
    #expect(found.gateways.map(\.seesOtherMounts) == [isOther])
    #expect(found.gateways.map(\.workingDirectory) == ["/app"])
  }

  @Test func `the ports of a gateway are those of its descendants too, and of nobody else`() {
    let found = watch(
      PlayedProcesses([
        Process(pid: 20, sockets: [1]), Process(pid: 21, name: "chrome", parent: 20, sockets: [2]),
        Process(pid: 30, name: "nginx", sockets: [3]), Process(pid: 31, name: "x", parent: 21, sockets: nil),
      ]))
    let sockets = [1, 2, 3].map {
      ListeningSocket(address: "::", port: 20000 + Int($0), inode: UInt64($0), userID: 1000)
    }
    #expect(found.ports(of: 20, sockets: sockets) == [20001, 20002])
    #expect(found.ports(of: 99, sockets: sockets) == [])
  }

  @Test func `profile and port are read from a command line while it can be read`() {
    let found = watch(
      PlayedProcesses([
        Process(
          pid: 20, name: "node",
          words: ["node", "/opt/openclaw/index.js", "--profile", "ops", "gateway", "--port", "20100"]),
        Process(pid: 21, ticks: 8, words: ["openclaw-gateway"]),
      ]))
    #expect(found.gateways.map(\.profile) == [.some("ops"), nil])
    #expect(found.gateways.map(\.port) == [20100, nil])
  }
}
