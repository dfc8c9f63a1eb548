import Host

/// Why a plan of a rescue cannot be had or carried out.
public enum PlanRefusal: Sendable, Equatable {
  /// The plan cannot be written to `path`, the folder of plans.
  case planUnkept(path: String, FileFailure)
  /// No plan with this id is kept; only the newest are.
  case noPlan(id: String)
  /// The same wishes now make the plan `now`.
  case planOvertaken(id: String, now: String)
  /// Main works before the planned repair was made.
  case worksAgain(main: String, repair: String)
  /// What the planned repair was for is not there any more.
  case nothingToRepair(repair: String)
  /// The repair would touch something else than was printed: `text`.
  case otherRepair(repair: String, text: String)
}
