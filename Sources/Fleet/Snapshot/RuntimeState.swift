import GatewayModel
import Host
import OpenClaw
import Records

/// What the controller knows beyond an inventory, by gateway.
public struct RuntimeState: Sendable {
  /// What asking them has shown; a gateway that was not asked yet has none.
  public var health: [GatewayID: Health] = [:]
  /// The actions under way.
  public var operations: [GatewayID: GatewayOperation] = [:]
  /// The state machines; a gateway without one has the state that a look shows.
  public var lifecycles: [GatewayID: Lifecycle] = [:]
  /// Refusals and failed starts of this session that no run record holds.
  public var failures: [GatewayID: String] = [:]
  /// What the last run of a unit said when it ended.
  public var unitReasons: [GatewayID: UnitReason] = [:]
  /// What `/json/version` names, by port.
  public var browsers: [Int: String] = [:]
  /// Percent of one core that the process tree of an owner used since the look before; none at the first look.
  public var cpuPercent: [ProcessIdentity: Double] = [:]
  /// What happened last, for the line above the keys; nil until something has.
  public var lastEvent: Snapshot.Event?
  /// Who fights over a gateway's port, by gateway.
  public var fights: [GatewayID: [String]] = [:]
  /// What the files of the rescue say now.
  public var rescue = RescueRecordsNow()
  /// Crosses out the secrets that were read.
  public var redactor = Redactor()

  /// Made once by `LatestState`; each part of `Control` then writes what it knows.
  public init() {}
}

/// What the files of the rescue say now.
public struct RescueRecordsNow: Sendable {
  /// When the newest good copy of a config was taken; seconds since 1970.
  public var lastGood: [GatewayID: Double] = [:]
  /// The last drill that passed, of whatever pair; nil where none has.
  public var drill: RescueStore.Drill?
  /// The rescue under way.
  public var run: RescueRun?
}
