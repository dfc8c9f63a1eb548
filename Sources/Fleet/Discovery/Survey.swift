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
  var realPath: @Sendable (String) -> String

  /// The newest run of a gateway.
  public func run(of definition: Definition) -> RunRecord? {
    Self.run(of: definition.id, in: runs, realPath: realPath)
  }

  /// The gateway whose run this is.
  public func definition(of record: RunRecord) -> Definition? {
    definitions.first {
      $0.id.stateDir == realPath(record.stateDir) && $0.id.configPath == realPath(record.configPath)
    }
  }

  static func run(of id: GatewayID, in runs: [RunRecord], realPath: (String) -> String) -> RunRecord? {
    runs.last { realPath($0.stateDir) == id.stateDir && realPath($0.configPath) == id.configPath }
  }

  /// All listeners on one port.
  public func listeners(on port: Int) -> [PortListener] { listeners.filter { $0.port == port } }
}
