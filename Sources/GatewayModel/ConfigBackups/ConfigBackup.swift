import Host
import OpenClaw

/// A gateway's config at one time, with the files that it includes. It holds the secrets that are in them: kept with mode 0600.
public struct ConfigBackup: Sendable, Equatable, Codable {
  /// Why a copy was taken.
  public enum Kind: String, Sendable, Codable {
    /// Taken while the gateway worked.
    case lastGood = "last-good"
    /// What a restore or an edit has replaced.
    case replaced
  }

  /// One file of a config with its whole text.
  public struct File: Sendable, Equatable, Codable {
    /// Absolute and normalised, as the config names it.
    public var path: String
    /// Unmasked, with the secrets that are in it.
    public var text: String

    /// Made by `ConfigFiles` and `ConfigRestorer` from a file as it is on disk.
    public init(path: String, text: String) {
      self.path = path
      self.text = text
    }
  }

  /// The form of the file; a copy with another number is passed over.
  public var schema = 1
  /// `20261123T010203Z`: when it was taken, UTC.
  public var id: String
  /// Whether it was taken of a config that worked, or of one that was replaced.
  public var kind: Kind
  /// Seconds since 1970.
  public var takenAt: Double
  /// The gateway's identity: links resolved.
  public var stateDir: String
  /// The gateway's config file: links resolved, as in its identity.
  public var configPath: String
  /// The version of OpenClaw that ran then.
  public var version: String?
  /// Whether the gateway was started with it. What was edited while it ran it may not have read, and may fail at its next start.
  public var isStartProven: Bool
  /// The config and what it includes; in a `lastGood` copy the config itself comes first.
  public var files: [File]

  /// Made by `ConfigBackups` from the files on disk; read back by `ConfigBackupStore`.
  public init(
    id: String, kind: Kind, takenAt: Double, stateDir: String, configPath: String, version: String? = nil,
    isStartProven: Bool = false, files: [File]
  ) {
    self.id = id
    self.kind = kind
    self.takenAt = takenAt
    self.stateDir = stateDir
    self.configPath = configPath
    self.version = version
    self.isStartProven = isStartProven
    self.files = files
  }

  /// The text of a file as it was; nil where it was no part of the config.
  public func text(of path: String) -> String? { files.first { $0.path == path }?.text }

  /// A name for a moment that sorts by time.
  public static func id(at time: Double) -> String {
    ISOTime.text(time.rounded(.down))
      .filter { !"-:".contains($0) }
  }

  /// Whether what was read from disk is a copy: known form, plausible time, absolute paths, an id that is a plain file name.
  public var isValid: Bool {
    schema == 1 && !files.isEmpty && PlausibleTime.holds(takenAt)
      && files.allSatisfy { $0.path.begins(with: "/") && UserPath.normalize($0.path) == $0.path }
      && !id.isEmpty
      && id.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: ".") }
  }
}
