import GatewayModel
import Rescue

/// The rescue of a main gateway by its rescue bot.
extension Controller {
  /// The facts of this moment.
  /// - Returns: why there are none, with the remedy.
  public func rescueFacts() -> Result<RescueFacts, ActionRefusal> { rescues.facts.collect() }

  /// Everything the guide shows.
  /// - Parameter log: the log as it was read before; nil where it is to be read now.
  public func rescueReport(log: [String]? = nil) async -> Result<RescueReport, ActionRefusal> {
    await rescues.facts.report(log: log)
  }

  /// Looks and asks until it is known how main is: one bad answer is not down.
  public func lookAtRescue() async { await rescues.facts.lookUntilKnown() }

  /// Makes one move.
  /// - Parameters:
  ///   - world: the fingerprint of what the person saw; another one means that this has been overtaken. Nil where nobody saw any.
  ///   - progress: hears every step, for a person.
  public func rescue(
    _ move: RescueMove, seen world: String?, by initiator: Initiator,
    progress: @escaping @Sendable (String) -> Void = { _ in }
  ) async -> ActionResult {
    if let foreignHome { return .refused(.target(.foreignHome(foreignHome))) }
    return await rescues.coordinator.make(move, seen: world, by: initiator, progress: progress)
  }

  /// Forgets the rescue under way, and puts nothing back: for one whose gateways are gone.
  public func abandonRescue(by initiator: Initiator) -> ActionResult {
    rescues.coordinator.abandon(by: initiator)
  }

  /// Makes a plan of this moment and keeps it under its id.
  public func rescuePlan(_ wishes: RescuePlan.Wishes) -> Result<RescuePlan, ActionRefusal> {
    rescues.plans.plan(wishes)
  }

  /// A plan that was printed before.
  /// - Returns: why it cannot be carried out; with the plan that takes its place where the world has moved on.
  public func rescuePlan(id: String) -> Result<RescuePlan, RescuePlanRefusal> { rescues.plans.plan(id: id) }

  /// Carries out a plan move by move, and stops at the first that does not come about.
  /// - Parameter finished: hears how each went.
  /// - Returns: whether all came about.
  public func execute(
    _ plan: RescuePlan, by initiator: Initiator,
    progress: @escaping @Sendable (String) -> Void = { _ in },
    finished: @Sendable (RescueMove, ActionResult) async -> Void
  ) async -> Bool {
    if let foreignHome {
      // The plan too may be another user's writing.
      if let first = plan.lines.first?.move {
        await finished(first, .refused(.target(.foreignHome(foreignHome))))
      }
      return false
    }
    return await rescues.plans.execute(plan, by: initiator, progress: progress, finished: finished)
  }

  /// - Parameter port: the base port that a person wishes for; nil for one that hits nothing.
  public func rescueSetup(port wished: Int?) async -> Result<RescueSetup, ActionRefusal> {
    await rescues.setup.plan(port: wished)
  }

  /// What is not as it was planned, the port first; nil where all is.
  public func difference(from setup: RescueSetup) -> String? { rescues.setup.difference(from: setup) }
}
