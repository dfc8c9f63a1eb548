import Host
import OpenClaw

/// Gatehouse's own config, `config.json5`. Everything is optional.
public struct GatehouseConfig: Sendable, Equatable {
  /// A gateway that no profile describes, or what a described one needs beyond its profile.
  public struct Declared: Sendable, Equatable {
    /// Its key in `gateways`: the name that is shown, or the profile that the entry adds to.
    public var name: String
    /// The config file as written: `~` and relative paths are resolved by discovery. Nil for `openclaw.json` in the state directory.
    public var configPath: String?
    /// As written, like the config path. Nil for the profile of that name, or, where a config path is given, for `~/.openclaw`.
    public var stateDir: String?
    /// The base port, handed over as `--port`; nil leaves it to OpenClaw's other sources.
    public var port: Int?
    /// What starts it instead of `openclaw`: the program, then its first arguments. Nil for the command of all gateways.
    public var command: [String]?
    /// Variables that a start adds to its environment; they win over all others.
    public var environment: [String: String]
    /// Its own restart policy.
    public var restart: RestartPolicy?
    /// Seconds between TERM and KILL, also while it drains running turns; nil for the setting of all gateways.
    public var stopSeconds: Double?

    /// Made by `GatehouseConfigReader` from one entry of `gateways`.
    public init(
      name: String, configPath: String? = nil, stateDir: String? = nil, port: Int? = nil,
      command: [String]? = nil, environment: [String: String] = [:], restart: RestartPolicy? = nil,
      stopSeconds: Double? = nil
    ) {
      self.stopSeconds = stopSeconds
      self.restart = restart
      self.name = name
      self.configPath = configPath
      self.stateDir = stateDir
      self.port = port
      self.command = command
      self.environment = environment
    }
  }

  /// How gateways are asked for their health: section `probe`.
  public struct Probe: Sendable, Equatable {
    /// Seconds between two probes of one gateway.
    public var interval: Double = 2
    /// Seconds until an unanswered probe counts as failed.
    public var timeout: Double = 3
    /// Failures in a row until a layer is down.
    public var failuresToDown = 3
    /// Successes in a row until a layer is up again.
    public var successesToUp = 1

    /// The values that hold where the config says nothing.
    public init() {}
  }

  /// What is kept of a gateway's log.
  public struct Logs: Sendable, Equatable {
    /// Bytes after which a log is put aside.
    public var rotateAt = 10 << 20
    /// How many logs that were put aside are kept of each gateway.
    public var kept = 3

    /// The values that hold where the config says nothing.
    public init() {}
  }

  /// The command that starts a gateway.
  public var openclaw: [String] = ["openclaw"]
  /// Section `gateways`, in the order of the file.
  public var declared: [Declared] = []
  /// The name of the main gateway (`rescue.main`); nil where it is not said: then it is `default`.
  public var mainName: String?
  /// The name of its rescue (`rescue.rescue`); nil where it is not said: then it is `rescue`.
  public var rescueName: String?
  /// Seconds without a fault after which a config is kept as good, and a repair counts as proven.
  public var settleSeconds = 60.0
  /// How gateways are asked for their health.
  public var probe = Probe()
  /// When a gateway that ended by itself is started again; an entry of `gateways` may have a policy of its own.
  public var restart = RestartSettings()
  /// How many gateways are started at the same time: three real ones together take longer than one after another.
  public var startsAtOnce = 2
  /// Seconds between TERM and KILL: a gateway drains its channels for up to 25 s.
  public var stopSeconds = 30.0
  /// When logs are put aside, and how many are kept.
  public var logs = Logs()
  /// `terminal`: the terminal's own colours; `mono`: none.
  public var theme = "terminal"
  /// Whether the dashboard listens to the mouse.
  public var mouse = false

  /// What holds without a config file.
  public init() {}
}
