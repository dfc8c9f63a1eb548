import OpenClaw

/// Joins what the sources say into gateways: two sources of one gateway make one row, two rows are never one gateway.
/// Rules: design section 3.
struct Joiner {
  var home: String
  var workingDirectory: String
  /// Links resolved; a path that does not exist stands for itself.
  var realPath: (String) -> String

  private(set) var candidates: [Candidate] = []

  init(home: String, workingDirectory: String, realPath: @escaping (String) -> String) {
    self.home = home
    self.workingDirectory = workingDirectory
    self.realPath = realPath
  }

  mutating func join(_ facts: SurveyFacts) -> [Candidate] {
    candidates = facts.directories.map { directory in
      Candidate(
        profile: directory.profile, isNamedByProfile: true, stateDir: directory.paths.stateDir,
        configPath: directory.paths.configPath, sources: [.profile], directory: directory)
    }
    for unit in facts.units { add(unit: unit) }
    for declared in facts.declared { add(declared: declared) }
    for lock in facts.locks {
      add(
        lock: lock,
        environment: facts.processes.first { $0.identity.pid == lock.pid }?.environment)
    }
    let locked = Set(facts.locks.map(\.pid))
    for process in facts.processes where !locked.contains(process.identity.pid) { add(process: process) }
    dropClaimedDirectories()
    mergeEqual()
    makeNamesUnique()
    return candidates
  }

  private func resolve(_ path: String) -> String {
    UserPath.resolve(path, home: home, workingDirectory: workingDirectory)
  }

  private func isInHome(_ path: String) -> Bool {
    path == home || path.hasPrefix(home + "/") || realPath(path).hasPrefix(realPath(home) + "/")
  }

  private func isSame(_ a: String, _ b: String) -> Bool { a == b || realPath(a) == realPath(b) }

  /// The candidate with this config, best one with this state directory too.
  private func index(configPath: String?, stateDir: String?) -> Int? {
    let byConfig = candidates.indices.filter { index in
      configPath.map { isSame($0, candidates[index].configPath) } ?? false
    }
    if let stateDir, let both = byConfig.first(where: { isSame(stateDir, candidates[$0].stateDir) }) {
      return both
    }
    if let first = byConfig.first { return first }
    // A directory without a config joins whatever has it as state directory.
    guard let stateDir else { return nil }
    return candidates.indices.first { index in
      isSame(stateDir, candidates[index].stateDir)
        && (configPath == nil
          || candidates[index].directory?.hasConfig == false && candidates[index].unit == nil)
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
      ? isOwnHome ? candidates.firstIndex { $0.isNamedByProfile && $0.profile == unit.profile } : nil
      : index(configPath: configPath, stateDir: stateDir)
    let state = stateDir ?? existing.map { candidates[$0].stateDir } ?? standard.stateDir
    let config = configPath ?? existing.map { candidates[$0].configPath } ?? standard.configPath
    guard isInHome(state) || isInHome(unit.path) else { return }
    if let existing, candidates[existing].unit == nil {
      candidates[existing].unit = unit
      candidates[existing].stateDir = state
      candidates[existing].configPath = config
      candidates[existing].add(.unit)
      return
    }
    if let existing, isSame(candidates[existing].stateDir, state),
      isSame(candidates[existing].configPath, config)
    {
      // A second unit for the same gateway: one row, the first one's.
      return
    }
    let stem = unit.name.hasSuffix(".service") ? String(unit.name.dropLast(8)) : unit.name
    let isOwnRow = isNamed && isOwnHome && existing == nil
    candidates.append(
      Candidate(
        profile: unit.profile, isNamedByProfile: isOwnRow, declaredName: isOwnRow ? nil : stem,
        stateDir: state, configPath: config, sources: [.unit], unit: unit))
  }

  private mutating func add(declared: GatehouseConfig.Declared) {
    let explicitState = declared.stateDir.map(resolve)
    let explicitConfig = declared.configPath.map(resolve)
    if explicitState == nil, explicitConfig == nil {
      // Without paths the entry adds to the profile of that name.
      let profile = ProfileName.normalized(declared.name)
      if let index = candidates.firstIndex(where: { $0.isNamedByProfile && $0.profile == profile }) {
        candidates[index].declared = declared
        candidates[index].add(.declared)
        return
      }
    }
    let profilePaths = StatePaths.ofProfile(ProfileName.normalized(declared.name), home: home)
    let stateDir =
      explicitState
      ?? (explicitConfig == nil ? profilePaths.stateDir : StatePaths.ofProfile(nil, home: home).stateDir)
    let configPath = explicitConfig ?? stateDir + "/" + StatePaths.configName
    if let index = index(configPath: configPath, stateDir: stateDir), candidates[index].declared == nil {
      candidates[index].declared = declared
      candidates[index].declaredName = declared.name
      candidates[index].add(.declared)
      if candidates[index].unit == nil {
        if let directory = candidates[index].directory,
          !directory.hasConfig || !isSame(configPath, directory.paths.configPath)
        {
          candidates[index].isNamedByProfile = false
          candidates[index].profile = nil
        }
        candidates[index].stateDir = stateDir
        candidates[index].configPath = configPath
      }
      return
    }
    let isOwnProfile = explicitState == nil && explicitConfig == nil
    candidates.append(
      Candidate(
        profile: isOwnProfile ? ProfileName.normalized(declared.name) : nil,
        isNamedByProfile: isOwnProfile, declaredName: declared.name, stateDir: stateDir,
        configPath: configPath, sources: [.declared], declared: declared))
  }

  private mutating func add(lock: LockRecord, environment: [String: String]?) {
    let configPath = lock.configPath.map { UserPath.normalize($0) }
    let stateDir =
      lock.stateDir.map { UserPath.normalize($0) } ?? stateDirAround(lock: lock.path)
      ?? environment?["OPENCLAW_STATE_DIR"]?.nonBlank.map(resolve)
    if let index = index(configPath: configPath, stateDir: stateDir) {
      candidates[index].add(.lock)
      // The running process decides where its state lies, whatever units and profiles say.
      if let stateDir = lock.stateDir { candidates[index].stateDir = UserPath.normalize(stateDir) }
      return
    }
    let config = configPath ?? stateDir.map { $0 + "/" + StatePaths.configName } ?? lock.path
    let state = stateDir ?? UserPath.parent(config)
    guard isInHome(state) || isInHome(config) else { return }
    candidates.append(
      Candidate(strayPID: lock.pid, stateDir: state, configPath: config, sources: [.lock]))
  }

  /// `STATE/tmp/openclaw-UID/gateway.….lock` lies in the state directory.
  private func stateDirAround(lock path: String) -> String? {
    let directory = UserPath.parent(UserPath.parent(path))
    guard UserPath.name(directory) == "tmp", directory != "/tmp", directory != "/var/tmp" else { return nil }
    let stateDir = UserPath.parent(directory)
    return candidates.contains { isSame($0.stateDir, stateDir) } ? stateDir : nil
  }

  private mutating func add(process: SurveyFacts.GatewayProcess) {
    guard let environment = process.environment else { return }
    let state = environment["OPENCLAW_STATE_DIR"]?.nonBlank.map(resolve)
    let config = environment["OPENCLAW_CONFIG_PATH"]?.nonBlank.map(resolve)
    if state == nil, config == nil {
      // Started without variables: it is the default profile's or a named one's, and only a lock could tell.
      return
    }
    if let index = index(configPath: config, stateDir: state) {
      candidates[index].add(.process)
      return
    }
    let stateDir = state ?? UserPath.parent(config ?? home)
    let configPath = config ?? stateDir + "/" + StatePaths.configName
    guard isInHome(stateDir) || isInHome(configPath) else { return }
    candidates.append(
      Candidate(
        strayPID: process.identity.pid, stateDir: stateDir, configPath: configPath, sources: [.process]))
  }

  // MARK: What remains

  /// A profile directory whose config or state directory another source claims is no row of its own;
  /// nor is one without a config that shows no trace of a gateway.
  private mutating func dropClaimedDirectories() {
    candidates = candidates.enumerated().filter { index, candidate in
      guard candidate.sources == [.profile], let directory = candidate.directory else { return true }
      let isClaimed = candidates.enumerated().contains { other, claimant in
        guard other != index, claimant.sources != [.profile] else { return false }
        if isSame(claimant.configPath, candidate.configPath) { return true }
        guard isSame(claimant.stateDir, candidate.stateDir) else { return false }
        // A unit that names another profile is wrong about the directory, and no reason to hide its true owner.
        return !(directory.hasConfig && claimant.isNamedByProfile && claimant.profile != candidate.profile)
      }
      return !isClaimed && (directory.hasConfig || directory.hasMarks)
    }.map(\.element)
  }

  private mutating func mergeEqual() {
    var merged: [Candidate] = []
    for candidate in candidates {
      if let index = merged.firstIndex(where: {
        isSame($0.stateDir, candidate.stateDir) && isSame($0.configPath, candidate.configPath)
      }) {
        for source in candidate.sources { merged[index].add(source) }
        merged[index].unit = merged[index].unit ?? candidate.unit
        merged[index].declared = merged[index].declared ?? candidate.declared
      } else {
        merged.append(candidate)
      }
    }
    candidates = merged
  }

  private mutating func makeNamesUnique() {
    let names = Dictionary(grouping: candidates.indices) { candidates[$0].name }
    for indices in names.values where indices.count > 1 {
      for index in indices {
        let place = UserPath.abbreviate(candidates[index].stateDir, home: home)
        candidates[index].shownName = "\(candidates[index].name) (\(place))"
      }
    }
  }
}
