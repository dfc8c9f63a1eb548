import Host
import OpenClaw

/// Reads the units of gateways from their files, and corrects them by what the service manager says. Files that did not change
/// are not read again.
struct UnitReader: Sendable {
  /// A unit file may be this large: 1 MB.
  static let limit = 1 << 20

  private struct Entry: Sendable {
    var statuses: [String: FileStatus?]
    var unit: UnitFile?
  }

  /// A unit file that is to be looked at.
  private struct Job: Sendable {
    var name: String
    var path: String
    var directory: Directory
    var dropIns: [String]

    var key: String { name + "\n" + path }
  }

  private struct Directory: Sendable {
    var path: String
    var isUser: Bool
    /// What `%h` stands for there.
    var home: String
  }

  private let host: Host
  private let paths: GatehousePaths
  private var known: [String: Entry] = [:]
  private var listings: DirectoryCache

  init(host: Host, paths: GatehousePaths) {
    self.host = host
    self.paths = paths
    listings = DirectoryCache(host: host)
  }

  mutating func read(services: [ServiceStatus]) -> [UnitFile] {
    let known = services.filter { $0.loadState == "loaded" }
    var found: [UnitFile] = []
    var next: [String: Entry] = [:]
    var jobs: [Job] = []
    var seen: Set<ServiceKey> = []
    for directory in directories {
      guard case .success(let names) = listings.list(directory.path) else { continue }
      let all = Set(names)
      for name in names.sorted()
      where name.hasSuffix(".service") && isCandidate(name, isUser: directory.isUser) {
        let path = directory.path + "/" + name
        // A template is none that runs; its instances are known by the manager alone.
        if name.hasSuffix("@.service") { continue }
        // The manager knows drop-ins from other places too, and their order.
        let status = known.first {
          $0.names.contains(name) && $0.isUserUnit == directory.isUser && !$0.needsReload
        }
        let dropIns = status?.dropInPaths ?? self.dropIns(of: name, in: directory.path, names: all)
        // Of one name in several directories the first one counts, also where it masks the unit.
        guard seen.insert(ServiceKey(unit: name, isUserUnit: directory.isUser)).inserted else { continue }
        jobs.append(Job(name: name, path: path, directory: directory, dropIns: dropIns))
      }
    }
    let reader = self
    for (job, entry) in zip(jobs, jobs.parallelMap { reader.entry($0) }) {
      next[job.key] = entry
      if let unit = entry.unit { found.append(unit) }
    }
    for service in services {
      let place = found.firstIndex { service.names.contains($0.name) && $0.isUserUnit == service.isUserUnit }
      if let place {
        found[place].correct(by: service)
      } else if let unit = unknownUnit(service, &next) {
        found.append(unit)
      }
    }
    self.known = next
    return found
  }

  /// Units of the home in question, and those of the whole machine: of the latter only what lies in the home is shown.
  private var directories: [Directory] {
    let real = host.system.environment["HOME"]?.nonBlank.map { UserPath.normalize($0) } ?? paths.home
    let own = paths.homeIsExplicit ? paths.home : real
    let user = [own + "/.config/systemd/user", own + "/.local/share/systemd/user"].map {
      Directory(path: $0, isUser: true, home: own)
    }
    let shared = ["/etc/systemd/user", "/usr/lib/systemd/user"].map {
      Directory(path: $0, isUser: true, home: real)
    }
    let system = ["/etc/systemd/system", "/usr/lib/systemd/system"].map {
      Directory(path: $0, isUser: false, home: "/root")
    }
    return user + shared + system
  }

  /// Own units may have any name; of the system's hundreds only those that are called like a gateway are opened.
  private func isCandidate(_ name: String, isUser: Bool) -> Bool {
    if ServiceNames.profile(ofUnit: name) != nil { return true }
    return isUser && !name.hasPrefix(ServiceNames.nodeUnit)
  }

  /// Drop-ins of all services, of all units with the same beginning up to a dash, and of the unit itself: sorted by their names, of
  /// equal names the most special one. Source: systemd.unit(5).
  private func dropIns(of name: String, in directory: String, names: Set<String>) -> [String] {
    let stem = ServiceNames.stem(ofUnit: name)
    let prefixes = stem.indices.filter { stem[$0] == "-" }.map { String(stem[...$0]) + ".service.d" }
    var files: [String: String] = [:]
    for folder in ["service.d"] + prefixes + [name + ".d"] where names.contains(folder) {
      guard case .success(let found) = host.files.list("\(directory)/\(folder)") else { continue }
      for file in found where file.hasSuffix(".conf") { files[file] = "\(directory)/\(folder)/\(file)" }
    }
    return files.sorted { $0.key < $1.key }.map(\.value)
  }

  /// A unit that only the manager knows: a template's instance, or one from a place of its own.
  private func unknownUnit(_ service: ServiceStatus, _ next: inout [String: Entry]) -> UnitFile? {
    guard let path = service.fragmentPath else { return nil }
    let real = host.system.environment["HOME"]?.nonBlank.map { UserPath.normalize($0) } ?? paths.home
    let directory = Directory(
      path: UserPath.parent(path), isUser: service.isUserUnit, home: service.isUserUnit ? real : "/root")
    let job = Job(name: service.unit, path: path, directory: directory, dropIns: service.dropInPaths)
    let entry = entry(job)
    next[job.key] = entry
    var unit = entry.unit
    unit?.correct(by: service)
    return unit
  }

  private func entry(_ job: Job) -> Entry {
    var statuses: [String: FileStatus?] = [:]
    for file in [job.path] + job.dropIns + (known[job.key]?.unit?.environmentFiles ?? []) {
      statuses[file] = host.files.status(file)
    }
    if let entry = known[job.key], entry.statuses == statuses { return entry }
    let unit = parse(job.name, path: job.path, in: job.directory, dropIns: job.dropIns)
    for file in unit?.environmentFiles ?? [] { statuses[file] = host.files.status(file) }
    return Entry(statuses: statuses, unit: unit)
  }

  private func parse(
    _ name: String, path: String, in directory: Directory, dropIns: [String]
  ) -> UnitFile? {
    let read = { @Sendable [files = host.files] (file: String) -> String? in
      guard case .success(let bytes) = files.read(file, Self.limit) else { return nil }
      return String(decoding: bytes, as: UTF8.self)
    }
    guard let text = read(path) else { return unreadable(name, path: path, in: directory) }
    return UnitParser(home: directory.home, read: read).parse(
      name: name, path: path, isUserUnit: directory.isUser,
      texts: [(path, text)] + dropIns.compactMap { file in read(file).map { (file, $0) } })
  }

  /// A file that is called like a gateway's unit, and cannot be read, is said to be so. A link to nowhere masks a unit.
  private func unreadable(_ name: String, path: String, in directory: Directory) -> UnitFile? {
    guard ServiceNames.profile(ofUnit: name) != nil, let status = host.files.status(path) else { return nil }
    if host.files.realPath(path) == "/dev/null" { return nil }
    let reason =
      switch host.files.read(path, Self.limit) {
      case .failure(let failure): failure.message
      case .success: "it changed while it was read"
      }
    return UnitFile(
      name: name, path: path, isUserUnit: directory.isUser,
      profile: (ServiceNames.profile(ofUnit: name) ?? nil).flatMap { ProfileName.isValid($0) ? $0 : nil },
      home: directory.home,
      problems: [status.kind == .file ? "it cannot be read: \(reason)" : "it is no regular file"])
  }
}

extension UnitFile {
  /// The manager has resolved what a file leaves open; but what stands on disk now is what the next start will use.
  mutating func correct(by service: ServiceStatus) {
    guard service.loadState == "loaded", !service.needsReload else { return }
    // Only what a specifier has left open, and what stands in no file that was read: values from files win there too.
    let isOpen = environment.values.contains { $0.contains("%") } || arguments.contains { $0.contains("%") }
    for (name, value) in service.environment where environment[name].map({ $0.contains("%") }) ?? true {
      environment[name] = value
    }
    if arguments.isEmpty || arguments.contains(where: { $0.contains("%") }) { arguments = service.arguments }
    if profile == nil || isOpen {
      profile = Self.profile(name: name, arguments: arguments, environment: environment, home: home)
    }
  }
}
