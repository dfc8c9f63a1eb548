import FoundationEssentials
import GatewayModel
import Host

/// The copies of configs in Gatehouse's state directory: one folder a gateway, one file a copy.
public struct ConfigBackupStore: Sendable {
  /// How many of each kind are kept.
  public static let kept = 10
  /// Bytes of a copy that are read: OpenClaw allows 2 MB a file.
  static let limit = 64 << 20

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
    let folder = folder(stateDir: stateDir, configPath: configPath)
    guard case .success(let names) = files.list(folder) else { return [] }
    return names.filter { $0.hasSuffix(".json") }.compactMap { name in
      guard case .success(let bytes) = files.read("\(folder)/\(name)", Self.limit),
        // A file that is no copy of ours is passed over.
        let copy = try? JSONDecoder().decode(ConfigBackup.self, from: Data(bytes)), copy.isValid,
        // Nor is one of another gateway, or under another name: it would be pruned where it does not lie.
        copy.configPath.isSameBytes(as: configPath), copy.stateDir.isSameBytes(as: stateDir),
        name == copy.id + ".json"
      else { return nil }
      return copy
    }.sorted { ($0.takenAt, $0.id) > ($1.takenAt, $1.id) }
  }

  /// Writes a copy, under another name where its own is taken, and removes what is more than enough of its kind.
  /// - Returns: the copy as it was written.
  public func add(_ copy: ConfigBackup) -> Result<ConfigBackup, FileFailure> {
    var copy = copy
    let before = all(stateDir: copy.stateDir, configPath: copy.configPath)
    var number = 2
    while before.contains(where: { $0.id == copy.id }) {
      copy.id = "\(copy.id.prefix { $0 != "-" })-\(number)"
      number += 1
    }
    if let failure = write(copy) { return .failure(failure) }
    // A clock that was set back must not make the newest one the oldest.
    prune(before, kind: copy.kind, besides: copy)
    return .success(copy)
  }

  /// Writes a copy in the place of the one with its name.
  public func write(_ copy: ConfigBackup) -> FileFailure? {
    RecordFile.write(
      copy, to: copy.id, in: folder(stateDir: copy.stateDir, configPath: copy.configPath), files: files)
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
