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
  /// Permission bits.
  public var mode: UInt32
  /// Seconds since 1970 of the last change of content, name, owner or mode: nobody can set it back.
  public var changedAt: Double

  /// Made by `Files.status`; the default values are for tests.
  public init(
    kind: Kind, size: Int = 0, modifiedAt: Double = 0, inode: UInt64 = 0, userID: UInt32 = 0,
    mode: UInt32 = 0o600, changedAt: Double = 0
  ) {
    self.mode = mode
    self.changedAt = changedAt
    self.userID = userID
    self.kind = kind
    self.size = size
    self.modifiedAt = modifiedAt
    self.inode = inode
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
