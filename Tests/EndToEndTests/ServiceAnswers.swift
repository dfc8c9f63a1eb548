import Control
import GatewayModel

extension ServiceManagers {
  /// A manager that says the same of every unit.
  static func answering(
    _ state: String, tell: @escaping @Sendable (Verb, ServiceKey) async -> String? = { _, _ in nil }
  ) -> ServiceManagers {
    ServiceManagers(
      show: { units in
        units.map { ServiceStatus(unit: $0.unit, isUserUnit: $0.isUserUnit, activeState: UnitState(state)) }
      }, tell: tell)
  }
}
