import OpenClaw

/// Joins what the sources say into gateways: two sources of one gateway make one row, two rows are never one gateway.
/// Rules: design section 3.
struct Joiner {
  var home: String
  var workingDirectory: String
  /// Links resolved; a path that does not exist stands for itself.
  var realPath: (String) -> String
  /// Whether a path of a process that sees other mounts is the same file or directory as here.
  var isSamePlace: (_ pid: Int32, _ path: String) -> Bool

  private var index: CandidateIndex
  /// Directories that containers see: a gateway's files in them are the container's.
  private var mounted: [String] = []
  /// Directories that could be a gateway's, and that nothing has claimed as state directory or by a config in it.
  private(set) var unclaimed: [String] = []

  init(
    home: String, workingDirectory: String, realPath: @escaping (String) -> String,
    isSamePlace: @escaping (Int32, String) -> Bool = { _, _ in false }
  ) {
    self.home = home
    self.workingDirectory = workingDirectory
    self.realPath = realPath
    self.isSamePlace = isSamePlace
    index = CandidateIndex(realPath: realPath)
  }

  /// The gateways with their real paths.
  mutating func join(_ facts: SurveyFacts) -> [(candidate: Candidate, id: GatewayID)] {
    for directory in facts.directories {
      index.append(
        Candidate(
          profile: directory.profile, isNamedByProfile: true, stateDir: directory.paths.stateDir,
          configPath: directory.paths.configPath, sources: [.profile], directory: directory))
    }
    // Of several units of one gateway the one that runs it stands first: enabled before not, understood before unclear.
    for place in 0...3 { for unit in facts.units where rank(unit) == place { add(unit: unit) } }
    for environment in facts.ocm { add(ocm: environment) }
    for declared in facts.declared { add(declared: declared) }
    let processes = Dictionary(
      facts.processes.map { ($0.identity.pid, $0) }, uniquingKeysWith: { first, _ in first })
    for lock in facts.locks { add(lock: lock, process: processes[lock.pid]) }
    let locked = Set(facts.locks.map(\.pid))
    for process in facts.processes where !locked.contains(process.identity.pid) { add(process: process) }
    for stray in facts.strays {
      // Nothing says where its files are; the number alone makes it one of its own.
      index.append(
        Candidate(
          strayPID: stray.process.pid, strayPort: stray.port, stateDir: "",
          configPath: "process:\(stray.process.pid)", sources: [.process]))
    }
    index.separateLeakedUnits()
    index.dropMountedDirectories(mounted)
    unclaimed = index.dropClaimedDirectories()
    index.mergeEqual()
    index.makeNamesUnique(home: home)
    return index.all.indices.map { (index[$0], index.identity($0)) }
  }

  private func resolve(_ path: String) -> String {
    UserPath.resolve(path, home: home, workingDirectory: workingDirectory)
  }

  private func isInHome(_ path: String) -> Bool {
    path.isSameBytes(as: home) || path.hasBytePrefix(home + "/")
      || realPath(path).hasBytePrefix(realPath(home) + "/")
  }

  /// Whether a directory is the home that is looked at; a value of its own, for changes of the index.
  private var isHome: (String) -> Bool {
    let (home, realPath) = (home, realPath)
    return { $0.isSameBytes(as: home) || realPath($0).isSameBytes(as: realPath(home)) }
  }

  private func isSame(_ a: String, _ b: String) -> Bool {
    a.isSameBytes(as: b) || realPath(a).isSameBytes(as: realPath(b))
  }

  /// The candidate with this config, best one with this state directory too.
  private func find(configPath: String?, stateDir: String?) -> Int? {
    let byConfig = configPath.map { index.with(config: $0) } ?? []
    if let stateDir, let both = byConfig.first(where: { isSame(stateDir, index[$0].stateDir) }) {
      return both
    }
    if let first = byConfig.first { return first }
    // A directory without a config joins whatever has it as state directory.
    guard let stateDir else { return nil }
    return index.with(state: stateDir).first { found in
      configPath == nil || index[found].directory?.hasConfig == false && index[found].unit == nil
    }
  }

  // MARK: Sources

  /// How sure it is that a unit is the gateway's own: OpenClaw's marker, or its name for just this profile, and enabled; enabled; by
  /// its name; whatever else.
  private func rank(_ unit: UnitFile) -> Int {
    if case .unclear = unit.start.kind { return 3 }
    let isNamed =
      ServiceNames.profile(ofUnit: unit.name).map { $0 == unit.selectedProfile } ?? false
      && !ServiceNames.legacyUnits.contains(ServiceNames.stem(ofUnit: unit.name))
    let isOwn = isNamed || GatewayUnitRule.isMarked(unit.environment)
    if unit.isEnabled == true { return isOwn ? 0 : 1 }
    return isOwn && unit.isEnabled != false ? 2 : 3
  }

  private mutating func add(unit: UnitFile) {
    if let run = unit.container { return add(container: run, of: unit) }
    if unit.placeDoubt != nil { return add(unplaced: unit) }
    func resolve(_ path: String) -> String {
      UserPath.resolve(path, home: unit.home, workingDirectory: unit.workingDirectory)
    }
    let isOwnHome = isSame(unit.home, home)
    let standard = StatePaths.ofProfile(unit.selectedProfile, home: unit.home)
    let stateDir = unit.environment["OPENCLAW_STATE_DIR"]?.nonBlank.map(resolve)
    let configPath =
      unit.environment["OPENCLAW_CONFIG_PATH"]?.nonBlank.map(resolve)
      ?? stateDir.map { $0 + "/" + StatePaths.configName }
    let hasPlaces = stateDir != nil || configPath != nil
    // A unit that says nothing of a profile but names its places is known by those.
    let isNamed = unit.namesProfile || (stateDir == nil && configPath == nil)
    let existing =
      isNamed
      ? isOwnHome ? index.named(hasPlaces ? unit.profile : unit.selectedProfile) : nil
      : find(configPath: configPath, stateDir: stateDir)
    let state = stateDir ?? existing.map { index[$0].stateDir } ?? standard.stateDir
    let config = configPath ?? existing.map { index[$0].configPath } ?? standard.configPath
    guard isInHome(state) || isInHome(unit.path) else { return }
    if let existing, index[existing].unit == nil {
      index.change(existing) { candidate in
        candidate.unit = unit
        candidate.stateDir = state
        candidate.configPath = config
        candidate.add(.unit)
      }
      return
    }
    if let existing, isSame(index[existing].stateDir, state), isSame(index[existing].configPath, config) {
      // A second unit for the same gateway: one row, the first one's.
      index.change(existing) { $0.otherUnits.append(unit) }
      return
    }
    let isOwnRow = isNamed && isOwnHome && existing == nil
    index.append(
      Candidate(
        profile: hasPlaces ? unit.profile : unit.selectedProfile, isNamedByProfile: isOwnRow,
        declaredName: isOwnRow ? nil : ServiceNames.stem(ofUnit: unit.name), stateDir: state,
        configPath: config, sources: [.unit], unit: unit))
  }

  /// What runs in a container is never another source of a gateway of this machine: its paths are not ours.
  private mutating func add(container run: ContainerRun, of unit: UnitFile) {
    guard isInHome(unit.path) || isSame(unit.home, home) else { return }
    let name = run.name ?? ServiceNames.stem(ofUnit: unit.name)
    mounted += run.mounts.map {
      UserPath.resolve($0, home: unit.home, workingDirectory: unit.workingDirectory)
    }
    index.append(
      Candidate(
        declaredName: name, stateDir: "", configPath: "container:\(name)", sources: [.unit], unit: unit,
        container: Container(name: name, port: run.hostPort)))
  }

  /// It starts one of the gateways that are rows already, or another one: nobody can tell, so it is a row of its own.
  private mutating func add(unplaced unit: UnitFile) {
    guard isInHome(unit.path) || isSame(unit.home, home) else { return }
    index.append(
      Candidate(
        declaredName: ServiceNames.stem(ofUnit: unit.name), stateDir: "", configPath: "unit:\(unit.name)",
        sources: [.unit], unit: unit))
  }

  private mutating func add(ocm environment: OCMEnvironments.Environment) {
    guard isInHome(environment.root) else { return }
    let paths = StatePaths.ofProfile(nil, home: environment.root)
    var candidate = Candidate(
      declaredName: environment.name, stateDir: paths.stateDir, configPath: paths.configPath, sources: [.ocm])
    candidate.home = environment.root
    candidate.supervisor = .init(name: "ocm", command: "ocm service start|stop \(environment.name)")
    candidate.supervisorPort = environment.port
    index.append(candidate)
  }

  private mutating func add(declared: GatehouseConfig.Declared) {
    let explicitState = declared.stateDir.map(resolve)
    let explicitConfig = declared.configPath.map(resolve)
    if explicitState == nil, explicitConfig == nil {
      // Without paths the entry adds to the profile of that name.
      if let found = index.named(ProfileName.normalized(declared.name)) {
        index.change(found) { candidate in
          candidate.declared = declared
          candidate.add(.declared)
        }
        return
      }
    }
    let profilePaths = StatePaths.ofProfile(ProfileName.normalized(declared.name), home: home)
    let stateDir =
      explicitState
      ?? (explicitConfig == nil ? profilePaths.stateDir : StatePaths.ofProfile(nil, home: home).stateDir)
    let configPath = explicitConfig ?? stateDir + "/" + StatePaths.configName
    if let found = find(configPath: configPath, stateDir: stateDir), index[found].declared == nil {
      let isElsewhere =
        index[found].directory.map { !$0.hasConfig || !isSame(configPath, $0.paths.configPath) } ?? false
      index.change(found) { candidate in
        candidate.declared = declared
        candidate.declaredName = declared.name
        candidate.add(.declared)
        guard candidate.unit == nil else { return }
        if isElsewhere {
          candidate.isNamedByProfile = false
          candidate.profile = nil
        }
        candidate.stateDir = stateDir
        candidate.configPath = configPath
      }
      return
    }
    let isOwnProfile = explicitState == nil && explicitConfig == nil
    index.append(
      Candidate(
        profile: isOwnProfile ? ProfileName.normalized(declared.name) : nil,
        isNamedByProfile: isOwnProfile, declaredName: declared.name, stateDir: stateDir,
        configPath: configPath, sources: [.declared], declared: declared))
  }

  private mutating func add(lock: LockRecord, process: SurveyFacts.GatewayProcess?) {
    let configPath = lock.configPath.map { UserPath.normalize($0) }
    let named = lock.stateDir.map { UserPath.normalize($0) } ?? process?.path("OPENCLAW_STATE_DIR")
    if let process, isElsewhere(process, [configPath, named].compactMap(\.self)) {
      return add(container: process, port: lock.port)
    }
    let stateDir = named ?? stateDirAround(lock: lock.path)
    if let found = find(configPath: configPath, stateDir: stateDir) {
      let other = configPath.flatMap { isSame($0, index[found].configPath) ? nil : $0 }
      let isHome = isHome
      index.change(found) { candidate in
        candidate.add(.lock)
        candidate.take(process, isHome: isHome)
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
    guard isInHome(state) || isInHome(config) else { return }
    var candidate = Candidate(strayPID: lock.pid, stateDir: state, configPath: config, sources: [.lock])
    candidate.take(process, isHome: isHome)
    index.append(candidate)
  }

  /// Where a gateway keeps its state that was given a config and no state directory: its home's own, unless the config lies in a
  /// profile's directory (`--profile` sets both inside of the process).
  private func standardStateDir(of process: SurveyFacts.GatewayProcess?, config: String) -> String {
    let parent = UserPath.parent(config)
    let isProfile = UserPath.name(parent).hasBytePrefix(".openclaw-")
    guard let process, process.path("OPENCLAW_CONFIG_PATH") != nil, !isProfile, let home = process.home else {
      return parent
    }
    return home + "/.openclaw"
  }

  /// Whether a process's paths lead to other places than the same words do here: it sees other mounts, and finds other files there.
  private func isElsewhere(_ process: SurveyFacts.GatewayProcess, _ paths: [String]) -> Bool {
    process.seesOtherMounts && !paths.allSatisfy { isSamePlace(process.identity.pid, $0) }
  }

  /// A gateway in a container that nothing else tells of.
  private mutating func add(container process: SurveyFacts.GatewayProcess, port: Int?) {
    let name = ControlGroup.container(process.controlGroup) ?? "container-\(process.identity.pid)"
    if index.all.contains(where: { $0.container?.name == name }) { return }
    index.append(
      Candidate(
        declaredName: name, stateDir: "", configPath: "container:\(name)", sources: [.process],
        container: Container(name: name, port: nil)))
  }

  /// `STATE/tmp/openclaw-UID/gateway.….lock` lies in the state directory.
  private func stateDirAround(lock path: String) -> String? {
    let directory = UserPath.parent(UserPath.parent(path))
    guard UserPath.name(directory) == "tmp", directory != "/tmp", directory != "/var/tmp" else { return nil }
    let stateDir = UserPath.parent(directory)
    return index.with(state: stateDir).isEmpty ? nil : stateDir
  }

  private mutating func add(process: SurveyFacts.GatewayProcess) {
    guard let environment = process.environment else { return }
    let state = process.path("OPENCLAW_STATE_DIR")
    let config = process.path("OPENCLAW_CONFIG_PATH")
    let hasPlaces =
      environment["OPENCLAW_STATE_DIR"]?.nonBlank != nil
      || environment["OPENCLAW_CONFIG_PATH"]?.nonBlank != nil
    if isElsewhere(process, [state, config].compactMap(\.self)) || process.seesOtherMounts && !hasPlaces {
      if ControlGroup.container(process.controlGroup) != nil { add(container: process, port: nil) }
      return
    }
    if state == nil, config == nil {
      // Started without variables: a home of its own tells, or its command line; else only its port could.
      if hasPlaces { return }
      return add(unplaced: process)
    }
    if let found = find(configPath: config, stateDir: state) {
      return take(process, at: found)
    }
    let stateDir = state ?? standardStateDir(of: process, config: config ?? home)
    let configPath = config ?? stateDir + "/" + StatePaths.configName
    guard isInHome(stateDir) || isInHome(configPath) else { return }
    var candidate = Candidate(
      strayPID: process.identity.pid, stateDir: stateDir, configPath: configPath, sources: [.process])
    candidate.take(process, isHome: isHome)
    index.append(candidate)
  }

  private mutating func take(_ process: SurveyFacts.GatewayProcess, at place: Int) {
    let isHome = isHome
    index.change(place) { candidate in
      candidate.add(.process)
      candidate.take(process, isHome: isHome)
    }
  }

  /// A process of another home below this one is a gateway there; one of this home is known by its command line, or by its port alone.
  private mutating func add(unplaced process: SurveyFacts.GatewayProcess) {
    guard let own = process.home, isInHome(own) || isSame(own, home) else { return }
    let paths = StatePaths.ofProfile(process.profile ?? nil, home: own)
    let found = find(configPath: paths.configPath, stateDir: paths.stateDir)
    // In this home its command line decides, while it can be read.
    if isSame(own, home), process.profile == nil || found == nil { return }
    if let found {
      // The first one that is known to be it stands for it.
      if index[found].processEnvironment != nil { return }
      return take(process, at: found)
    }
    var candidate = Candidate(
      strayPID: process.identity.pid, stateDir: paths.stateDir, configPath: paths.configPath,
      sources: [.process])
    candidate.take(process, isHome: isHome)
    index.append(candidate)
  }
}
