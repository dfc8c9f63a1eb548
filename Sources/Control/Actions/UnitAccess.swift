import GatewayModel
import Host

/// Whether a gateway's unit is to be started and stopped through its manager.
enum UnitAccess {
  case manager
  /// There is no manager, and a person insists on a child beside the unit.
  case besides

  static func of(_ unit: UnitFile, context: ActionContext) async -> Result<UnitAccess, ActionRefusal> {
    guard await context.tools.services.status(unit) != nil else {
      if context.isForced { return .success(.besides) }
      return .failure(.unit(.noManager(unit: unit.name)))
    }
    if !unit.isUserUnit, context.host.system.userID != 0 {
      return .failure(.unit(.systemUnit(unit.name)))
    }
    return .success(.manager)
  }
}
