import GatewayModel
import Host
import TestSupport
import Testing

@testable import Discovery

/// Which process holds which socket, and how seldom is asked for it.
@Suite(.computing) struct SocketOwnersTests {
  private typealias Process = PlayedProcesses.Process

  private func socket(_ inode: UInt64, port: Int, address: String = "127.0.0.1") -> ListeningSocket {
    ListeningSocket(address: address, port: port, inode: inode, userID: 1000)
  }

  private func resolve(
    _ owners: inout SocketOwners, _ sockets: [ListeningSocket], _ played: PlayedProcesses, near: [Int32] = []
  ) -> [PortListener] {
    owners.resolve(
      sockets, near: near, index: ProcessIndex(played.processes.all()), processes: played.processes)
  }

  @Test func `those near are asked first, and nobody else where they hold all`() {
    let played = PlayedProcesses([Process(pid: 20, sockets: [1]), Process(pid: 30, sockets: [2])])
    var owners = SocketOwners()
    #expect(resolve(&owners, [socket(1, port: 5)], played, near: [20]).map(\.pid) == [20])
    let asked = played.takeAsked()
    #expect(asked["sockets 20"] == 1 && asked["sockets 30"] == nil && asked["pids"] == nil)
    #expect(
      resolve(&owners, [socket(1, port: 5), socket(2, port: 6)], played, near: [20]).map(\.pid) == [20, 30])
    #expect(played.takeAsked()["sockets 20"] == 1)
  }

  @Test func `an owner that is known is not searched for again`() {
    let played = PlayedProcesses([Process(pid: 20, sockets: [1])])
    var owners = SocketOwners()
    for _ in 0..<3 { #expect(resolve(&owners, [socket(1, port: 5)], played).map(\.pid) == [20]) }
    #expect(played.takeAsked()["sockets 20"] == 1)
  }

  @Test func `a holder that nobody may see is looked for once, until that is forgotten`() {
    let played = PlayedProcesses([Process(pid: 20, sockets: nil)])
    var owners = SocketOwners()
    for _ in 0..<2 {
      let found = resolve(&owners, [socket(1, port: 5)], played)
      #expect(found.map(\.pid) == [nil] && found.map(\.userID) == [1000])
    }
    #expect(played.takeAsked()["sockets 20"] == 1)
    played.change(20) { $0.sockets = [1] }
    owners.forgetUnknown()
    #expect(resolve(&owners, [socket(1, port: 5)], played).map(\.pid) == [20])
  }

  @Test func `a socket of a process that ended is searched for anew`() {
    let played = PlayedProcesses([Process(pid: 20, sockets: [1])])
    var owners = SocketOwners()
    _ = resolve(&owners, [socket(1, port: 5)], played)
    played[20] = Process(pid: 20, name: "other", ticks: 9, sockets: [])
    played[21] = Process(pid: 21, name: "heir", sockets: [1])
    let found = resolve(&owners, [socket(1, port: 5)], played)
    #expect(found.map(\.pid) == [21] && found.map(\.command) == ["heir"])
  }

  @Test func `one number of a socket is forgotten with the socket`() {
    let played = PlayedProcesses([Process(pid: 20, sockets: [1]), Process(pid: 21, sockets: [])])
    var owners = SocketOwners()
    _ = resolve(&owners, [socket(1, port: 5)], played)
    _ = resolve(&owners, [], played)
    played.change(20) { $0.sockets = [] }
    played.change(21) { $0.sockets = [1] }
    #expect(resolve(&owners, [socket(1, port: 9)], played).map(\.pid) == [21])
  }

  @Test(
    arguments: [
      ("nginx", ["/usr/sbin/nginx", "-g"], "nginx"), ("MainThread", ["/opt/node/bin/node", "x.js"], "node"),
      ("MainThread", ["openclaw-gateway --port 5"], "openclaw-gateway"), ("MainThread", [], "MainThread"),
      ("MainThread", [""], "MainThread"), ("a-very-long-nam", ["/bin/a-very-long-name"], "a-very-long-name"),
      ("fourteen-bytes", ["/bin/other"], "fourteen-bytes"),
    ])
  func `a program is called by its command line where the kernel's name does not tell`(
    name: String, words: [String], shown: String
  ) {
    let played = PlayedProcesses([Process(pid: 20, name: name, words: words, sockets: [1])])
    var owners = SocketOwners()
    #expect(resolve(&owners, [socket(1, port: 5)], played).map(\.command) == [shown])
  }

  @Test
  func `listeners stand in the order of their ports, then of their addresses, with what is known of each`() {
    let played = PlayedProcesses([
      Process(
        pid: 20, name: "chrome",
        words: ["/opt/chrome", "--remote-debugging-port=9", "--user-data-dir=/h/.openclaw/browser"],
        group: "/g", sockets: [1, 2, 3])
    ])
    var owners = SocketOwners()
    let found = resolve(
      &owners, [socket(3, port: 9), socket(2, port: 8, address: "::1"), socket(1, port: 8)], played)
    #expect(found.map { "\($0.port) \($0.address)" } == ["8 127.0.0.1", "8 ::1", "9 127.0.0.1"])
    #expect(found.allSatisfy { $0.userDataDir == "/h/.openclaw/browser" && $0.controlGroup == "/g" })
  }
}
