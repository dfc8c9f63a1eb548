import FoundationEssentials
import GatewayModel
import Host
import Records
import Rescue

/// The headless rescue: a plan that is printed, and carried out only while the world is as it was then.
@ControlActor
struct RescuePlanExecutor {
  let tools: RescueTools
  let coordinator: RescueCoordinator

  private var host: Machine { tools.host }
  private var paths: GatehousePaths { tools.paths }

  /// How many plans are kept; the oldest files beyond them are removed with the next plan.
  private static let keptPlans = 20

  private var plans: String { paths.rescue + "/plans" }

  /// Makes a plan of this moment and keeps it under its id.
  func plan(_ wishes: RescuePlan.Wishes) -> Result<RescuePlan, ActionRefusal> {
    tools.facts.collect().flatMap { facts in
      let plan = RescuePlan(facts, wishes: wishes)
      if let failure = RecordFile.write(plan, to: plan.id, in: plans, files: host.files) {
        return .failure(.plan(.planUnkept(path: paths.abbreviate(plans), failure)))
      }
      prunePlans()
      return .success(plan)
    }
  }

  private func prunePlans() {
    guard case .success(let names) = host.files.list(plans), names.count > Self.keptPlans else { return }
    let byAge = names.sorted {
      (host.files.status("\(plans)/\($0)")?.modifiedAt ?? 0)
        > (host.files.status("\(plans)/\($1)")?.modifiedAt ?? 0)
    }
    for name in byAge.dropFirst(Self.keptPlans) {
      // One that stays is looked at again with the next plan.
      _ = host.files.remove("\(plans)/\(name)")
    }
  }

  /// A plan that was printed before.
  /// - Returns: why it cannot be carried out; with the plan that takes its place where the world has moved on.
  func plan(id: String) -> Result<RescuePlan, RescuePlanRefusal> {
    guard id.allSatisfy({ $0.isHexDigit }), !id.isEmpty,
      case .success(let bytes) = host.files.read("\(plans)/\(id).json", 1 << 20),
      // A file that cannot be decoded is treated as if it were not there.
      let kept = RecordDecoder.decode(RescuePlan.self, from: bytes)
    else {
      return .failure(.init(.plan(.noPlan(id: id))))
    }
    switch plan(kept.wishes) {
    case .failure(let refusal): return .failure(.init(refusal))
    case .success(let now) where now.id != kept.id:
      return .failure(
        .init(.plan(.planOvertaken(id: id, now: now.id)), plan: now))
    case .success(let now):
      return now.refusal.map { .failure(.init(.move(.choice($0)))) } ?? .success(now)
    }
  }

  /// Carries out a plan move by move, and stops at the first that does not come about.
  /// - Parameter finished: hears how each went.
  func execute(
    _ plan: RescuePlan, by initiator: Initiator,
    progress: @escaping @Sendable (String) -> Void = { _ in },
    finished: @Sendable (RescueMove, ActionResult) async -> Void
  ) async -> Bool {
    for line in plan.lines {
      if Task.isCancelled { return false }
      let result: ActionResult
      switch overtaken(line) {
      case .refused(let refusal)?: result = .refused(.plan(refusal))
      case .isSo?: result = await coordinator.make(.goOn, seen: nil, by: initiator, progress: progress)
      case nil: result = await coordinator.make(line.move, seen: nil, by: initiator, progress: progress)
      }
      await finished(line.move, result)
      if !result.isSuccess { return false }
    }
    return true
  }

  private enum Overtaken {
    case refused(PlanRefusal)
    /// What was to be brought about is so already.
    case isSo
  }

  /// Why a planned repair is not made as it was planned: the moves before it take time, and main may have changed. Nil where it is.
  private func overtaken(_ line: RescuePlan.Line) -> Overtaken? {
    guard case .repair(let repair) = line.move else { return nil }
    tools.monitor.look(sweep: true)
    guard case .success(let facts) = tools.facts.collect() else { return nil }
    if facts.works {
      return repair == .start
        ? .isSo : .refused(.worksAgain(main: facts.main.name, repair: repair.rawValue))
    }
    guard let choice = RescueChoices.of(facts).first(where: { $0.move == line.move }) else {
      return .refused(.nothingToRepair(repair: repair.rawValue))
    }
    // What is to be ended or restored must be the very thing that was printed.
    if repair != .start, choice.text != line.text {
      return .refused(.otherRepair(repair: repair.rawValue, text: choice.text))
    }
    return nil
  }
}
