import GatewayModel
import OpenClaw

/// Joins units to the gateways that they start.
struct UnitMerger {
  let places: HomePlaces

  /// How sure it is that a unit is the gateway's own: OpenClaw's marker, or its name for just this profile, and enabled; enabled; by
  /// its name; whatever else.
  static func rank(_ unit: UnitFile) -> Int {
    if case .unclear = unit.start.kind { return 3 }
    let isNamed =
      ServiceNames.profile(ofUnit: unit.name).map { $0 == unit.selectedProfile } ?? false
      && !ServiceNames.legacyUnits.contains(ServiceNames.stem(ofUnit: unit.name))
    let isOwn = isNamed || GatewayUnitRule.isMarked(unit.environment)
    if unit.isEnabled == true { return isOwn ? 0 : 1 }
    return isOwn && unit.isEnabled != false ? 2 : 3
  }

  func add(_ unit: UnitFile, to index: inout CandidateIndex) {
    if let run = unit.container { return add(container: run, of: unit, to: &index) }
    if (unit.placeDoubt ?? unit.nameDoubt) != nil { return add(unplaced: unit, to: &index) }
    func resolve(_ path: String) -> String {
      UserPath.resolve(path, home: unit.home, workingDirectory: unit.workingDirectory)
    }
    let isOwnHome = places.isSame(unit.home, places.home)
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
      : index.find(configPath: configPath, stateDir: stateDir)
    let state = stateDir ?? existing.map { index[$0].stateDir } ?? standard.stateDir
    let config = configPath ?? existing.map { index[$0].configPath } ?? standard.configPath
    guard places.isInHome(state) || places.isInHome(unit.path) else { return }
    if let existing, index[existing].unit == nil {
      index.change(existing) { candidate in
        candidate.unit = unit
        candidate.stateDir = state
        candidate.configPath = config
        candidate.add(.unit)
      }
      return
    }
    if let existing, places.isSame(index[existing].stateDir, state),
      places.isSame(index[existing].configPath, config)
    {
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
  private func add(
    container run: ContainerRun, of unit: UnitFile, to index: inout CandidateIndex
  ) {
    guard places.isInHome(unit.path) || places.isSame(unit.home, places.home) else { return }
    let name = run.name ?? ServiceNames.stem(ofUnit: unit.name)
    let mounted = run.mounts.map {
      UserPath.resolve($0, home: unit.home, workingDirectory: unit.workingDirectory)
    }
    index.append(
      Candidate(
        declaredName: name, stateDir: "", configPath: "container:\(name)", sources: [.unit], unit: unit,
        container: Container(name: name, port: run.hostPort, mounted: mounted)))
  }

  /// It starts one of the gateways that are rows already, or another one: nobody can tell, so it is a row of its own.
  private func add(unplaced unit: UnitFile, to index: inout CandidateIndex) {
    guard places.isInHome(unit.path) || places.isSame(unit.home, places.home) else { return }
    index.append(
      Candidate(
        declaredName: ServiceNames.stem(ofUnit: unit.name), stateDir: "", configPath: "unit:\(unit.name)",
        sources: [.unit], unit: unit))
  }
}
