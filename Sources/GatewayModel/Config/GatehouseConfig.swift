import Host
import OpenClaw

/// Gatehouse's own config, `config.json5`. Everything is optional.
public struct GatehouseConfig: Sendable, Equatable {
  /// A gateway that no profile describes, or what a described one needs beyond its profile.
  public struct Declared: Sendable, Equatable {
    public var name: String
    public var configPath: String?
    public var stateDir: String?
    public var port: Int?
    public var command: [String]?
    public var environment: [String: String]
    /// Its own restart policy.
    public var restart: RestartPolicy?
    /// Seconds between TERM and KILL, whatever it says of running turns; nil for Gatehouse's own.
    public var stopSeconds: Double?

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

  public struct Probe: Sendable, Equatable {
    /// Seconds between two probes of one gateway.
    public var interval: Double = 2
    /// Seconds until an unanswered probe counts as failed.
    public var timeout: Double = 3
    /// Failures in a row until a layer is down.
    public var failuresToDown = 3
    /// Successes in a row until a layer is up again.
    public var successesToUp = 1

    public init() {}
  }

  /// What is kept of a gateway's log.
  public struct Logs: Sendable, Equatable {
    /// Bytes after which a log is put aside.
    public var rotateAt = 10 << 20
    /// How many older ones are kept.
    public var kept = 3

    public init() {}
  }

  /// The command that starts a gateway.
  public var openclaw: [String] = ["openclaw"]
  public var declared: [Declared] = []
  public var mainName: String?
  public var rescueName: String?
  /// Seconds without a fault after which a config is kept as good, and a repair counts as proven.
  public var settleSeconds = 60.0
  public var probe = Probe()
  public var restart = RestartSettings()
  /// How many gateways are started at the same time: three real ones together take longer than one after another.
  public var startsAtOnce = 2
  /// Seconds between TERM and KILL: a gateway drains its channels for up to 25 s.
  public var stopSeconds = 30.0
  public var logs = Logs()
  public var theme = "terminal"
  public var mouse = false

  public init() {}
}
