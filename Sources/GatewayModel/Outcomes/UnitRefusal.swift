/// Why a unit's manager does not do it.
public enum UnitRefusal: Sendable, Equatable {
  /// The gateway has a unit, and no manager answers for it.
  case noManager(unit: String)
  /// A unit of the system's manager, which takes orders from root only.
  case systemUnit(String)
  /// It runs in its unit, and the unit's manager does not answer: it is not signalled around it.
  case managerSilent(name: String, unit: String)
  /// It runs, but not by its unit.
  case runsBeside(name: String, pid: Int32, unit: String)
  /// A restart policy cannot be chosen for a gateway that has a unit.
  case unitDecidesRestarts(name: String, unit: String)
}
