import GatewayModel
import Host
import OpenClaw

/// Follows the end of a log file: what is there, then what comes, also after the file was cut or replaced.
public struct LogFollower: Sendable {
  /// What is read of a long log at first: its last 1 MB.
  public static let window = 1 << 20

  private let files: Machine.Files
  private let path: String
  /// Secrets may be read while the log is followed.
  public var redactor: Redactor
  private let source: LogSource
  private let size: Int
  private var offset: Int?
  private var inode: UInt64 = 0
  private var rest: [UInt8] = []
  private var blocks = PEMBlocks()
  /// Whether what comes belongs to a line that was cut.
  private var isCutting = false

  /// - Parameter redactor: applied to whole lines, before anything is cut: half a secret would not be known again.
  /// - Parameter window: bytes of a long log that are read at first.
  public init(
    path: String, source: LogSource = .printed, files: Machine.Files, redactor: Redactor, window: Int = window
  ) {
    self.source = source
    size = window
    self.path = path
    self.files = files
    self.redactor = redactor
  }

  /// Lines since the last call; `isNew` where they replace what was shown before.
  public mutating func next() -> Result<(lines: [String], isNew: Bool), FileFailure> {
    var read = files.tail(path, offset ?? 0, size)
    // Another file: from its own beginning, not from where the one before was left.
    if case .success(let tail) = read, offset != nil, tail.inode != inode { read = files.tail(path, 0, size) }
    switch read {
    case .failure(let failure): return .failure(failure)
    case .success(let tail):
      let isNew = offset == nil || tail.inode != inode || tail.size < offset ?? 0
      // What came was more than the window: what was unfinished before has lost its end.
      let hasGap = !isNew && tail.offset > offset ?? 0
      if isNew || hasGap {
        rest = []
        isCutting = false
        blocks = PEMBlocks()
      }
      var bytes = rest + tail.bytes
      // A line that began before the window, or was cut already, is left out up to its end.
      if (isNew && tail.offset > 0) || hasGap || isCutting {
        guard let newline = bytes.firstIndex(of: UInt8(ascii: "\n")) else {
          let lines =
            isNew ? ["(a line of more than \(tail.bytes.count >> 10) KB that has not ended yet)"] : []
          (offset, inode, rest, isCutting) = (tail.offset + tail.bytes.count, tail.inode, [], true)
          return .success((lines, isNew))
        }
        bytes.removeFirst(newline + 1)
        isCutting = false
      }
      offset = tail.offset + tail.bytes.count
      inode = tail.inode
      var end = bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
      if bytes.count - end > 2 * LogText.lineLimit {
        // Too long to wait for its end: shown cut, the rest of it not at all.
        end = bytes.count
        isCutting = true
      }
      rest = Array(bytes[end...])
      return .success((shown(bytes[..<end], &blocks), isNew))
    }
  }

  /// A last line that has no end yet.
  public var unfinished: String? {
    var blocks = blocks
    return shown(rest[...], &blocks, mayGoOn: true).last
  }

  private func shown(_ bytes: ArraySlice<UInt8>, _ blocks: inout PEMBlocks, mayGoOn: Bool = false) -> [String]
  {
    bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
      let raw = String(decoding: line, as: UTF8.self)
      // The JSON of an own log is decoded first: its escaped control characters appear only then, and `clean` takes them out.
      let clean = LogText.clean(source == .own ? OwnLogLine(raw)?.text ?? raw : raw)
      let text = redactor.redact(blocks.mask(clean), mayGoOn: mayGoOn)
      return text.isEmpty ? nil : String(text.prefix(LogText.lineLimit))
    }
  }
}
