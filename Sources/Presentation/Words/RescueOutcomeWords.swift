import GatewayModel

extension PairRefusal {
  /// What a person reads.
  var message: String {
    switch self {
    case .nothingSeen: "nothing has been looked at yet"
    case .torn(let path):
      "\(path) cannot be understood, so it is not known what a rescue has stopped or started; `gatehouse rescue --abandon` puts it aside"
    case .noMain(let name, let configFile):
      "no gateway is called \(name); name the main one: `rescue: { main: \"NAME\" }` in \(configFile)"
    case .ownRescue(let main):
      "\(main) cannot be its own rescue: name two gateways in `rescue` of Gatehouse's config"
    case .noRescue(let name): "no gateway is called \(name): `gatehouse rescue setup` plans one"
    case .partyGone(let main, let party):
      "a rescue of \(main) is under way, and \(party) is no gateway any more: `gatehouse rescue --abandon` forgets it"
    }
  }
}

extension MoveRefusal {
  /// What a person reads.
  var message: String {
    switch self {
    case .lockFolder(let path, let failure): "\(path) cannot be made: \(failure)"
    case .lock(let path, let failure): "the rescue's lock in \(path) cannot be taken: \(failure)"
    case .another: "another Gatehouse is at the rescue just now; this one only looks on"
    case .movedOn: "the world has moved on since: look again at what is to be done"
    case .noMove(let word, let step, let title): "\(word) means nothing at step \(step), \(title)"
    case .choice(let text), .unitObjection(let text): text
    case .proofLeft: "the proof was left before its end"
    case .nothingOnPort(let main): "nothing of \(main) is left on its port"
    case .noGoodBackup(let main): "no good copy differs from the config of \(main)"
    case .noUnit(let main): "\(main) has no unit that could be reinstalled"
    case .nothingToUndo: "there is no repair that could be undone"
    case .nothingToTakeBack: "there is nothing to take back"
    case .notTheHolder(let command, let pid, let port):
      "\(command) \(pid) is not what holds port \(port) any more"
    case .outsideHome(let path, let home): "\(path) lies outside \(home)"
    }
  }
}

extension PlanRefusal {
  /// What a person reads.
  var message: String {
    switch self {
    case .planUnkept(let path, let failure): "the plan cannot be kept in \(path): \(failure)"
    case .noPlan(let id): "there is no plan \(id); `gatehouse rescue --plan` makes one"
    case .planOvertaken(let id, let now): "the world has moved on since plan \(id): it is made anew as \(now)"
    case .worksAgain(let main, let repair):
      "\(main) works again: \(repair) is not made; plan without it"
    case .nothingToRepair(let repair): "there is nothing for \(repair) to repair any more; plan anew"
    case .otherRepair(let repair, let text):
      "\(repair) would be something else than was planned: \(text); plan anew"
    }
  }
}

extension SetupRefusal {
  /// What a person reads.
  var message: String {
    switch self {
    case .isThere(let name): "\(name) is there already: `gatehouse rescue status` says what it lacks"
    case .noProfileName(let name): "\(name) is no name that a profile can have"
    case .noFreeBase: "no base port is free with all that derives from it"
    case .portHits(let port, let hit, let free):
      "port \(port) would hit something\(hit.map { ": \($0)" } ?? ""); \(free) is free"
    }
  }
}

extension RescueFailure {
  /// What a person reads: what was tried, and what became of it.
  var message: String {
    switch self {
    case .unwritten(let path, let failure): "the rescue cannot be written to \(path): \(failure)"
    case .unwrittenAfter(let text, let failure): "\(text); and that cannot be written down: \(failure)"
    case .unwrittenEnd(let text, let failure):
      "\(text); and the end of the rescue cannot be written down: \(failure)"
    case .unforgotten(let failure): "the rescue cannot be forgotten: \(failure)"
    case .notPutAside(let failure): "it cannot be put aside: \(failure)"
    case .noEvidence: "there is nothing to collect the evidence of"
    case .evidence(let path, let failure): "the evidence cannot be written to \(path): \(failure)"
    case .unitUnkept(let failure): "the unit as it is cannot be kept: \(failure); nothing was changed"
    case .endingBrokenOff(let command, let pid): "ending \(command) \(pid) was broken off"
    case .wouldNotEnd(let command, let pid): "\(command) \(pid) would not end"
    case .commandSilent(let seconds): "openclaw did not end within \(Int(seconds)) s"
    case .command(let ending, let last): "\(ending): \(last)"
    case .managerDidNotRead(let path, let said):
      "\(path) is as it was, but its manager did not read it: \(said)"
    case .layer(let main, let layer, let reason): "\(main) is not repaired: \(layer): \(reason)"
    case .notSound(let main, let seconds):
      "\(main) is not repaired: it was not sound for \(Int(seconds)) s"
    case .nextStartFails(let main, let problem): "\(main) works, and its next start will fail: \(problem)"
    case .mainNotStarted(let main, let rescue, let said):
      "\(main) could not be started, so \(rescue) is left as it is: \(said)"
    case .wayBack(let said): said.joined(separator: "; ")
    }
  }
}
