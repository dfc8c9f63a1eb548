/// A process that cannot be mistaken for another with the same number.
public struct ProcessIdentity: Sendable, Hashable, Codable {
  /// Its number, which another process may have once this one has ended.
  public var pid: Int32
  /// Kernel start time in clock ticks since boot (field 22 of `/proc/PID/stat`).
  public var startTicks: UInt64

  /// A number and a start time that were read together.
  public init(pid: Int32, startTicks: UInt64) {
    self.pid = pid
    self.startTicks = startTicks
  }
}

/// One process at one moment.
public struct ProcessFacts: Sendable, Equatable {
  /// Its number with its start time.
  public var identity: ProcessIdentity
  /// The kernel's name, at most 15 bytes.
  public var name: String
  /// `R S D T Z X …` as in `/proc/PID/stat`.
  public var state: Character
  /// The process that started it, or whoever took it over since; 0 for those that the kernel started.
  public var parent: Int32
  /// Its process group.
  public var group: Int32
  /// Bytes of memory that it holds (RSS).
  public var residentBytes: Int
  /// User and system time in clock ticks.
  public var cpuTicks: UInt64

  /// Made by `ProcessTable` from `/proc/PID/stat`; the default values are for tests.
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

  /// The number of `identity`.
  public var pid: Int32 { identity.pid }
  /// False for a zombie, which has ended and only waits for its parent to reap it.
  public var isAlive: Bool { state != "Z" && state != "X" }
}

/// From where a process sees its files: what its relative paths mean, and whether its paths are this machine's at all.
public struct ProcessView: Sendable, Equatable {
  /// Nil where it may not be seen.
  public var workingDirectory: String?
  /// Equal for processes that see the same mounts; nil where it may not be seen.
  public var mountNamespace: String?
  /// The file that it runs, absolute; nil where it may not be seen. Unlike its name and its arguments no process can write it.
  public var executable: String?

  /// Made by `ProcessTable` from `/proc/PID/cwd`, `/proc/PID/ns/mnt` and `/proc/PID/exe`.
  public init(workingDirectory: String?, mountNamespace: String?, executable: String? = nil) {
    self.executable = executable
    self.workingDirectory = workingDirectory
    self.mountNamespace = mountNamespace
  }
}

/// A listening TCP socket.
public struct ListeningSocket: Sendable, Hashable {
  /// Dotted or colon form; `0.0.0.0` and `::` for all addresses.
  public var address: String
  /// The TCP port.
  public var port: Int
  /// The socket's number, by which `Processes.sockets` finds who holds it.
  public var inode: UInt64
  /// The user who opened it.
  public var userID: UInt32

  /// Made by `SocketTable` from the kernel's socket monitor, or from `/proc/net/tcp` and `tcp6`.
  public init(address: String, port: Int, inode: UInt64, userID: UInt32) {
    self.address = address
    self.port = port
    self.inode = inode
    self.userID = userID
  }
}
