import GatewayModel
import Host
import OpenClaw
import Records

/// What the controller knows beyond an inventory, by gateway.
public struct RuntimeState: Sendable {
  public var health: [GatewayID: Health] = [:]
  public var operations: [GatewayID: GatewayOperation] = [:]
  /// The state machines; a gateway without one has the state that a look shows.
  public var lifecycles: [GatewayID: Lifecycle] = [:]
  /// Refusals and failed starts of this session that no run record holds.
  public var failures: [GatewayID: String] = [:]
  /// What the last run of a unit said when it ended.
  public var unitReasons: [GatewayID: UnitReason] = [:]
  /// What `/json/version` names, by port.
  public var browsers: [Int: String] = [:]
  public var cpuPercent: [ProcessIdentity: Double] = [:]
  public var lastEvent: Snapshot.Event?
  /// Who fights over a gateway's port, by gateway.
  public var fights: [GatewayID: [String]] = [:]
  public var rescue = RescueRecordsNow()
  /// Crosses out the secrets that were read.
  public var redactor = Redactor()

  public init() {}
}

/// What the files of the rescue say now.
public struct RescueRecordsNow: Sendable {
  /// When the newest good copy of a config was taken; seconds since 1970.
  public var lastGood: [GatewayID: Double] = [:]
  public var drill: RescueStore.Drill?
  /// The rescue under way.
  public var run: RescueRun?
}
