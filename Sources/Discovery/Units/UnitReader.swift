import GatewayModel
import Host
import OpenClaw

/// Reads the units of gateways from their files, and corrects them by what the service manager says. Files that did not change
/// are not read again.
struct UnitReader: Sendable {
  /// A unit file may be this large: 1 MB.
  static let limit = 1 << 20

  private struct Entry: Sendable {
    var statuses: [ByteText: FileStatus?]
    /// What was read besides the unit's own files.
    var files: [String] = []
    var unit: UnitFile?
  }

  /// A unit file that is to be looked at.
  struct Job: Sendable {
    var name: String
    var path: String
    var directory: Directory
    var dropIns: [String]
    /// Whether a timer starts it.
    var hasTimer = false
    /// Whether podman's generator makes the unit of this file.
    var isQuadlet = false

    var key: ByteText { (name + "\n" + path).bytes }
  }

  struct Directory: Sendable {
    var path: String
    var isUser: Bool
    /// What `%h` stands for there.
    var home: String
  }

  /// A directory of units, with what lies in it.
  private struct Place: Sendable {
    var directory: Directory
    var names: [String]
    var dropIns: UnitDropIns.Place
  }

  let host: Machine
  private let paths: GatehousePaths
  private var known: [ByteText: Entry] = [:]
  private var listings: DirectoryCache

  init(host: Machine, paths: GatehousePaths) {
    self.host = host
    self.paths = paths
    listings = DirectoryCache(host: host)
  }

  mutating func read(services: [ServiceStatus]) -> [UnitFile] {
    let places = directories.compactMap { directory -> Place? in
      guard case .success(let names) = listings.list(directory.path) else { return nil }
      return Place(
        directory: directory, names: names, dropIns: UnitDropIns.Place(directory.path, names: names))
    }
    var enabled: Set<ServiceKey> = []
    for place in places {
      let isUser = place.directory.isUser
      enabled.formUnion(
        links(in: place.directory.path, names: place.names).map { ServiceKey(unit: $0, isUserUnit: isUser) })
    }
    var seen: Set<ServiceKey> = []
    var jobs = jobs(places, known: services.filter { $0.loadState == "loaded" }, enabled: enabled, &seen)
    jobs += quadlets(besides: seen)
    takeAliases(&jobs, &enabled)
    var found: [UnitFile] = []
    var next: [ByteText: Entry] = [:]
    let reader = self
    for (job, entry) in zip(jobs, jobs.parallelMap { reader.entry($0) }) {
      next[job.key] = entry
      if var unit = entry.unit {
        // A quadlet may give its unit another name; a unit file of that name wins over what the generator makes.
        if job.isQuadlet, found.contains(where: { $0.key == unit.key }) { continue }
        unit.isEnabled = enabled.contains(unit.key) ? true : unit.isEnabled
        found.append(unit)
      }
    }
    for service in services {
      let place = found.firstIndex { service.isNamed($0.name) && $0.isUserUnit == service.isUserUnit }
      if let place {
        found[place].correct(by: service)
      } else if let unit = unknownUnit(service, &next) {
        found.append(unit)
      }
    }
    known = next
    return found
  }

  /// The unit files that are to be read.
  /// - Parameter seen: gets the names of units that were found.
  private func jobs(
    _ places: [Place], known: [ServiceStatus], enabled: Set<ServiceKey>, _ seen: inout Set<ServiceKey>
  ) -> [Job] {
    let finder = UnitDropIns(files: host.files)
    var jobs: [Job] = []
    for place in places {
      let (directory, names) = (place.directory, place.names)
      let all = Set(names.map(\.bytes))
      // A template is none that runs; its instances stand as links where something wants them, or the manager knows them.
      let instances = enabled.filter { $0.isUserUnit == directory.isUser }.map(\.unit).filter { name in
        UnitDropIns.template(of: name).map { all.contains($0.bytes) } == true && !all.contains(name.bytes)
      }
      for name in (names.filter { $0.ends(with: ".service") } + instances).sorted()
      where !name.ends(with: "@.service") && isCandidate(name) {
        // Of one name in several directories the first one counts, also where it masks the unit.
        guard seen.insert(ServiceKey(unit: name, isUserUnit: directory.isUser)).inserted else { continue }
        let file = all.contains(name.bytes) ? name : UnitDropIns.template(of: name) ?? name
        // The manager knows drop-ins from other places too, and their order.
        let status = known.first {
          $0.isNamed(name) && $0.isUserUnit == directory.isUser && !$0.needsReload
        }
        let dropIns =
          status?.dropInPaths
          ?? finder.all(
            of: name, in: places.filter { $0.directory.isUser == directory.isUser }.map(\.dropIns))
        let timer = ServiceNames.stem(ofUnit: name) + ".timer"
        jobs.append(
          Job(
            name: name, path: "\(directory.path)/\(file)", directory: directory, dropIns: dropIns,
            hasTimer: all.contains(timer.bytes)))
      }
    }
    return jobs
  }

  /// A link to another of them is that one under an alias.
  private func takeAliases(_ jobs: inout [Job], _ enabled: inout Set<ServiceKey>) {
    let files = Set(jobs.map(\.path.bytes))
    var aliases: [ByteText: String] = [:]
    jobs.removeAll { job in
      guard host.files.link(job.path) != nil, let real = host.files.realPath(job.path), real != "/dev/null",
        !real.isSameBytes(as: job.path), files.contains(real.bytes)
      else { return false }
      aliases[job.name.bytes] = UserPath.name(real)
      return true
    }
    for (alias, name) in aliases {
      for isUserUnit in [true, false]
      where enabled.contains(ServiceKey(unit: alias.text, isUserUnit: isUserUnit)) {
        enabled.insert(ServiceKey(unit: name, isUserUnit: isUserUnit))
      }
    }
  }

  /// - Parameter seen: units with files of their own, which win over those that a generator makes.
  private mutating func quadlets(besides seen: Set<ServiceKey>) -> [Job] {
    var seen = seen
    var jobs: [Job] = []
    let finder = UnitDropIns(files: host.files)
    for place in Quadlet.directories(home: ownHome, userID: host.system.userID) {
      guard case .success(let top) = listings.list(place.path) else { continue }
      // One level of folders below is looked through as well.
      let folders = top.filter { !$0.contains(".") }.map { "\(place.path)/\($0)" }
      for folder in [place.path] + folders {
        guard case .success(let names) = listings.list(folder) else { continue }
        let inFolder = UnitDropIns.Place(folder, names: names)
        for file in names.sorted()
        where file.ends(with: Quadlet.suffix) && !file.ends(with: "@" + Quadlet.suffix) {
          let name = Quadlet.unit(of: file)
          guard seen.insert(ServiceKey(unit: name, isUserUnit: place.isUser)).inserted else { continue }
          jobs.append(
            Job(
              name: name, path: "\(folder)/\(file)",
              directory: Directory(
                path: folder, isUser: place.isUser, home: place.isUser ? ownHome : "/root"),
              dropIns: finder.all(named: [file + ".d"], in: [inFolder]), isQuadlet: true))
        }
      }
    }
    return jobs
  }

  /// The units that some target wants or requires, as links in `TARGET.wants` say (systemctl enable).
  private mutating func links(in directory: String, names: [String]) -> [String] {
    names.filter { $0.ends(with: ".wants") || $0.ends(with: ".requires") }.flatMap { folder -> [String] in
      guard case .success(let found) = listings.list("\(directory)/\(folder)") else { return [] }
      return found.filter { $0.ends(with: ".service") }
    }
  }

  /// Units of the home in question, and those of the whole machine: of the latter only what lies in the home is shown.
  private var directories: [Directory] {
    let real = userHome
    let own = ownHome
    // In the order in which they count: systemd.unit(5), "Load path when running in user mode".
    let user =
      [Directory(path: own + "/.config/systemd/user", isUser: true, home: own)]
      + ["/etc/systemd/user", "/run/systemd/user"].map { Directory(path: $0, isUser: true, home: real) }
      + [Directory(path: own + "/.local/share/systemd/user", isUser: true, home: own)]
      + [
        "/usr/local/share/systemd/user", "/usr/share/systemd/user", "/usr/local/lib/systemd/user",
        "/usr/lib/systemd/user",
      ]
      .map { Directory(path: $0, isUser: true, home: real) }
    let system = [
      "/etc/systemd/system", "/run/systemd/system", "/usr/local/lib/systemd/system",
      "/usr/lib/systemd/system",
      "/lib/systemd/system",
    ].map { Directory(path: $0, isUser: false, home: "/root") }
    return user + system
  }

  /// The home of the user who looks.
  private var userHome: String {
    host.system.environment["HOME"]?.nonBlank.map { UserPath.normalize($0) } ?? paths.home
  }

  /// The home of the user whose units are looked at.
  private var ownHome: String { paths.homeIsExplicit ? paths.home : userHome }

  /// Any name will do: what a unit says decides. OpenClaw's node service is none of its gateways.
  private func isCandidate(_ name: String) -> Bool { name != ServiceNames.nodeUnit + ".service" }

  /// A unit that only the manager knows: a template's instance, or one from a place of its own.
  private func unknownUnit(_ service: ServiceStatus, _ next: inout [ByteText: Entry]) -> UnitFile? {
    guard let path = service.fragmentPath else { return nil }
    let real = userHome
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
    if host.files.silence(job.path) != nil, let entry = known[job.key] { return entry }
    var statuses: [ByteText: FileStatus?] = [:]
    for file in [job.path] + job.dropIns + (known[job.key]?.files ?? []) {
      statuses[file.bytes] = host.files.status(file)
    }
    if let entry = known[job.key], entry.statuses == statuses { return entry }
    // Scripts are watched also for a unit that starts no gateway: once they change, it may.
    let recorder = FileRecorder()
    let unit = parse(job, recorder)
    let files = recorder.all + (unit?.environmentFiles ?? [])
    for file in files { statuses[file.bytes] = host.files.status(file) }
    return Entry(statuses: statuses, files: files, unit: unit)
  }
}
