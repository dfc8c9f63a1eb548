import GatewayModel
import Host

/// The last lines of a run's log.
enum RunTail {
  /// How much of it is looked at: 64 KB.
  private static let limit = 64 << 10

  /// The line that says why it ended, else its last lines; without escape sequences and secrets, of this run alone.
  static func lines(_ record: RunRecord, files: Machine.Files, redactor: Redactor) -> [String] {
    guard case .success(let tail) = files.tail(record.logFile, record.logOffset, limit) else { return [] }
    var bytes = tail.bytes[...]
    // The first line may be cut: half a secret would not be recognised, so the rest of that line is left out.
    if tail.offset > record.logOffset {
      bytes = bytes.firstIndex(of: UInt8(ascii: "\n")).map { bytes[($0 + 1)...] } ?? []
    }
    return EndReason.lines(redactor.show(lines: LogText.lines(Array(bytes)).filter { !LogMark.isMark($0) }))
  }
}
