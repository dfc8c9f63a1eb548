import Host
import OpenClaw

/// What an inventory of the host found, before anything is joined.
public struct InventoryFacts: Sendable {
  /// A directory that could be a gateway's.
  public struct Directory: Sendable, Equatable {
    /// Nil for the default profile.
    public var profile: String?
    /// The state directory itself and its config file; absolute, links not resolved.
    public var paths: StatePaths
    /// Whether a config is there, be it a broken link; also true where it may not be looked at.
    public var hasConfig: Bool
    /// Whether it holds `state/`, `agents/` or `logs/`.
    public var hasMarks: Bool

    /// Made by `SourceReader` from one directory of the home.
    public init(profile: String?, paths: StatePaths, hasConfig: Bool, hasMarks: Bool) {
      self.profile = profile
      self.paths = paths
      self.hasConfig = hasConfig
      self.hasMarks = hasMarks
    }
  }

  /// A process that looks like a gateway, with what it was started with.
  public struct GatewayProcess: Sendable, Equatable {
    /// The process.
    public var identity: ProcessIdentity
    /// The variables that it was started with, not those that it has set since; nil where they may not be seen.
    public var environment: [String: String]?
    /// Its path below the root of cgroup v2 (`/user.slice/…/openclaw-gateway.service`); nil where it may not be seen.
    public var controlGroup: String?
    /// As whom it runs; nil where it may not be seen.
    public var userID: UInt32?
    /// Whether its name or its executable are ones that gateways have.
    public var couldBeGateway = true
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

    /// Made by `ProcessWatch`, which then adds what else it may see of the process.
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
      guard value.begins(with: "/") || value.begins(with: "~") || workingDirectory != nil else { return nil }
      return UserPath.resolve(value, home: home ?? "/", workingDirectory: workingDirectory ?? "/")
    }
  }

  /// A gateway process that nobody claims, with the lowest port on which it listens.
  public struct Stray: Sendable, Equatable {
    /// The process.
    public var process: ProcessIdentity
    /// The lowest port on which it or a descendant listens.
    public var port: Int

    /// Made by `DefinitionSet` of what `StrayFinder` found and no gateway has claimed.
    public init(
      process: ProcessIdentity, port: Int
    ) {
      self.process = process
      self.port = port
    }
  }

  /// The default profile's first, then by name.
  public var directories: [Directory] = []
  /// Older directories of OpenClaw that are there beside the one that is in use.
  public var otherDirectories: [String] = []
  /// Units that start a gateway, of the user and of the system.
  public var units: [UnitFile] = []
  /// The entries of `gateways` in Gatehouse's config.
  public var declared: [GatehouseConfig.Declared] = []
  /// Environments of ocm below the home.
  public var ocm: [OCMEnvironment] = []
  /// Locks of living processes only.
  public var locks: [LockRecord] = []
  /// Processes that look like gateways, the oldest first.
  public var processes: [GatewayProcess] = []
  /// What is left once all else is joined: filled after the first build of the definitions.
  public var strays: [Stray] = []

  /// Filled in by `SourceReader` and `InventoryBuilder`.
  public init() {}
}
