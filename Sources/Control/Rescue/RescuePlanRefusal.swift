import GatewayModel
import Presentation
import Rescue

/// Why a plan is not carried out.
public struct RescuePlanRefusal: Error, Sendable {
  /// Why, for whoever decides by it.
  public var reason: ActionRefusal
  /// What would be done now; nil where no plan can be had.
  public var plan: RescuePlan?

  init(_ reason: ActionRefusal, plan: RescuePlan? = nil) {
    self.reason = reason
    self.plan = plan
  }

  /// What a person reads.
  public var message: String { reason.message }
}
