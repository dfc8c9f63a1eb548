import GatewayModel
import OpenClaw

/// Variables of a unit that speak of another profile than the unit is for: mostly left there by a shell that a gateway had started.
/// Source: OpenClaw issues 28236 and 65643; openclaw-facts.md sections 1.2 and 8.2.
struct UnitContradictions {
  let unit: UnitFile
  /// Links resolved.
  let realPath: (String) -> String
  /// The home written `~`.
  let abbreviate: (String) -> String

  func find() -> [ClaimedResources.Contradiction] {
    // OpenClaw's own name for the unit says whose it is; any other name leaves that to what is in it.
    let byName = ServiceNames.profile(ofUnit: unit.name)
    let profile = byName ?? unit.profile
    let whose = profile.map { "profile \($0)" } ?? "the default profile"
    var found: [ClaimedResources.Contradiction] = []
    func add(_ variable: String, _ says: String, _ means: String) {
      found.append(
        .init(
          variable: variable, says: says, means: means, whose: whose,
          setIn: unit.origins[variable].map(abbreviate)))
    }
    var accepted = [profile]
    if let stated = unit.environment["OPENCLAW_PROFILE"]?.nonBlank, byName != nil,
      ProfileName.normalized(stated) != profile
    {
      add("OPENCLAW_PROFILE", LogText.clean(stated), profile ?? "default")
      // The rest may be right for the profile that it names: one cause, one finding. What is no profile's name names none.
      if ProfileName.isValid(stated) { accepted.append(ProfileName.normalized(stated)) }
    }
    let places = accepted.map { StatePaths.ofProfile($0, home: unit.home) }
    // A unit that is called as it likes, and names no profile, is what its places say.
    let namesProfile =
      byName != nil || unit.environment["OPENCLAW_PROFILE"]?.nonBlank != nil
      || StartCommand.profile(in: unit.start.arguments) != nil
    func check(_ variable: String, _ means: [String]) {
      guard namesProfile else { return }
      guard let value = unit.environment[variable]?.nonBlank else { return }
      let path = UserPath.resolve(value, home: unit.home, workingDirectory: unit.home)
      if means.contains(where: { realPath($0) == realPath(path) }) { return }
      // A place of its own is anybody's choice (openclaw-facts.md section 1.2); another profile's is a mistake.
      guard isOfAnotherProfile(path, variable) else { return }
      add(variable, abbreviate(path), abbreviate(means[0]))
    }
    check("OPENCLAW_STATE_DIR", places.map(\.stateDir))
    check("OPENCLAW_CONFIG_PATH", places.map(\.configPath))
    let stem = ServiceNames.stem(ofUnit: unit.name)
    if let stated = unit.environment["OPENCLAW_SYSTEMD_UNIT"]?.nonBlank,
      stated != stem, stated != stem + ".service"
    {
      add("OPENCLAW_SYSTEMD_UNIT", LogText.clean(stated), stem)
    }
    return found
  }

  /// Whether a path is what OpenClaw gives to some other profile.
  private func isOfAnotherProfile(_ path: String, _ variable: String) -> Bool {
    let directory =
      variable == "OPENCLAW_CONFIG_PATH" && UserPath.name(path) == StatePaths.configName
      ? UserPath.parent(path) : variable == "OPENCLAW_STATE_DIR" ? path : ""
    if realPath(directory) == realPath(StatePaths.ofProfile(nil, home: unit.home).stateDir) { return true }
    guard UserPath.parent(directory) == unit.home else { return false }
    let name = UserPath.name(directory)
    return name.rest(behind: ".openclaw-").flatMap { ProfileName.normalized(String($0)) } != nil
  }
}
