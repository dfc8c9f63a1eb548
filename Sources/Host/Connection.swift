/// A TCP connection on this machine by both its ends: ports alone do not tell connections apart, since each address has its own.
public struct Connection: Sendable, Hashable {
  /// One end of it.
  public struct End: Sendable, Hashable {
    /// As a literal: `127.0.0.1`, `::1`.
    public var address: String
    /// From 1 to 65535.
    public var port: Int

    /// Of a socket that is open.
    public init(address: String, port: Int) {
      self.address = address
      self.port = port
    }
  }

  /// The end of whoever accepted it.
  public var server: End
  /// The end of whoever made it.
  public var client: End

  /// Made by a prober of a connection that it has open.
  public init(server: End, client: End) {
    self.server = server
    self.client = client
  }
}

/// The socket with which a server accepted a connection.
public struct AcceptedSocket: Sendable, Equatable {
  /// The number of the socket, as the descriptors of its process show it.
  public var inode: UInt64
  /// The user who made it.
  public var userID: UInt32

  /// Made by `Processes.acceptedSocket`.
  public init(inode: UInt64, userID: UInt32) {
    self.inode = inode
    self.userID = userID
  }
}
