import GatewayModel
import OpenClaw

/// Joins what the sources say into gateways: two sources of one gateway make one row, two rows are never one gateway.
/// Rules: design section 3.
struct SourceMerger {
  private let home: String
  private let workingDirectory: String

  private let places: HomePlaces
  private let processes: ProcessMerger
  private var index: CandidateIndex
  /// Directories that could be a gateway's, and that nothing has claimed as state directory or by a config in it.
  private(set) var unclaimed: [String] = []

  init(
    home: String, workingDirectory: String, realPath: @escaping (String) -> String,
    isSamePlace: @escaping (Int32, String) -> Bool = { _, _ in false }
  ) {
    self.home = home
    self.workingDirectory = workingDirectory
    places = HomePlaces(home: home, realPath: realPath)
    processes = ProcessMerger(places: places, isSamePlace: isSamePlace)
    index = CandidateIndex(realPath: realPath)
  }

  /// The gateways with their real paths.
  mutating func join(_ facts: InventoryFacts) -> [(candidate: Candidate, id: GatewayID)] {
    for directory in facts.directories {
      index.append(
        Candidate(
          profile: directory.profile, isNamedByProfile: true, stateDir: directory.paths.stateDir,
          configPath: directory.paths.configPath, sources: [.profile], directory: directory))
    }
    // Of several units of one gateway the one that runs it stands first: enabled before not, understood before unclear.
    let units = UnitMerger(places: places)
    for place in 0...3 {
      for unit in facts.units where UnitMerger.rank(unit) == place { units.add(unit, to: &index) }
    }
    for environment in facts.ocm { add(ocm: environment) }
    for declared in facts.declared { add(declared: declared) }
    let byPID = Dictionary(
      facts.processes.map { ($0.identity.pid, $0) }, uniquingKeysWith: { first, _ in first })
    for lock in facts.locks { processes.add(lock, process: byPID[lock.pid], to: &index) }
    let locked = Set(facts.locks.map(\.pid))
    for process in facts.processes where !locked.contains(process.identity.pid) {
      processes.add(process, to: &index)
    }
    for stray in facts.strays {
      // Where its files are is not known, so it gets a row of its own, told apart by its pid.
      index.append(
        Candidate(
          strayPID: stray.process.pid, strayPort: stray.port, stateDir: "",
          configPath: "process:\(stray.process.pid)", sources: [.process]))
    }
    index.separateLeakedUnits()
    index.dropMountedDirectories()
    unclaimed = index.dropClaimedDirectories()
    index.mergeEqual()
    index.makeNamesUnique(home: home)
    return index.all.indices.map { (index[$0], index.identity($0)) }
  }

  private func resolve(_ path: String) -> String {
    UserPath.resolve(path, home: home, workingDirectory: workingDirectory)
  }

  // MARK: Sources

  private mutating func add(ocm environment: OCMEnvironment) {
    guard places.isInHome(environment.root) else { return }
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
    if let found = index.find(configPath: configPath, stateDir: stateDir), index[found].declared == nil {
      let isElsewhere =
        index[found].directory.map { !$0.hasConfig || !places.isSame(configPath, $0.paths.configPath) }
        ?? false
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
}
