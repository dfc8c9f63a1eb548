import FoundationEssentials
import GatewayModel
import Host
import OpenClaw

/// The copies of configs in Gatehouse's state directory: one folder a gateway, one file a copy.
public struct ConfigBackupStore: Sendable {
  /// How many of each kind are kept.
  public static let kept = 10
  /// Bytes of a copy that are read and written: OpenClaw allows 2 MB a file.
  static let limit = 64 << 20
  /// How many files of a folder are looked at, the newest by their names: far more than are kept.
  static let looked = 40

  /// The folder of all copies, absolute (`GatehousePaths.copies`).
  public let directory: String
  private let files: Machine.Files

  /// The copies below `directory`; made when the first one is written.
  public init(directory: String, files: Machine.Files) {
    self.directory = directory
    self.files = files
  }

  /// The folder of one gateway's copies, absolute; it need not be there. Both paths are those of its identity, links resolved.
  public func folder(stateDir: String, configPath: String) -> String {
    "\(directory)/\(RunStore.key(name: "config", stateDir: stateDir, configPath: configPath))"
  }

  /// All readable copies of one gateway, the newest first.
  public func all(stateDir: String, configPath: String) -> [ConfigBackup] {
    look(stateDir: stateDir, configPath: configPath).copies
  }

  /// What a folder holds.
  private struct Content {
    /// The names of all its files.
    var names: Set<String> = []
    /// The newest first.
    var copies: [ConfigBackup] = []
    /// Files with the name of a copy that can never be read: too large, or torn.
    var useless: [String] = []
  }

  private func look(stateDir: String, configPath: String) -> Content {
    let folder = folder(stateDir: stateDir, configPath: configPath)
    guard case .success(let names) = files.list(folder) else { return Content() }
    var content = Content(names: Set(names))
    let newest = names.filter { $0.ends(with: ".json") }.sorted { a, b in
      let (isOurs, isOther) = (Self.isCopyName(a), Self.isCopyName(b))
      return isOurs == isOther ? a > b : isOurs
    }
    for name in newest.prefix(Self.looked) {
      switch files.read("\(folder)/\(name)", Self.limit) {
      case .success(let bytes):
        guard let copy = Self.copy(bytes) else {
          if Self.isCopyName(name), !Self.isObject(bytes) { content.useless.append(name) }
          continue
        }
        // One of another gateway, or under another name, is passed over: it would be pruned where it does not lie.
        if copy.configPath.isSameBytes(as: configPath), copy.stateDir.isSameBytes(as: stateDir),
          name == copy.id + ".json"
        {
          content.copies.append(copy)
        }
      case .failure(.tooLarge): if Self.isCopyName(name) { content.useless.append(name) }
      // It may be readable another time.
      case .failure: continue
      }
    }
    content.copies.sort { ($0.takenAt, $0.id) > ($1.takenAt, $1.id) }
    return content
  }

  /// Nil for what is no copy of ours.
  private static func copy(_ bytes: [UInt8]) -> ConfigBackup? {
    // A file that is no copy of ours is passed over.
    guard let copy = RecordDecoder.decode(ConfigBackup.self, from: bytes), copy.isValid else {
      return nil
    }
    return copy
  }

  /// Whether it is a whole object, be it of another version's form.
  private static func isObject(_ bytes: [UInt8]) -> Bool {
    struct Anything: Decodable {}
    return RecordDecoder.decode(Anything.self, from: bytes) != nil
  }

  /// Whether a file is called as `add` calls a copy: `20261123T010203Z.json`, `20261123T010203Z-2.json`.
  private static func isCopyName(_ name: String) -> Bool {
    let parts = name.dropLast(5).parts(at: "-", omittingEmptySubsequences: false)
    guard name.ends(with: ".json"), let time = parts.first?.utf8, time.count == 16, parts.count < 3 else {
      return false
    }
    let isTime = zip(time, "00000000T000000Z".utf8).allSatisfy { byte, form in
      form == UInt8(ascii: "0") ? (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) : byte == form
    }
    return isTime && parts.dropFirst().allSatisfy { Int($0) != nil }
  }

  /// Writes a copy, under another name where its own is taken, and removes what is more than enough of its kind.
  /// - Returns: the copy as it was written; a failure, and nothing is written, where it is too large to be read again.
  public func add(_ copy: ConfigBackup) -> Result<ConfigBackup, FileFailure> {
    var copy = copy
    let before = look(stateDir: copy.stateDir, configPath: copy.configPath)
    var number = 2
    while before.names.contains(copy.id + ".json") {
      copy.id = "\(copy.id.prefix { $0 != "-" })-\(number)"
      number += 1
    }
    if let failure = write(copy) { return .failure(failure) }
    // A clock that was set back must not make the newest one the oldest.
    prune(before.copies, kind: copy.kind, besides: copy)
    let folder = folder(stateDir: copy.stateDir, configPath: copy.configPath)
    for name in before.useless { _ = files.remove("\(folder)/\(name)") }
    return .success(copy)
  }

  /// Writes a copy in the place of the one with its name.
  public func write(_ copy: ConfigBackup) -> FileFailure? {
    if Self.isTooLarge(copy) { return .tooLarge(limit: Self.limit) }
    return RecordFile.write(
      copy, to: copy.id, in: folder(stateDir: copy.stateDir, configPath: copy.configPath), files: files)
  }

  /// Whether it could not be read again. It is only written out for that where it may be so.
  private static func isTooLarge(_ copy: ConfigBackup) -> Bool {
    let bytes = copy.files.reduce(0) { $0 + $1.text.utf8.count + $1.path.utf8.count }
    if bytes > limit { return true }
    // A control character is written with six bytes.
    if bytes * 6 + 4096 * (copy.files.count + 1) <= limit { return false }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // What cannot be encoded is told by whoever writes it.
    return (try? encoder.encode(copy)).map { $0.count + 1 > limit } ?? false
  }

  private func prune(_ copies: [ConfigBackup], kind: ConfigBackup.Kind, besides new: ConfigBackup) {
    let sorted = copies.filter { $0.kind == kind }.sorted { ($0.takenAt, $0.id) > ($1.takenAt, $1.id) }
    // The newest copy that a start has proven is never pruned, however many edits came after it.
    let proven = new.isStartProven ? nil : sorted.first(where: \.isStartProven)?.id
    for copy in sorted.dropFirst(Self.kept - 1) where copy.id != proven {
      // A failed removal is passed over: the next copy prunes again.
      _ = files.remove("\(folder(stateDir: copy.stateDir, configPath: copy.configPath))/\(copy.id).json")
    }
  }
}
