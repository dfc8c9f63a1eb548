import Host
import OpenClaw

/// A gateway's config at one time, with what it includes. Holds secrets as the config does, so it is kept as it: mode 0600.
public struct ConfigBackup: Sendable, Equatable, Codable {
  public enum Kind: String, Sendable, Codable {
    /// Taken while the gateway worked.
    case lastGood = "last-good"
    /// What a restore or an edit has replaced.
    case replaced
  }

  public struct File: Sendable, Equatable, Codable {
    public var path: String
    public var text: String

    public init(path: String, text: String) {
      self.path = path
      self.text = text
    }
  }

  public var schema = 1
  /// `20261123T010203Z`: when it was taken, UTC.
  public var id: String
  public var kind: Kind
  /// Seconds since 1970.
  public var takenAt: Double
  /// The gateway's identity: links resolved.
  public var stateDir: String
  public var configPath: String
  /// The version of OpenClaw that ran then.
  public var version: String?
  /// Whether a gateway has come up with it: what is edited while one runs may be skipped by it, and fail at the next start.
  public var isStartProven: Bool
  /// As they are named by the config; of a good one the config itself first.
  public var files: [File]

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

  /// Whether it can be what its name says: a file may hold anything.
  public var isValid: Bool {
    schema == 1 && !files.isEmpty && PlausibleTime.holds(takenAt)
      && files.allSatisfy { $0.path.hasPrefix("/") && UserPath.normalize($0.path) == $0.path }
      && id.allSatisfy { $0.isASCII && $0 != "/" && $0 != "." }
  }
}
