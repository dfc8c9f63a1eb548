import Host

/// A listening socket on a port that some gateway uses, and the process that holds it.
public struct PortListener: Sendable, Hashable, Codable {
  /// The TCP port.
  public var port: Int
  /// Dotted or colon form; `0.0.0.0` and `::` for all addresses.
  public var address: String
  /// Nil where the holder may not be seen: another user's process.
  public var pid: Int32?
  /// What the holder is called: the kernel's name, or the program where that name is cut or says only `MainThread`. Nil like `pid`.
  public var command: String?
  /// The user whose socket it is; known also where the holder is not.
  public var userID: UInt32
  /// Where a Chrome keeps its data; nil for other programs.
  public var userDataDir: String?
  /// The holder's control group, where it may be seen.
  public var controlGroup: String?

  /// Made by `SocketOwners` from a socket and the process that holds it.
  public init(
    port: Int, address: String, pid: Int32?, command: String?, userID: UInt32, userDataDir: String? = nil,
    controlGroup: String? = nil
  ) {
    self.port = port
    self.address = address
    self.pid = pid
    self.command = command
    self.userID = userID
    self.userDataDir = userDataDir
    self.controlGroup = controlGroup
  }

  /// `node 4711`, or whose it is where the process may not be seen.
  public var holder: String {
    if let pid { return "\(command ?? "process") \(pid)" }
    return "a process of user \(userID)"
  }

  /// The address at which to ask it: its own, or loopback where it listens on all.
  public var probeHost: String {
    switch address {
    case "0.0.0.0": "127.0.0.1"
    case "::": "::1"
    default: address
    }
  }
}
