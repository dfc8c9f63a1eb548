/// A process that cannot be mistaken for another with the same number.
public struct ProcessIdentity: Sendable, Hashable, Codable {
  public var pid: Int32
  /// Kernel start time in clock ticks since boot (field 22 of `/proc/PID/stat`).
  public var startTicks: UInt64

  public init(pid: Int32, startTicks: UInt64) {
    self.pid = pid
    self.startTicks = startTicks
  }
}

/// One process at one moment.
public struct ProcessFacts: Sendable, Equatable {
  public var identity: ProcessIdentity
  /// The kernel's name, at most 15 bytes.
  public var name: String
  /// `R S D T Z X …` as in `/proc/PID/stat`.
  public var state: Character
  public var parent: Int32
  public var group: Int32
  public var residentBytes: Int
  /// User and system time in clock ticks.
  public var cpuTicks: UInt64

  public init(
    identity: ProcessIdentity, name: String, state: Character = "S", parent: Int32 = 1,
    group: Int32 = 0, residentBytes: Int = 0, cpuTicks: UInt64 = 0
  ) {
    self.identity = identity
    self.name = name
    self.state = state
    self.parent = parent
    self.group = group
    self.residentBytes = residentBytes
    self.cpuTicks = cpuTicks
  }

  public var pid: Int32 { identity.pid }
  /// A zombie is dead: only its parent has not looked yet.
  public var isAlive: Bool { state != "Z" && state != "X" }
}

/// From where a process sees its files: what its relative paths mean, and whether its paths are this machine's at all.
public struct ProcessView: Sendable, Equatable {
  /// Nil where it may not be seen.
  public var workingDirectory: String?
  /// Equal for processes that see the same mounts; nil where it may not be seen.
  public var mountNamespace: String?

  public init(workingDirectory: String?, mountNamespace: String?) {
    self.workingDirectory = workingDirectory
    self.mountNamespace = mountNamespace
  }
}

/// A listening TCP socket.
public struct ListeningSocket: Sendable, Hashable {
  /// Dotted or colon form; `0.0.0.0` and `::` for all addresses.
  public var address: String
  public var port: Int
  public var inode: UInt64
  public var userID: UInt32

  public init(address: String, port: Int, inode: UInt64, userID: UInt32) {
    self.address = address
    self.port = port
    self.inode = inode
    self.userID = userID
  }
}
