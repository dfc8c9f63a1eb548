/// Why a unit's manager does not do it.
public enum UnitRefusal: Sendable, Equatable {
  case noManager(unit: String)
  case systemUnit(String)
  case managerSilent(name: String, unit: String)
  /// It runs, but not by its unit.
  case runsBeside(name: String, pid: Int32, unit: String)
  case unitDecidesRestarts(name: String, unit: String)
}
