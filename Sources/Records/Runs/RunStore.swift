import FoundationEssentials
import GatewayModel
import Host
import OpenClaw

/// The run records on disk, one file a gateway.
public struct RunStore: Sendable {
  /// The folder of the records, absolute (`GatehousePaths.runs`).
  public var directory: String
  /// What reads and writes them.
  public var files: Machine.Files

  /// The records below `directory`; made when the first one is written.
  public init(directory: String, files: Machine.Files) {
    self.directory = directory
    self.files = files
  }

  /// A file name for a gateway: readable, and different for gateways of the same name.
  public static func key(name: String, stateDir: String, configPath: String) -> String {
    let readable = name.unicodeScalars.map {
      $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "-")
        ? Character($0) : "_"
    }
    return "\(String(readable.prefix(40)))-\(Fingerprint.of("\(stateDir)\n\(configPath)"))"
  }

  /// All readable records, newest launch last. Torn or foreign files are left out.
  public func all() -> [RunRecord] {
    var reader = reader
    return RunStore.sorted(reader.read())
  }

  /// Reads them again and again; what is no record is named in its `unreadable`.
  public var reader: RecordFolder<RunRecord> {
    RecordFolder(directory: directory, files: files) { [self] in isOurs($0) }
  }

  /// Newest launch last.
  public static func sorted(_ records: [RunRecord]) -> [RunRecord] {
    records.sorted { ($0.startedAt, $0.id) < ($1.startedAt, $1.id) }
  }

  /// The record of one gateway as it is on disk now, whatever was read before.
  public func current(_ record: RunRecord) -> RunRecord? {
    current(name: record.name, stateDir: record.stateDir, configPath: record.configPath)
  }

  /// The record of one gateway as it is on disk now; nil where there is none, or none that can be read.
  /// The name and both paths are those that the record was written with: the name of its file follows from them.
  public func current(name: String, stateDir: String, configPath: String) -> RunRecord? {
    let file = "\(directory)/\(Self.key(name: name, stateDir: stateDir, configPath: configPath)).json"
    guard case .success(let bytes) = files.read(file, 1 << 20) else { return nil }
    // What is no record of ours is as good as none.
    return RecordDecoder.decode(RunRecord.self, from: bytes).flatMap { isOurs($0) ? $0 : nil }
  }

  /// A record that a look may believe: its log is rotated and emptied, so it lies among Gatehouse's logs or is none at all.
  private func isOurs(_ record: RunRecord) -> Bool {
    guard record.isValid else { return false }
    let logs = UserPath.parent(directory) + "/logs/"
    return record.logFile.isEmpty
      || record.logFile.begins(with: logs) && UserPath.normalize(record.logFile) == record.logFile
  }

  /// Replaces the gateway's record.
  public func write(_ record: RunRecord) -> FileFailure? {
    RecordFile.write(
      record,
      to: Self.key(name: record.name, stateDir: record.stateDir, configPath: record.configPath),
      in: directory, files: files)
  }
}
