import OpenClaw

/// Variables of a unit that speak of another profile than the unit is for: mostly left there by a shell that a gateway had started.
/// Source: OpenClaw issues 28236 and 65643; openclaw-facts.md sections 1.2 and 8.2.
struct UnitContradictions {
  let unit: UnitFile
  /// Links resolved.
  let realPath: (String) -> String
  /// The home written `~`.
  let abbreviate: (String) -> String

  func find() -> [Claims.Contradiction] {
    // OpenClaw's own name for the unit says whose it is; any other name leaves that to what is in it.
    let byName = ServiceNames.profile(ofUnit: unit.name)
    let profile = byName ?? unit.profile
    let whose = profile.map { "profile \($0)" } ?? "the default profile"
    var found: [Claims.Contradiction] = []
    func add(_ variable: String, _ says: String, _ means: String) {
      found.append(.init(variable: variable, says: says, means: means, whose: whose))
    }
    var accepted = [profile]
    if let stated = unit.environment["OPENCLAW_PROFILE"]?.nonBlank, byName != nil,
      ProfileName.normalized(stated) != profile
    {
      add("OPENCLAW_PROFILE", LogText.clean(stated), profile ?? "default")
      // The rest may be right for the profile that it names: one cause, one finding.
      accepted.append(ProfileName.normalized(stated))
    }
    let places = accepted.map { StatePaths.ofProfile($0, home: unit.home) }
    func check(_ variable: String, _ means: [String]) {
      guard let value = unit.environment[variable]?.nonBlank else { return }
      let path = UserPath.resolve(value, home: unit.home, workingDirectory: unit.home)
      if means.contains(where: { realPath($0) == realPath(path) }) { return }
      // The default profile may lie anywhere, but not in the place of a named one.
      if profile == nil, !isOfNamedProfile(path) { return }
      add(variable, abbreviate(path), abbreviate(means[0]))
    }
    check("OPENCLAW_STATE_DIR", places.map(\.stateDir))
    check("OPENCLAW_CONFIG_PATH", places.map(\.configPath))
    let stem = unit.name.hasSuffix(".service") ? String(unit.name.dropLast(8)) : unit.name
    if let stated = unit.environment["OPENCLAW_SYSTEMD_UNIT"]?.nonBlank,
      stated != stem, stated != stem + ".service"
    {
      add("OPENCLAW_SYSTEMD_UNIT", LogText.clean(stated), stem)
    }
    return found
  }

  private func isOfNamedProfile(_ path: String) -> Bool {
    let prefix = unit.home + "/.openclaw-"
    guard path.hasPrefix(prefix) else { return false }
    let name = path.dropFirst(prefix.count).prefix { $0 != "/" }
    return ProfileName.normalized(String(name)) != nil
  }
}
