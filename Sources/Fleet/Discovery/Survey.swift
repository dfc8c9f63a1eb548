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
  /// The newest run of each gateway, by real paths.
  var runsByGateway: [GatewayID: RunRecord]

  /// The newest run of a gateway.
  public func run(of definition: Definition) -> RunRecord? { runsByGateway[definition.id] }

  /// The gateway whose newest run this is.
  public func definition(of record: RunRecord) -> Definition? {
    definitions.first { runsByGateway[$0.id]?.id == record.id }
  }

  /// Whether a listener belongs to a process, its ancestor or its descendant.
  public func isHeld(_ listener: PortListener, by owner: ProcessIdentity?) -> Bool {
    guard let owner, let pid = listener.pid else { return false }
    return index.isRelated(pid, owner.pid)
  }

  /// All listeners on one port.
  public func listeners(on port: Int) -> [PortListener] { listeners.filter { $0.port == port } }
}
