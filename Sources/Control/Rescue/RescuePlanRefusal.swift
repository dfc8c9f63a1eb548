import Rescue

/// Why a plan is not carried out.
public struct RescuePlanRefusal: Error, Sendable {
  public var message: String
  /// What would be done now.
  public var plan: RescuePlan?

  init(message: String, plan: RescuePlan? = nil) {
    self.message = message
    self.plan = plan
  }
}
