import Glibc
import Testing

@testable import Host

/// Real sockets of this process, as the kernel tells them.
struct LiveSocketsTests {
  private let processes = Machine.live().processes

  private static let addresses =
    ["127.0.0.1", "0.0.0.0"] + (LoopbackSocket.hasIPv6 ? ["::1", "::"] : [])

  /// Both ways of asking the kernel; the second is for one without a socket monitor.
  private static let tables: [(String, @Sendable () -> [ListeningSocket])] = [
    ("the monitor", { Machine.live().processes.listeners() }), ("/proc/net", { SocketTable.listed() }),
  ]

  @Test(arguments: addresses, tables.indices)
  func `a listener is told with address, port, owner and inode`(address: String, table: Int) throws {
    let (name, listeners) = Self.tables[table]
    let socket = try LoopbackSocket.listening(address)
    let expected = ListeningSocket(
      address: address, port: socket.port, inode: socket.inode, userID: getuid())
    #expect(listeners().filter { $0.inode == socket.inode } == [expected], "\(name)")
  }

  @Test(arguments: tables.indices)
  func `a port that is bound and not listened on has no listener`(table: Int) throws {
    let socket = try LoopbackSocket.bound("127.0.0.1")
    #expect(!Self.tables[table].1().contains { $0.port == socket.port && $0.address == "127.0.0.1" })
  }

  @Test func `the sockets of a process are those that it holds`() throws {
    var socket: LoopbackSocket? = try LoopbackSocket.listening("127.0.0.1")
    let inode = try #require(socket?.inode)
    #expect(try #require(processes.sockets(getpid())).contains(inode))
    socket = nil
    #expect(try #require(processes.sockets(getpid())).contains(inode) == false)
  }

  private func connection(_ server: LoopbackSocket, _ client: Int, from address: String = "127.0.0.1")
    -> Connection
  {
    Connection(
      server: .init(address: "127.0.0.1", port: server.port), client: .init(address: address, port: client))
  }

  @Test func `a connection from another address with the same ports is another one`() throws {
    let server = try LoopbackSocket.listening("127.0.0.1")
    let client = try LoopbackSocket.connected(to: server.port)
    let accepted = try server.accepted()
    #expect(processes.acceptedSocket(connection(server, client.port, from: "127.0.0.2")) == nil)
    var other = connection(server, client.port)
    other.server.address = "127.0.0.3"
    #expect(processes.acceptedSocket(other) == nil)
    withExtendedLifetime(accepted) {}
  }

  @Test func `a connection that nobody has accepted yet has no server's end`() throws {
    let server = try LoopbackSocket.listening("127.0.0.1")
    let client = try LoopbackSocket.connected(to: server.port)
    #expect(processes.acceptedSocket(connection(server, client.port)) == nil)
  }

  @Test func `the server's end of a connection is found, and never the client's`() throws {
    let server = try LoopbackSocket.listening("127.0.0.1")
    let client = try LoopbackSocket.connected(to: server.port)
    let accepted = try server.accepted()
    #expect(
      processes.acceptedSocket(connection(server, client.port))
        == AcceptedSocket(inode: accepted.inode, userID: getuid()))
    #expect(accepted.inode != client.inode)
  }

  @Test func `of several clients each has a server's end of its own`() throws {
    let server = try LoopbackSocket.listening("127.0.0.1")
    let clients = try (0..<3).map { _ in try LoopbackSocket.connected(to: server.port) }
    let ends = try clients.map { _ in try server.accepted() }
    let found = clients.map { processes.acceptedSocket(connection(server, $0.port))?.inode }
    #expect(found == ends.map(\.inode))
  }

  @Test func `a listener alone, or a connection that is closed, has no server's end`() throws {
    let server = try LoopbackSocket.listening("127.0.0.1")
    #expect(processes.acceptedSocket(connection(server, 0)) == nil)
    var client: LoopbackSocket? = try LoopbackSocket.connected(to: server.port)
    let port = try #require(client?.port)
    let accepted = try server.accepted()
    client = nil
    // The client's hanging up takes the connection out of its established state.
    #expect(processes.acceptedSocket(connection(server, port)) == nil)
    withExtendedLifetime(accepted) {}
  }
}
