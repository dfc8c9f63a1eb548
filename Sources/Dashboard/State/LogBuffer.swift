import GatewayModel

/// The end of one gateway's log in memory: at most 5,000 lines and 4 MB.
public struct LogBuffer: Sendable, Equatable {
  /// Lines that are kept; the oldest beyond them are dropped.
  public static let lineLimit = 5000
  /// Bytes of UTF-8 that are kept, without line ends; the oldest lines beyond them are dropped.
  public static let byteLimit = 4 << 20

  /// Whose log it is.
  public var id: GatewayID?
  /// Which log it is, for a person; empty for what the gateway printed.
  public var title = ""
  /// The newest last, each with its level.
  public private(set) var lines: [LogLine] = []
  private var bytes = 0
  /// Why there is no log, for a person.
  public var problem: String?

  /// Empty, of no gateway; made anew whenever another log is shown.
  public init() {}

  /// Adds lines at the end, and drops the oldest beyond the limits.
  /// - Returns: what was added, each with its level.
  @discardableResult
  public mutating func append(_ more: [String]) -> [LogLine] {
    let before = lines.count
    for text in more { lines.append(LogLine(text, after: lines.last)) }
    let added = Array(lines[before...])
    bytes += more.reduce(0) { $0 + $1.utf8.count }
    var surplus = max(0, lines.count - Self.lineLimit)
    var dropped = lines[..<surplus].reduce(0) { $0 + $1.text.utf8.count }
    while bytes - dropped > Self.byteLimit, surplus < lines.count {
      dropped += lines[surplus].text.utf8.count
      surplus += 1
    }
    lines.removeFirst(surplus)
    bytes -= dropped
    return added
  }
}
