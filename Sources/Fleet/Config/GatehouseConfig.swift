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

    public init(
      name: String, configPath: String? = nil, stateDir: String? = nil, port: Int? = nil,
      command: [String]? = nil, environment: [String: String] = [:]
    ) {
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

  /// The command that starts a gateway.
  public var openclaw: [String] = ["openclaw"]
  public var declared: [Declared] = []
  public var mainName: String?
  public var rescueName: String?
  public var probe = Probe()
  public var theme = "terminal"
  public var mouse = false

  public init() {}
}
