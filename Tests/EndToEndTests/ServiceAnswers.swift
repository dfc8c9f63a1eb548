import Control
import Fleet

extension ServiceQuery {
  /// A manager that says the same of every unit.
  static func answering(_ state: String) -> ServiceQuery {
    ServiceQuery { units in
      units.map { ServiceStatus(unit: $0.unit, isUserUnit: $0.isUserUnit, activeState: state) }
    }
  }
}
