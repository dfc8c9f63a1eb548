import Host
import OpenClaw

/// What one look at the host found.
public struct Survey: Sendable {
  /// Seconds since 1970.
  public var takenAt: Double
  public var definitions: [Definition]
  public var locks: [LockRecord]
  public var processes: [SurveyFacts.GatewayProcess]
  public var index: ProcessIndex
  public var listeners: [PortListener]
  public var runs: [RunRecord]

  /// The newest run of a gateway.
  public func run(of definition: Definition) -> RunRecord? {
    runs.last { $0.stateDir == definition.stateDir && $0.configPath == definition.configPath }
  }

  /// All listeners on one port.
  public func listeners(on port: Int) -> [PortListener] { listeners.filter { $0.port == port } }
}
