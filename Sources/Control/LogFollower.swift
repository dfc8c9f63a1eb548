import Fleet
import Host

/// Follows the end of a log file: what is there, then what comes, also after the file was cut or replaced.
public struct LogFollower: Sendable {
  /// What is read of a long log at first: its last 1 MB.
  public static let window = 1 << 20

  private let files: Host.Files
  private let path: String
  private var offset: Int?
  private var inode: UInt64 = 0
  private var rest: [UInt8] = []

  public init(path: String, files: Host.Files) {
    self.path = path
    self.files = files
  }

  /// Lines since the last call; `isNew` where they replace what was shown before.
  public mutating func next() -> Result<(lines: [String], isNew: Bool), FileFailure> {
    switch files.tail(path, offset ?? 0, Self.window) {
    case .failure(let failure): return .failure(failure)
    case .success(let tail):
      let isNew = offset == nil || tail.inode != inode || tail.size < offset ?? 0
      if isNew { rest = [] }
      var bytes = rest + tail.bytes
      if isNew, tail.offset > 0, let newline = bytes.firstIndex(of: UInt8(ascii: "\n")) {
        // The first line is cut by the window.
        bytes.removeFirst(newline + 1)
      }
      offset = tail.offset + tail.bytes.count
      inode = tail.inode
      // A line without an end is shown once it is complete, or too long to wait for.
      let end =
        bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 }
        ?? (bytes.count > LogText.lineLimit ? bytes.count : 0)
      rest = Array(bytes[end...])
      return .success((LogText.lines(Array(bytes[..<end])), isNew))
    }
  }

  /// A last line that has no end yet.
  public var unfinished: String? {
    rest.isEmpty ? nil : LogText.lines(rest).last
  }
}
