/// Why a file could not be read or written, in a person's words.
public struct FileFailure: Error, Sendable, Equatable, CustomStringConvertible {
  public enum Kind: Sendable, Equatable {
    case missing, denied, notRegular, tooLarge, other
  }

  public var kind: Kind
  public var message: String

  public init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }

  public var description: String { message }
}

public struct FileStatus: Sendable, Equatable {
  public enum Kind: Sendable, Equatable {
    case file, directory, other
  }

  public var kind: Kind
  public var size: Int
  /// Seconds since 1970.
  public var modifiedAt: Double
  public var inode: UInt64
  /// The owner.
  public var userID: UInt32
  /// Permission bits.
  public var mode: UInt32
  /// Seconds since 1970 of the last change of content, name, owner or mode: nobody can set it back.
  public var changedAt: Double

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
  public var bytes: [UInt8]
  /// Where `bytes` begin in the file.
  public var offset: Int
  /// The size of the file.
  public var size: Int
  public var inode: UInt64

  public init(bytes: [UInt8], offset: Int, size: Int, inode: UInt64) {
    self.bytes = bytes
    self.offset = offset
    self.size = size
    self.inode = inode
  }
}
