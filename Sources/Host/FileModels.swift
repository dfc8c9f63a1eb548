/// What `stat` says of a path: of a symbolic link what it leads to.
public struct FileStatus: Sendable, Equatable {
  /// What there can be at a path.
  public enum Kind: Sendable, Equatable {
    /// A regular file.
    case file
    /// A directory.
    case directory
    /// A FIFO, socket or device.
    case other
  }

  /// What is at the path.
  public var kind: Kind
  /// Bytes.
  public var size: Int
  /// Seconds since 1970.
  public var modifiedAt: Double
  /// The number of the file on its file system: another one means that the file was replaced.
  public var inode: UInt64
  /// The owner.
  public var userID: UInt32
  /// The group.
  public var groupID: UInt32
  /// Permission bits.
  public var mode: UInt32
  /// Seconds since 1970 of the last change of content, name, owner or mode: nobody can set it back.
  public var changedAt: Double

  /// Made by `Files.status`; the default values are for tests.
  public init(
    kind: Kind, size: Int = 0, modifiedAt: Double = 0, inode: UInt64 = 0, userID: UInt32 = 0,
    groupID: UInt32 = 0, mode: UInt32 = 0o600, changedAt: Double = 0
  ) {
    self.groupID = groupID
    self.mode = mode
    self.changedAt = changedAt
    self.userID = userID
    self.kind = kind
    self.size = size
    self.modifiedAt = modifiedAt
    self.inode = inode
  }
}

extension FileStatus {
  /// Whether nobody but this user and root decides what is there: one of them owns it, and no other may write. A group may where it has
  /// the user's own number, as the group has that many systems make for each user.
  public func isKept(by user: UInt32) -> Bool {
    guard userID == user || userID == 0, mode & 0o002 == 0 else { return false }
    return mode & 0o020 == 0 || groupID == userID
  }
}

/// A file as it was opened: what is told of it is of the very file that was read.
public struct OpenedFile: Sendable, Equatable {
  /// All of it.
  public var bytes: [UInt8]
  /// As `fstat` gave it before it was read.
  public var status: FileStatus

  /// Made by `Files.readPlain`.
  public init(bytes: [UInt8], status: FileStatus) {
    self.bytes = bytes
    self.status = status
  }
}

/// A piece of a growing file.
public struct FileTail: Sendable, Equatable {
  /// What was read, from `offset` to the end of the file.
  public var bytes: [UInt8]
  /// Where `bytes` begin in the file.
  public var offset: Int
  /// The size of the file.
  public var size: Int
  /// The number of the file on its file system: another one means that the file was replaced.
  public var inode: UInt64

  /// Made by `Files.tail` from one read.
  public init(bytes: [UInt8], offset: Int, size: Int, inode: UInt64) {
    self.bytes = bytes
    self.offset = offset
    self.size = size
    self.inode = inode
  }
}
