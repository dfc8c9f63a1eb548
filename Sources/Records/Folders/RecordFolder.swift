import FoundationEssentials
import Host
import OpenClaw

/// A folder of small JSON files, one a gateway, read again and again: an unchanged file is not decoded again.
public struct RecordFolder<Record: Decodable & Sendable>: Sendable {
  let directory: String
  private let files: Machine.Files
  private let isValid: @Sendable (Record) -> Bool
  private var known: [String: (status: FileStatus, record: Record?)] = [:]
  /// Files that hold no record: torn, or written by something else.
  public private(set) var unreadable: [String] = []

  /// A folder that need not be there. What `isValid` refuses is named in `unreadable`.
  public init(
    directory: String, files: Machine.Files, isValid: @escaping @Sendable (Record) -> Bool = { _ in true }
  ) {
    self.directory = directory
    self.files = files
    self.isValid = isValid
  }

  /// All records as they are now, in no order; none where the folder cannot be listed.
  public mutating func read() -> [Record] {
    unreadable = []
    let names: [String]
    switch files.list(directory) {
    case .success(let found): names = found
    // What was there is the best that is known.
    case .failure(.silent): return known.values.compactMap(\.record)
    case .failure:
      known = [:]
      return []
    }
    var next: [String: (status: FileStatus, record: Record?)] = [:]
    var unread: [String] = []
    // A listing may miss a file that is being replaced: what was there before is looked for by its name.
    for name in Set(names).union(known.keys).sorted() where name.ends(with: ".json") {
      guard let status = files.status(directory + "/" + name) else {
        if files.silence(directory) != nil { next[name] = known[name] }
        continue
      }
      if let entry = known[name], entry.status == status {
        next[name] = entry
      } else {
        switch files.read(directory + "/" + name, 1 << 20) {
        case .success(let bytes): next[name] = (status, record(bytes))
        // Not the file's fault (too many open files): with the next look it may be read, unchanged as it is.
        case .failure(.system), .failure(.linkCircle): unread.append(name)
        case .failure: next[name] = (status, nil)
        }
      }
    }
    known = next
    unreadable = (next.filter { $0.value.record == nil }.keys + unread).map { directory + "/" + $0 }.sorted()
    return next.values.compactMap(\.record)
  }

  private func record(_ bytes: [UInt8]) -> Record? {
    guard
      // What is no record is named in `unreadable`.
      let record = RecordDecoder.decode(Record.self, from: bytes), isValid(record)
    else { return nil }
    return record
  }
}

/// Writes one file of such a folder, in one step.
public enum RecordFile {
  /// `NAME.json` for its owner alone (mode 0600), and its folder where that is missing (0700). Nil where it was written.
  public static func write(
    _ record: some Encodable, to name: String, in directory: String, files: Machine.Files
  ) -> FileFailure? {
    if let failure = files.makeDirectory(directory, 0o700) { return failure }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let data: Data
    do {
      data = try encoder.encode(record)
    } catch {
      return .unencodable(what: "the record", reason: "\(error)")
    }
    return files.write("\(directory)/\(name).json", String(decoding: data, as: UTF8.self) + "\n", 0o600)
  }
}
