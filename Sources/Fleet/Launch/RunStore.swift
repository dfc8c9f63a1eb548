import FoundationEssentials
import Host
import OpenClaw

/// The run records on disk, one file a gateway.
public struct RunStore: Sendable {
  public var directory: String
  public var files: Host.Files

  public init(directory: String, files: Host.Files) {
    self.directory = directory
    self.files = files
  }

  /// A file name for a gateway: readable, and different for gateways of the same name.
  public static func key(name: String, stateDir: String, configPath: String) -> String {
    var hash: UInt64 = 14_695_981_039_346_656_037
    for byte in "\(stateDir)\n\(configPath)".utf8 { hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211 }
    let digits = String(hash, radix: 16)
    let readable = name.unicodeScalars.map {
      $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "-")
        ? Character($0) : "_"
    }
    return "\(String(readable.prefix(40)))-\(String(repeating: "0", count: 16 - digits.count))\(digits)"
  }

  /// All readable records, newest launch last. Torn or foreign files are left out.
  public func all() -> [RunRecord] {
    var reader = RunReader(store: self)
    return reader.read()
  }

  func record(_ name: String) -> RunRecord? {
    guard case .success(let bytes) = files.read(directory + "/" + name, 1 << 20),
      let record = try? JSONDecoder().decode(RunRecord.self, from: Data(bytes)),
      record.schema == RunRecord.currentSchema, GatewayPort.isValid(record.port)
    else { return nil }
    return record
  }

  /// Replaces the gateway's record.
  public func write(_ record: RunRecord) -> FileFailure? {
    if let failure = files.makeDirectory(directory, 0o700) { return failure }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(record) else {
      return FileFailure(.other, "the run record cannot be encoded")
    }
    let key = Self.key(name: record.name, stateDir: record.stateDir, configPath: record.configPath)
    return files.write("\(directory)/\(key).json", String(decoding: data, as: UTF8.self) + "\n", 0o600)
  }
}

/// Reads the run records again and again; an unchanged file is not decoded again.
struct RunReader: Sendable {
  let store: RunStore
  private var known: [String: (status: FileStatus, record: RunRecord?)] = [:]

  init(store: RunStore) { self.store = store }

  mutating func read() -> [RunRecord] {
    guard case .success(let names) = store.files.list(store.directory) else { return [] }
    var next: [String: (status: FileStatus, record: RunRecord?)] = [:]
    for name in names where name.hasSuffix(".json") {
      guard let status = store.files.status(store.directory + "/" + name) else { continue }
      if let entry = known[name], entry.status == status {
        next[name] = entry
      } else {
        next[name] = (status, store.record(name))
      }
    }
    known = next
    return next.values.compactMap(\.record).sorted { ($0.startedAt, $0.id) < ($1.startedAt, $1.id) }
  }
}
