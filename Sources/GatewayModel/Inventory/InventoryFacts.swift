import Host
import OpenClaw

/// What an inventory of the host found, before anything is joined.
public struct InventoryFacts: Sendable {
  /// A directory that could be a gateway's.
  public struct Directory: Sendable, Equatable {
    /// Nil for the default profile.
    public var profile: String?
    public var paths: StatePaths
    public var hasConfig: Bool
    /// Whether it holds `state/`, `agents/` or `logs/`.
    public var hasMarks: Bool

    public init(profile: String?, paths: StatePaths, hasConfig: Bool, hasMarks: Bool) {
      self.profile = profile
      self.paths = paths
      self.hasConfig = hasConfig
      self.hasMarks = hasMarks
    }
  }

  /// A process that looks like a gateway, with what it was started with.
  public struct GatewayProcess: Sendable, Equatable {
    public var identity: ProcessIdentity
    public var environment: [String: String]?
    public var controlGroup: String?
    public var userID: UInt32?
    /// What its relative paths are relative to; nil where that may not be seen.
    public var workingDirectory: String?
    /// Whether it sees other mounts than this process: its paths may be other places.
    public var seesOtherMounts = false
    /// The service in which it runs, where that is not the one of this Gatehouse itself.
    public var service: String?
    /// What its command line says of its profile, while it can be read.
    public var profile: String??
    /// The port on its command line, while that can be read.
    public var port: Int?

    public init(
      identity: ProcessIdentity, environment: [String: String]?, controlGroup: String?, userID: UInt32?
    ) {
      self.identity = identity
      self.environment = environment
      self.controlGroup = controlGroup
      self.userID = userID
    }

    /// The home by its own variables; nil where they may not be seen.
    public var home: String? {
      environment.map {
        UserPath.home(environment: $0, fallback: "/", workingDirectory: workingDirectory ?? "/")
      }
    }

    /// The path in one of its variables, as the process itself resolves it; nil where it has none.
    public func path(_ variable: String) -> String? {
      guard let value = environment?[variable]?.nonBlank else { return nil }
      // Without a working directory a relative path is nowhere.
      guard value.hasPrefix("/") || value.hasPrefix("~") || workingDirectory != nil else { return nil }
      return UserPath.resolve(value, home: home ?? "/", workingDirectory: workingDirectory ?? "/")
    }
  }

  /// A gateway process that nobody claims, with the lowest port on which it listens.
  public struct Stray: Sendable, Equatable {
    public var process: ProcessIdentity
    public var port: Int

    public init(
      process: ProcessIdentity, port: Int
    ) {
      self.process = process
      self.port = port
    }
  }

  public var directories: [Directory] = []
  /// Older directories of OpenClaw that are there beside the one that is in use.
  public var otherDirectories: [String] = []
  public var units: [UnitFile] = []
  public var declared: [GatehouseConfig.Declared] = []
  public var ocm: [OCMEnvironment] = []
  /// Only locks whose process lives; a stale lock speaks of nobody.
  public var locks: [LockRecord] = []
  public var processes: [GatewayProcess] = []
  public var strays: [Stray] = []

  public init() {}
}
