import GatewayModel
import OpenClaw

/// Joins locks and running processes to the gateways that they are.
struct ProcessMerger {
  let places: HomePlaces
  /// Whether a path of a process that sees other mounts is the same file or directory as here.
  let isSamePlace: (_ pid: Int32, _ path: String) -> Bool

  func add(
    _ lock: LockRecord, process: InventoryFacts.GatewayProcess?, to index: inout CandidateIndex
  ) {
    let configPath = lock.configPath.map { UserPath.normalize($0) }
    let named = lock.stateDir.map { UserPath.normalize($0) } ?? process?.path("OPENCLAW_STATE_DIR")
    if let process, isElsewhere(process, [configPath, named].compactMap(\.self)) {
      return add(container: process, to: &index)
    }
    let stateDir = named ?? stateDirAround(lock: lock.path, in: index)
    if let found = index.find(configPath: configPath, stateDir: stateDir) {
      let other = configPath.flatMap { places.isSame($0, index[found].configPath) ? nil : $0 }
      index.change(found) { candidate in
        candidate.add(.lock)
        candidate.take(process, isHome: places.isHome)
        // The running process decides where its state lies, whatever units and profiles say.
        if let stateDir = lock.stateDir { candidate.stateDir = UserPath.normalize(stateDir) }
        // A directory that was found by its name, and whose gateway has its config elsewhere: no profile reaches it.
        if let other, candidate.directory?.hasConfig == false, candidate.declared == nil {
          candidate.becomeStray(lock.pid, configPath: other)
        }
      }
      return
    }
    let config = configPath ?? stateDir.map { $0 + "/" + StatePaths.configName } ?? lock.path
    let state = stateDir ?? standardStateDir(of: process, config: config)
    guard places.isInHome(state) || places.isInHome(config) else { return }
    var candidate = Candidate(strayPID: lock.pid, stateDir: state, configPath: config, sources: [.lock])
    candidate.take(process, isHome: places.isHome)
    index.append(candidate)
  }

  /// Where a gateway keeps its state that was given a config and no state directory: its home's own, unless the config lies in a
  /// profile's directory (`--profile` sets both inside of the process).
  private func standardStateDir(of process: InventoryFacts.GatewayProcess?, config: String) -> String {
    let parent = UserPath.parent(config)
    let isProfile = UserPath.name(parent).begins(with: ".openclaw-")
    guard let process, process.path("OPENCLAW_CONFIG_PATH") != nil, !isProfile, let home = process.home else {
      return parent
    }
    return home + "/.openclaw"
  }

  /// Whether a process's paths lead to other places than the same words do here: it sees other mounts, and finds other files there.
  private func isElsewhere(_ process: InventoryFacts.GatewayProcess, _ paths: [String]) -> Bool {
    process.seesOtherMounts && !paths.allSatisfy { isSamePlace(process.identity.pid, $0) }
  }

  /// A gateway in a container that nothing else tells of.
  private func add(container process: InventoryFacts.GatewayProcess, to index: inout CandidateIndex) {
    let name = ControlGroup.container(process.controlGroup) ?? "container-\(process.identity.pid)"
    if index.all.contains(where: { $0.container?.name == name }) { return }
    index.append(
      Candidate(
        declaredName: name, stateDir: "", configPath: "container:\(name)", sources: [.process],
        container: Container(name: name, port: nil)))
  }

  /// `STATE/tmp/openclaw-UID/gateway.….lock` lies in the state directory.
  private func stateDirAround(lock path: String, in index: CandidateIndex) -> String? {
    let directory = UserPath.parent(UserPath.parent(path))
    guard UserPath.name(directory) == "tmp", directory != "/tmp", directory != "/var/tmp" else { return nil }
    let stateDir = UserPath.parent(directory)
    return index.with(state: stateDir).isEmpty ? nil : stateDir
  }

  func add(_ process: InventoryFacts.GatewayProcess, to index: inout CandidateIndex) {
    guard let environment = process.environment else { return }
    let state = process.path("OPENCLAW_STATE_DIR")
    let config = process.path("OPENCLAW_CONFIG_PATH")
    let hasPlaces =
      environment["OPENCLAW_STATE_DIR"]?.nonBlank != nil
      || environment["OPENCLAW_CONFIG_PATH"]?.nonBlank != nil
    if isElsewhere(process, [state, config].compactMap(\.self)) || process.seesOtherMounts && !hasPlaces {
      if ControlGroup.container(process.controlGroup) != nil { add(container: process, to: &index) }
      return
    }
    if state == nil, config == nil {
      // Started without variables: a home of its own tells, or its command line; else only its port could.
      if hasPlaces { return }
      return add(unplaced: process, to: &index)
    }
    if let found = index.find(configPath: config, stateDir: state) {
      return take(process, at: found, in: &index)
    }
    let stateDir = state ?? standardStateDir(of: process, config: config ?? places.home)
    let configPath = config ?? stateDir + "/" + StatePaths.configName
    guard places.isInHome(stateDir) || places.isInHome(configPath) else { return }
    var candidate = Candidate(
      strayPID: process.identity.pid, stateDir: stateDir, configPath: configPath, sources: [.process])
    candidate.take(process, isHome: places.isHome)
    index.append(candidate)
  }

  private func take(
    _ process: InventoryFacts.GatewayProcess, at place: Int, in index: inout CandidateIndex
  ) {
    index.change(place) { candidate in
      candidate.add(.process)
      candidate.take(process, isHome: places.isHome)
    }
  }

  /// A process of another home below this one is a gateway there; one of this home is known by its command line, or by its port alone.
  private func add(unplaced process: InventoryFacts.GatewayProcess, to index: inout CandidateIndex) {
    guard let own = process.home, places.isInHome(own) || places.isSame(own, places.home) else { return }
    let paths = StatePaths.ofProfile(process.profile ?? nil, home: own)
    let found = index.find(configPath: paths.configPath, stateDir: paths.stateDir)
    // In this home its command line decides, while it can be read.
    if places.isSame(own, places.home), process.profile == nil || found == nil { return }
    if let found {
      // The first one that is known to be it stands for it.
      if index[found].processEnvironment != nil { return }
      return take(process, at: found, in: &index)
    }
    var candidate = Candidate(
      strayPID: process.identity.pid, stateDir: paths.stateDir, configPath: paths.configPath,
      sources: [.process])
    candidate.take(process, isHome: places.isHome)
    index.append(candidate)
  }
}
