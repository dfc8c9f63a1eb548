import OpenClaw

/// Joins what the sources say into gateways: two sources of one gateway make one row, two rows are never one gateway.
/// Rules: design section 3.
struct Joiner {
  var home: String
  var workingDirectory: String
  /// Links resolved; a path that does not exist stands for itself.
  var realPath: (String) -> String

  private var index: CandidateIndex
  /// Directories that could be a gateway's, and that nothing has claimed as state directory or by a config in it.
  private(set) var unclaimed: [String] = []

  init(home: String, workingDirectory: String, realPath: @escaping (String) -> String) {
    self.home = home
    self.workingDirectory = workingDirectory
    self.realPath = realPath
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
    for unit in facts.units { add(unit: unit) }
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
    separateLeakedUnits()
    dropClaimedDirectories()
    mergeEqual()
    index.makeNamesUnique(home: home)
    return index.all.indices.map { (index[$0], index.identity($0)) }
  }

  private func resolve(_ path: String) -> String {
    UserPath.resolve(path, home: home, workingDirectory: workingDirectory)
  }

  private func isInHome(_ path: String) -> Bool {
    path == home || path.hasPrefix(home + "/") || realPath(path).hasPrefix(realPath(home) + "/")
  }

  private func isSame(_ a: String, _ b: String) -> Bool { a == b || realPath(a) == realPath(b) }

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

  private mutating func add(unit: UnitFile) {
    func resolve(_ path: String) -> String {
      UserPath.resolve(path, home: unit.home, workingDirectory: unit.home)
    }
    let isOwnHome = isSame(unit.home, home)
    let standard = StatePaths.ofProfile(unit.profile, home: unit.home)
    let stateDir = unit.environment["OPENCLAW_STATE_DIR"]?.nonBlank.map(resolve)
    let configPath =
      unit.environment["OPENCLAW_CONFIG_PATH"]?.nonBlank.map(resolve)
      ?? stateDir.map { $0 + "/" + StatePaths.configName }
    // A unit that says nothing of a profile but names its places is known by those.
    let isNamed = unit.namesProfile || (stateDir == nil && configPath == nil)
    let existing =
      isNamed
      ? isOwnHome ? index.named(unit.profile) : nil
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
      index.change(existing) { $0.otherUnits.append(unit.name) }
      return
    }
    let isOwnRow = isNamed && isOwnHome && existing == nil
    index.append(
      Candidate(
        profile: unit.profile, isNamedByProfile: isOwnRow,
        declaredName: isOwnRow ? nil : ServiceNames.stem(ofUnit: unit.name), stateDir: state,
        configPath: config, sources: [.unit], unit: unit))
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
    let stateDir =
      lock.stateDir.map { UserPath.normalize($0) } ?? stateDirAround(lock: lock.path)
      ?? process?.environment?["OPENCLAW_STATE_DIR"]?.nonBlank.map(resolve)
    if let found = find(configPath: configPath, stateDir: stateDir) {
      index.change(found) { candidate in
        candidate.add(.lock)
        candidate.processEnvironment = process?.environment
        // The running process decides where its state lies, whatever units and profiles say.
        if let stateDir = lock.stateDir { candidate.stateDir = UserPath.normalize(stateDir) }
      }
      return
    }
    let config = configPath ?? stateDir.map { $0 + "/" + StatePaths.configName } ?? lock.path
    let state = stateDir ?? UserPath.parent(config)
    guard isInHome(state) || isInHome(config) else { return }
    index.append(
      Candidate(
        strayPID: lock.pid, stateDir: state, configPath: config, sources: [.lock],
        processEnvironment: process?.environment))
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
    let state = environment["OPENCLAW_STATE_DIR"]?.nonBlank.map(resolve)
    let config = environment["OPENCLAW_CONFIG_PATH"]?.nonBlank.map(resolve)
    if state == nil, config == nil {
      // Started without variables: it is the default profile's or a named one's, and only its port could tell.
      return
    }
    if let found = find(configPath: config, stateDir: state) {
      index.change(found) { candidate in
        candidate.add(.process)
        candidate.processEnvironment = environment
      }
      return
    }
    let stateDir = state ?? UserPath.parent(config ?? home)
    let configPath = config ?? stateDir + "/" + StatePaths.configName
    guard isInHome(stateDir) || isInHome(configPath) else { return }
    index.append(
      Candidate(
        strayPID: process.identity.pid, stateDir: stateDir, configPath: configPath, sources: [.process],
        processEnvironment: environment))
  }

  // MARK: What remains

  /// A unit that was written in another gateway's environment runs that one's state and config under its own name.
  /// It is no second source of that gateway: it stays a row of its own, with what the unit says, known by the profile's places.
  private mutating func separateLeakedUnits() {
    let groups = Dictionary(grouping: index.all.indices) { index.identity($0) }
    for (identity, group) in groups where group.count > 1 {
      for member in group {
        guard let unit = index[member].unit, index[member].isNamedByProfile else { continue }
        // Without a home of its own, and where no other unit starts that gateway, it is that gateway's unit under another name.
        let hasOwnConfig = index[member].directory?.hasConfig == true
        guard hasOwnConfig || group.contains(where: { $0 != member && index[$0].unit != nil }) else {
          continue
        }
        let own = StatePaths.ofProfile(index[member].profile, home: unit.home)
        let ownIdentity = GatewayID(
          stateDir: realPath(own.stateDir), configPath: realPath(own.configPath))
        guard ownIdentity != identity, groups[ownIdentity] == nil else { continue }
        index.change(member) { $0.ownPlaces = own }
      }
    }
  }

  /// A profile directory whose config or state directory another source claims is no row of its own;
  /// nor is one without a config that shows no trace of a gateway.
  private mutating func dropClaimedDirectories() {
    var kept: [Int] = []
    for (place, candidate) in index.all.enumerated() {
      guard candidate.sources == [.profile], let directory = candidate.directory else {
        kept.append(place)
        continue
      }
      if isClaimed(candidate, at: place, directory) { continue }
      if directory.hasConfig || directory.hasMarks {
        kept.append(place)
      } else {
        unclaimed.append(candidate.stateDir)
      }
    }
    index.keep(kept)
  }

  private func isClaimed(_ candidate: Candidate, at place: Int, _ directory: SurveyFacts.Directory) -> Bool {
    (index.with(config: candidate.configPath) + index.with(state: candidate.stateDir)).contains { other in
      // A unit that names another profile is wrong about the place, and no reason to hide its true owner.
      other != place && index[other].sources != [.profile]
        && !(directory.hasConfig && index[other].isNamedByProfile
          && index[other].profile != candidate.profile)
    }
  }

  private mutating func mergeEqual() {
    var kept: [Int] = []
    var places: [GatewayID: Int] = [:]
    for (place, candidate) in index.all.enumerated() {
      guard let first = places[index.identity(place)] else {
        places[index.identity(place)] = place
        kept.append(place)
        continue
      }
      index.change(first) { merged in
        for source in candidate.sources { merged.add(source) }
        if let unit = candidate.unit, let own = merged.unit, own != unit {
          merged.otherUnits.append(unit.name)
        }
        merged.unit = merged.unit ?? candidate.unit
        merged.declared = merged.declared ?? candidate.declared
        merged.processEnvironment = merged.processEnvironment ?? candidate.processEnvironment
      }
    }
    index.keep(kept)
  }
}
