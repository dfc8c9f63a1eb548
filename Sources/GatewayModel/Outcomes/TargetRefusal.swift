/// Why a gateway is not ours to act on.
public enum TargetRefusal: Sendable, Equatable {
  /// The home is another user's.
  case foreignHome(ForeignHome)
  /// No look finds the gateway any more; its name where that is known.
  case gone(name: String?)
  /// A supervisor that is no unit keeps it, with the command that asks that one.
  case kept(name: String, by: String, command: String?)
  /// A config of `gateway.mode: remote`, with the host that it leads to.
  case client(name: String, host: String?)
  /// It runs in a container, started by a unit where one is known.
  case container(name: String, unit: UnitName?)
  /// No source but a process tells of it.
  case unclaimed(name: String)
  /// Its process is another user's, or cannot be seen.
  case notOurs(name: String, verb: ActionKind, foreign: String)
  /// It runs as another user's process, on the same config and state directory.
  case runsForeign(name: String, foreign: String)
  /// Neither a run record nor a lock with its start time proves the process.
  case unproven(name: String, pid: Int32)
  /// A program that starts it again when it ends.
  case restartedBy(name: String, keeper: String)

  /// A unit, as its commands name it.
  public struct UnitName: Sendable, Equatable {
    /// With its suffix: `openclaw-gateway.service`.
    public var name: String
    /// Whether it is one of the user's manager.
    public var isUserUnit: Bool

    /// Made from the unit file that starts the gateway.
    public init(_ unit: UnitFile) {
      name = unit.name
      isUserUnit = unit.isUserUnit
    }
  }
}
