import Host
import OpenClaw

/// Reads what stands on disk: profile directories and units. Files that did not change are not read again.
struct SourceReader: Sendable {
  /// Equal as long as nothing on disk changed.
  struct Fingerprint: Equatable {
    var directories: [SurveyFacts.Directory]
    var units: [UnitFile]
  }

  private struct UnitEntry {
    var statuses: [String: FileStatus?]
    var unit: UnitFile?
  }

  let host: Host
  let paths: GatehousePaths
  private var units: [String: UnitEntry] = [:]
  private var listings: [String: (status: FileStatus, names: [String])] = [:]

  init(host: Host, paths: GatehousePaths) {
    self.host = host
    self.paths = paths
  }

  mutating func read(declared: [GatehouseConfig.Declared]) -> (SurveyFacts, Fingerprint) {
    var facts = SurveyFacts()
    facts.directories = directories()
    facts.otherDirectories = legacyDirectories(besides: facts.directories)
    facts.units = readUnits()
    facts.declared = declared
    return (facts, Fingerprint(directories: facts.directories, units: facts.units))
  }

  /// The names in a directory; read again only when something was added to it or removed.
  private mutating func list(_ path: String) -> Result<[String], FileFailure> {
    guard let status = host.files.status(path) else {
      listings[path] = nil
      return .failure(FileFailure(.missing, "no such directory"))
    }
    if let known = listings[path], known.status == status { return .success(known.names) }
    let result = host.files.list(path)
    // A directory that changed within this moment may change again without another time stamp.
    if case .success(let names) = result, host.system.now() - status.modifiedAt > 2 {
      listings[path] = (status, names)
    }
    return result
  }

  // MARK: Profile directories

  private mutating func directories() -> [SurveyFacts.Directory] {
    guard case .success(let names) = list(paths.home) else { return [] }
    let prefix = ".openclaw-"
    let profiles = names.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
      .filter { ProfileName.normalized($0) == $0 }.sorted()
    let hasDefault =
      names.contains(".openclaw") || names.contains { StatePaths.legacyDirectoryNames.contains($0) }
    let all: [String?] = (hasDefault ? [nil] : []) + profiles.map(Optional.some)
    var found: [SurveyFacts.Directory] = []
    for profile in all {
      if let directory = directory(of: profile) { found.append(directory) }
    }
    return found
  }

  private mutating func legacyDirectories(besides found: [SurveyFacts.Directory]) -> [String] {
    guard case .success(let names) = list(paths.home) else { return [] }
    let known = Set(found.map(\.paths.stateDir))
    return StatePaths.legacyDirectoryNames.filter(names.contains).map { paths.home + "/" + $0 }
      .filter { !known.contains($0) && host.files.status($0)?.kind == .directory }
  }

  private mutating func directory(of profile: String?) -> SurveyFacts.Directory? {
    let found =
      profile.map { StatePaths.ofProfile($0, home: paths.home) }
      ?? StatePaths.resolve(
        environment: ["HOME": paths.home], fallbackHome: paths.home, workingDirectory: paths.home,
        exists: { host.files.status($0) != nil })
    guard host.files.status(found.stateDir)?.kind == .directory else { return nil }
    let configName = UserPath.name(found.configPath)
    let isInside = UserPath.parent(found.configPath) == found.stateDir
    guard case .success(let names) = list(found.stateDir) else {
      // A directory that may not be looked into is somebody's: its config's failure will be said in its row.
      return SurveyFacts.Directory(profile: profile, paths: found, hasConfig: true, hasMarks: false)
    }
    return SurveyFacts.Directory(
      profile: profile, paths: found,
      // By name: a link that leads nowhere or in a circle is a config too, a broken one.
      hasConfig: isInside ? names.contains(configName) : host.files.status(found.configPath) != nil,
      hasMarks: ["state", "agents", "logs"].contains { name in
        names.contains(name) && host.files.status(found.stateDir + "/" + name)?.kind == .directory
      })
  }

  // MARK: Units

  private struct UnitDirectory {
    var path: String
    var isUser: Bool
    /// What `%h` stands for there.
    var home: String
  }

  /// Units of the home in question, and those of the whole machine: of the latter only what lies in the home is shown.
  private var unitDirectories: [UnitDirectory] {
    let real = host.system.environment["HOME"]?.nonBlank.map { UserPath.normalize($0) } ?? paths.home
    let own = paths.homeIsExplicit ? paths.home : real
    let user = [own + "/.config/systemd/user", own + "/.local/share/systemd/user"].map {
      UnitDirectory(path: $0, isUser: true, home: own)
    }
    let shared = ["/etc/systemd/user", "/usr/lib/systemd/user"].map {
      UnitDirectory(path: $0, isUser: true, home: real)
    }
    let system = ["/etc/systemd/system", "/usr/lib/systemd/system"].map {
      UnitDirectory(path: $0, isUser: false, home: "/root")
    }
    return user + shared + system
  }

  private mutating func readUnits() -> [UnitFile] {
    var found: [UnitFile] = []
    var next: [String: UnitEntry] = [:]
    for directory in unitDirectories {
      guard case .success(let names) = list(directory.path) else { continue }
      for name in names.sorted()
      where name.hasSuffix(".service") && isCandidate(name, isUser: directory.isUser) {
        let path = directory.path + "/" + name
        let dropIns = names.contains(name + ".d") ? dropIns(of: path) : []
        var statuses: [String: FileStatus?] = [:]
        for file in [path] + dropIns + (units[path]?.unit?.environmentFiles ?? []) {
          statuses[file] = host.files.status(file)
        }
        var entry = units[path] ?? UnitEntry(statuses: [:], unit: nil)
        if entry.statuses != statuses {
          let unit = parse(name: name, path: path, in: directory, dropIns: dropIns)
          for file in unit?.environmentFiles ?? [] { statuses[file] = host.files.status(file) }
          entry = UnitEntry(statuses: statuses, unit: unit)
        }
        next[path] = entry
        if let unit = entry.unit { found.append(unit) }
      }
    }
    units = next
    return found
  }

  /// Own units may have any name; of the system's hundreds only those that are called like a gateway are opened.
  private func isCandidate(_ name: String, isUser: Bool) -> Bool {
    if ServiceNames.profile(ofUnit: name) != nil { return true }
    return isUser && !name.hasPrefix(ServiceNames.nodeUnit)
  }

  private func dropIns(of path: String) -> [String] {
    guard case .success(let names) = host.files.list(path + ".d") else { return [] }
    return names.filter { $0.hasSuffix(".conf") }.sorted().map { "\(path).d/\($0)" }
  }

  private func parse(
    name: String, path: String, in directory: UnitDirectory, dropIns: [String]
  ) -> UnitFile? {
    let read = { @Sendable [files = host.files] (file: String) -> String? in
      guard case .success(let bytes) = files.read(file, 1 << 20) else { return nil }
      return String(decoding: bytes, as: UTF8.self)
    }
    guard let text = read(path) else { return nil }
    return UnitParser(home: directory.home, read: read).parse(
      name: name, path: path, isUserUnit: directory.isUser, texts: [text] + dropIns.compactMap(read))
  }
}
