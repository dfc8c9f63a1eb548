import FoundationEssentials
import GatewayModel
import Host
import OpenClaw

/// The append-only record of what Gatehouse did and why: JSON Lines, one file, the one before it kept.
public struct Journal: Sendable {
  /// A longer journal is put aside as `journal.1.jsonl`.
  static let sizeLimit = 4 << 20
  /// What is read of the end: some 5,000 entries.
  static let window = 2 << 20

  /// Absolute (`GatehousePaths.journal`); it need not be there.
  public let file: String
  private let files: Machine.Files
  private var isLong: Bool { (files.status(file)?.size ?? 0) > Self.sizeLimit }
  private var older: String {
    "\(file.rest(before: ".jsonl") ?? file[...]).1.jsonl"
  }

  /// The journal in `file`; nothing is read yet.
  public init(file: String, files: Machine.Files) {
    self.file = file
    self.files = files
  }

  /// Writes one line. Several Gatehouses may write at once: a line is one write to the end of the file.
  public func append(_ entry: JournalEntry) -> FileFailure? {
    let text: String
    do {
      text = try Self.text(entry)
    } catch {
      return .unencodable(what: "the journal's entry", reason: "\(error)")
    }
    if isLong, case .success(let lock?) = files.lock(file + ".lock") {
      // Asked again with the lock in hand: another Gatehouse may have put it aside just now.
      // A journal that cannot be put aside only grows: the next line tries again.
      if isLong { _ = files.rename(file, older) }
      withExtendedLifetime(lock) {}
    }
    return files.append(file, (endsTorn ? "\n" : "") + text + "\n", 0o600)
  }

  /// An entry as one line of JSON.
  public static func text(_ entry: JournalEntry) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(entry), as: UTF8.self)
  }

  /// Whether the file does not end with a line end, as after a full disk: then the next entry begins on a new line.
  private var endsTorn: Bool {
    guard let size = files.status(file)?.size, size > 0,
      case .success(let tail) = files.tail(file, size - 1, 1)
    else { return false }
    return tail.bytes.last.map { $0 != UInt8(ascii: "\n") } ?? false
  }

  /// Why nothing can be read of it, for a person; nil also where there is none yet.
  public var problem: String? {
    switch files.tail(file, 0, Self.window) {
    case .failure(let failure): return failure.isMissing ? nil : "\(file) cannot be read: \(failure)"
    case .success(let tail):
      return tail.size > 0 && read(file).isEmpty ? "\(file) holds no entry of a journal; move it away" : nil
    }
  }

  /// The last entries, the newest last. A torn line is left out.
  public func last(_ count: Int) -> [JournalEntry] {
    var entries = read(file)
    if entries.count < count { entries = read(older) + entries }
    return entries.suffix(count)
  }

  private func read(_ path: String) -> [JournalEntry] {
    guard case .success(let tail) = files.tail(path, 0, Self.window) else { return [] }
    return tail.bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
      // A torn line is no entry.
      RecordDecoder.decode(JournalEntry.self, from: line).flatMap { $0.isPlausible ? $0 : nil }
    }
  }
}
