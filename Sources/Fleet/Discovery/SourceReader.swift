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

  init(host: Host, paths: GatehousePaths) {
    self.host = host
    self.paths = paths
  }

  mutating func read(declared: [GatehouseConfig.Declared]) -> (SurveyFacts, Fingerprint) {
    var facts = SurveyFacts()
    facts.directories = directories()
    facts.units = readUnits()
    facts.declared = declared
    return (facts, Fingerprint(directories: facts.directories, units: facts.units))
  }

  /// The version in the package.json of the package that a script belongs to.
  var packageVersion: (String) -> Version? {
    { [files = host.files] script in
      var directory = UserPath.parent(files.realPath(script) ?? script)
      for _ in 0..<4 where directory != "/" {
        if case .success(let bytes) = files.read(directory + "/package.json", 1 << 20),
          let node = try? JSON5Parser.parse(String(decoding: bytes, as: UTF8.self), file: "package.json"),
          let version = node["version"]?.string.flatMap(Version.init)
        {
          return version
        }
        directory = UserPath.parent(directory)
      }
      return nil
    }
  }

  // MARK: Profile directories

  private func directories() -> [SurveyFacts.Directory] {
    guard case .success(let names) = host.files.list(paths.home) else { return [] }
    let prefix = ".openclaw-"
    let profiles = names.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
      .filter { ProfileName.normalized($0) == $0 }.sorted()
    let hasDefault =
      names.contains(".openclaw") || names.contains { StatePaths.legacyDirectoryNames.contains($0) }
    let all: [String?] = (hasDefault ? [nil] : []) + profiles.map(Optional.some)
    return all.compactMap { profile in
      let found =
        profile.map { StatePaths.ofProfile($0, home: paths.home) }
        ?? StatePaths.resolve(
          environment: ["HOME": paths.home], fallbackHome: paths.home, workingDirectory: paths.home,
          exists: { host.files.status($0) != nil })
      guard host.files.status(found.stateDir)?.kind == .directory else { return nil }
      let names: [String]
      switch host.files.list(found.stateDir) {
      case .success(let list): names = list
      // A directory that may not be looked into is somebody's: its config's failure will be said in its row.
      case .failure: names = [UserPath.name(found.configPath)]
      }
      return SurveyFacts.Directory(
        profile: profile, paths: found,
        // By name: a link that leads nowhere or in a circle is a config too, a broken one.
        hasConfig: names.contains(UserPath.name(found.configPath))
          || host.files.status(found.configPath) != nil,
        hasMarks: ["state", "agents", "logs"].contains {
          host.files.status(found.stateDir + "/" + $0)?.kind == .directory
        })
    }
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
      guard case .success(let names) = host.files.list(directory.path) else { continue }
      for name in names.sorted()
      where name.hasSuffix(".service") && isCandidate(name, isUser: directory.isUser) {
        let path = directory.path + "/" + name
        let dropIns = dropIns(of: path)
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
