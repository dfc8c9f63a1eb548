import Testing

@testable import Host

/// Lines of `/proc/net/tcp` and `tcp6`: each 32-bit word of an address in the machine's order.
struct SocketLineTests {
  private static let header =
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"

  private func line(_ local: String, state: String = "0A", rest: String = "1000        0 77777") -> String {
    "   0: \(local) 00000000:0000 \(state) 00000000:00000000 00:00000000 00000000  \(rest) 1 0 100 0 0 10 0\n"
  }

  private func parse(_ lines: String...) -> [ListeningSocket] {
    SocketTable.parse(Array((Self.header + lines.joined()).utf8))
  }

  @Test(arguments: [
    ("0100007F:4965", "127.0.0.1", 18789), ("00000000:0016", "0.0.0.0", 22),
    ("0501A8C0:FFFF", "192.168.1.5", 65535),
    ("00000000000000000000000001000000:4967", "::1", 18791),
    ("00000000000000000000000000000000:0001", "::", 1),
    ("000080FE000000000000000001000000:4965", "fe80::1", 18789),
    ("0000000000000000FFFF00000100007F:4965", "::ffff:127.0.0.1", 18789),
  ])
  func `an address is written as people write it`(local: String, address: String, port: Int) throws {
    let socket = try #require(parse(line(local)).first)
    #expect(socket.address == address)
    #expect(socket.port == port)
    #expect(socket.userID == 1000)
    #expect(socket.inode == 77777)
  }

  @Test(arguments: ["01", "02", "03", "06", "07", "08"])
  func `a connection is no listener`(state: String) {
    #expect(parse(line("0100007F:4965", state: state)).isEmpty)
  }

  @Test func `every listener is told, in the order of the table, and the heading is none`() {
    let found = parse(line("0100007F:0001"), line("0100007F:0002", state: "01"), line("0100007F:0003"))
    #expect(found.map(\.port) == [1, 3])
    #expect(parse().isEmpty)
  }

  @Test(arguments: [
    ("no port", "0100007F"), ("a port that is no number", "0100007F:XYZ"), ("an empty port", "0100007F:"),
  ])
  func `a line without a port is passed over, and those behind it are not`(what: String, local: String) {
    #expect(parse(line(local), line("0100007F:0005")).map(\.port) == [5], "\(what)")
  }

  @Test func `an address of an unknown length is no other address`() {
    #expect(parse(line("0100007:4965")).map(\.address) == ["?"])
  }
}
