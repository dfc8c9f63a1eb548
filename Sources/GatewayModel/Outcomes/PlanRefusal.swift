import Host

/// Why a plan of a rescue cannot be had or carried out.
public enum PlanRefusal: Sendable, Equatable {
  case planUnkept(path: String, FileFailure)
  case noPlan(id: String)
  case planOvertaken(id: String, now: String)
  case worksAgain(main: String, repair: String)
  case nothingToRepair(repair: String)
  case otherRepair(repair: String, text: String)
}
