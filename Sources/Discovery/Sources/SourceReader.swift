import GatewayModel
import Host
import OpenClaw

/// Reads what stands on disk: profile directories and units. Files that did not change are not read again.
struct SourceReader: Sendable {
  /// Equal as long as nothing on disk changed.
  struct Fingerprint: Equatable {
    var directories: [InventoryFacts.Directory]
    var units: [UnitFile]
    var ocm: [OCMEnvironment]
  }

  let host: Machine
  let paths: GatehousePaths
  private var units: UnitReader
  private var listings: DirectoryCache

  init(host: Machine, paths: GatehousePaths) {
    self.host = host
    self.paths = paths
    listings = DirectoryCache(host: host)
    units = UnitReader(host: host, paths: paths)
  }

  /// - Parameter services: what the service managers say, where they answered.
  mutating func read(
    declared: [GatehouseConfig.Declared], services: [ServiceStatus]
  ) -> (InventoryFacts, Fingerprint) {
    var facts = InventoryFacts()
    facts.directories = directories()
    facts.otherDirectories = legacyDirectories(besides: facts.directories)
    facts.units = units.read(services: services)
    facts.declared = declared
    facts.ocm = OCMEnvironments(files: host.files, home: paths.home).read()
    return (facts, Fingerprint(directories: facts.directories, units: facts.units, ocm: facts.ocm))
  }

  // MARK: Profile directories

  private mutating func directories() -> [InventoryFacts.Directory] {
    guard case .success(let names) = listings.list(paths.home) else { return [] }
    let prefix = ".openclaw-"
    let profiles = names.compactMap { $0.rest(behind: prefix).map(String.init) }
      .filter { ProfileName.normalized($0) == $0 }.sorted()
    let hasDefault =
      names.contains(".openclaw") || names.contains { StatePaths.legacyDirectoryNames.contains($0) }
    let all: [String?] = (hasDefault ? [nil] : []) + profiles.map(Optional.some)
    var found: [InventoryFacts.Directory] = []
    for profile in all {
      if let directory = directory(of: profile) { found.append(directory) }
    }
    return found
  }

  private mutating func legacyDirectories(besides found: [InventoryFacts.Directory]) -> [String] {
    guard case .success(let names) = listings.list(paths.home) else { return [] }
    let known = Set(found.map(\.paths.stateDir.bytes))
    return StatePaths.legacyDirectoryNames.filter(names.contains).map { paths.home + "/" + $0 }
      .filter { !known.contains($0.bytes) && host.files.status($0)?.kind == .directory }
  }

  private mutating func directory(of profile: String?) -> InventoryFacts.Directory? {
    let found =
      profile.map { StatePaths.ofProfile($0, home: paths.home) }
      ?? StatePaths.resolve(
        environment: ["HOME": paths.home], fallbackHome: paths.home, workingDirectory: paths.home,
        exists: { host.files.status($0) != nil || host.files.silence($0) != nil })
    // Where the file system does not answer it counts as there, with a config: its row says so.
    if host.files.silence(found.stateDir) != nil {
      return InventoryFacts.Directory(profile: profile, paths: found, hasConfig: true, hasMarks: false)
    }
    guard let status = host.files.status(found.stateDir) else {
      // A link that leads nowhere counts as a directory with a config: its row then shows what is wrong.
      return host.files.link(found.stateDir) == nil
        ? nil : InventoryFacts.Directory(profile: profile, paths: found, hasConfig: true, hasMarks: false)
    }
    guard status.kind == .directory else { return nil }
    let configName = UserPath.name(found.configPath)
    let isInside = UserPath.parent(found.configPath).isSameBytes(as: found.stateDir)
    // Mostly the config is there, and nothing else needs to be looked at.
    if isInside, host.files.status(found.configPath) != nil {
      return InventoryFacts.Directory(profile: profile, paths: found, hasConfig: true, hasMarks: false)
    }
    guard case .success(let names) = listings.list(found.stateDir) else {
      // A directory that may not be read counts as one with a config: its row then shows what is wrong.
      return InventoryFacts.Directory(profile: profile, paths: found, hasConfig: true, hasMarks: false)
    }
    // By name: a link that leads nowhere or in a circle is a config too, a broken one.
    let hasConfig = isInside ? names.contains(configName) : host.files.status(found.configPath) != nil
    return InventoryFacts.Directory(
      profile: profile, paths: found, hasConfig: hasConfig,
      // Only asked where no config tells.
      hasMarks: !hasConfig
        && ["state", "agents", "logs"].contains { name in
          names.contains(name) && host.files.status(found.stateDir + "/" + name)?.kind == .directory
        })
  }
}
