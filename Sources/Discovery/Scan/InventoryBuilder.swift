import GatewayModel
import Host
import OpenClaw
import Records

/// Puts the inventory of the host together again and again, and reads again only what changed.
public struct InventoryBuilder: Sendable {
  /// Every so many looks all processes are swept, otherwise only the known ones: on a busy host a sweep is what costs.
  public static let sweepInterval = 5

  /// The given machine, with memory: processes are read once a look, real paths once a sweep.
  public let host: Machine
  /// Where Gatehouse looks, and where it keeps its own files.
  public let paths: GatehousePaths
  /// Gatehouse's own config; what it declares is part of every look.
  public var config: GatehouseConfig

  private var records: RecordScan
  private var listening = ListenerScan()
  private var readers: Readers
  private var watch: ProcessWatch
  private var definitions = DefinitionSet()
  private var built = Built()
  private var looks = 0
  private let ephemeral: ClosedRange<Int>
  private let caches: Caches

  /// What is read again only where a file changed.
  private struct Readers {
    var sources: SourceReader
    var locks: LockReader
  }

  /// From what the definitions were built last.
  private struct Built {
    var basis = AssessmentBasis(
      revision: 0, listeningPorts: [], unclaimedDirectories: [], isLingering: nil)
    var fingerprint: Fingerprint?
  }

  /// What is forgotten with each look, or with each sweep.
  private struct Caches {
    let memo: ProcessMemo
    let realPaths: RealPaths
  }

  /// Links resolved; of a path that does not exist those of the part that does.
  public var realPath: @Sendable (String) -> String {
    { [realPaths = caches.realPaths] path in realPaths.resolved(path) }
  }

  /// What the definitions depend on.
  private struct Fingerprint: Equatable {
    var sources: SourceReader.Fingerprint
    var locks: [LockRecord]
    var processes: [ProcessIdentity]
    var loose: [StrayFinder.Loose]
    var files: [ByteText: FileStatus?]
    var versions: [GatewayID: Version]
    var ports: [GatewayID: Int]
    var config: GatehouseConfig
    var isLingering: Bool?
    var silences: [FileSilence]
  }

  /// Reads only the range of ephemeral ports; everything else is read with the first `build`.
  public init(host original: Machine, paths: GatehousePaths, config: GatehouseConfig) {
    var host = original
    let real = RealPaths(original.files)
    let memo = ProcessMemo(original.processes)
    host.files.realPath = { real[$0] }
    host.processes = memo.processes
    caches = Caches(memo: memo, realPaths: real)
    self.host = host
    self.paths = paths
    self.config = config
    ephemeral = EphemeralPorts.read(original.files)
    records = RecordScan(paths: paths, files: host.files)
    readers = Readers(sources: SourceReader(host: host, paths: paths), locks: LockReader(host: host))
    watch = ProcessWatch(host.processes, own: host.system.processID)
  }

  /// - Parameters:
  ///   - sweep: look at all processes, whatever the interval says.
  ///   - versions: what running gateways said of themselves.
  ///   - services: what the service managers said; units that they do not name are read from their files alone.
  public mutating func build(
    sweep: Bool = false, versions: [GatewayID: Version] = [:], services: [ServiceStatus] = []
  ) -> HostInventory {
    let now = host.system.now()
    caches.memo.forget()
    records.readRuns(realPath)
    listening.read(host.processes)
    watch.listening = Set(listening.sockets.map(\.inode))
    if sweep || looks % Self.sweepInterval == 0 {
      caches.realPaths.forget()
      watch.sweep()
      if looks % (Self.sweepInterval * 6) == 0 { listening.forgetUnknown() }
    } else {
      watch.refresh(
        besides: records.current.compactMap(\.process?.pid) + services.compactMap(\.mainPID))
    }
    looks += 1
    let (facts, sourcePrint) = readers.sources.read(declared: config.declared, services: services)
    let (living, left) = readLocks(facts)
    for run in records.current where run.isAlive(bootID: host.system.bootID, facts: { watch.index[$0] }) {
      if let pid = run.process?.pid, let found = watch.index[pid] { watch.note(found, isKnownGateway: true) }
    }
    watch.collect()
    let loose = findLoose(living)
    let sight = MountSight(files: host.files)
    let here = living.filter { !sight.isElsewhere($0, watch.gateways) }
    define(
      facts: facts, sourcePrint: sourcePrint, locks: living, here: here, loose: loose, versions: versions)
    let listeners = listening.find(definitions.all, &watch, host.processes)
    var inventory = HostInventory(
      takenAt: now, definitions: definitions.all, locks: here, leftLocks: left, processes: watch.gateways,
      index: watch.index, listeners: listeners, runs: records.current,
      basis: built.basis, listeningPorts: listening.ports, ephemeral: ephemeral,
      loose: Set(loose.map(\.process.identity)), newHolders: listening.newHolders,
      services: Dictionary(
        services.flatMap { status in
          status.names.map { (ServiceKey(unit: $0, isUserUnit: status.isUserUnit), status) }
        }, uniquingKeysWith: { first, _ in first }),
      supervisors: records.readSupervisors(realPath, isAlive: isAlive),
      policies: records.readPolicies(realPath),
      unreadable: records.unreadable, runsByGateway: records.byGateway)
    inventory.proveOwners(host.system, realPath: realPath)
    return inventory
  }

  /// Whether the Gatehouse that wrote the record still lives: one that died leaves its record behind.
  private func isAlive(_ supervisor: Supervisor) -> Bool {
    supervisor.bootID == host.system.bootID && host.processes.isAlive(supervisor.process)
  }

  // MARK: Locks

  private mutating func readLocks(
    _ facts: InventoryFacts
  ) -> (living: [LockRecord], left: [LockRecord]) {
    var living: [LockRecord] = []
    var left: [LockRecord] = []
    for lock in readers.locks.read(directories: lockDirectories(facts)) {
      guard let found = watch.find(lock.pid), lock.matches(found) else {
        left.append(lock)
        continue
      }
      // Without a start time the number alone proves nothing: the process must look like a gateway too.
      watch.note(found, isKnownGateway: lock.startTicks != nil)
      if lock.startTicks != nil || watch.isGateway(found.identity) { living.append(lock) }
    }
    return (living, left)
  }

  private func lockDirectories(_ facts: InventoryFacts) -> [String] {
    let name = "openclaw-\(host.system.userID)"
    var temporary = ["/tmp"]
    temporary += [host.system.environment["TMPDIR"]].compactMap { $0?.nonBlank }
    temporary += facts.units.compactMap { $0.environment["TMPDIR"]?.nonBlank }
    temporary += facts.declared.compactMap { $0.environment["TMPDIR"]?.nonBlank }
    // Another user's process does not say where this user's locks lie.
    let ours = watch.gateways.filter { $0.userID == host.system.userID }
    temporary += ours.compactMap { $0.environment?["TMPDIR"]?.nonBlank }
    temporary += facts.directories.map { $0.paths.stateDir + "/tmp" }
    let stateDirs =
      facts.units.compactMap { $0.environment["OPENCLAW_STATE_DIR"] } + facts.declared.compactMap(\.stateDir)
    temporary += stateDirs.compactMap(\.nonBlank).map {
      UserPath.resolve($0, home: paths.home, workingDirectory: paths.home) + "/tmp"
    }
    // Of a process its own variables say where it is, and its own home where they say nothing.
    temporary += ours.compactMap { process in
      (process.path("OPENCLAW_STATE_DIR") ?? process.home.map { $0 + "/.openclaw" }).map { $0 + "/tmp" }
    }
    temporary += definitions.all.map { $0.stateDir + "/tmp" }
    return temporary.map { UserPath.normalize($0 + "/" + name) }.distinct()
  }

  private func findLoose(_ locks: [LockRecord]) -> [StrayFinder.Loose] {
    let claimed = Set(locks.map(\.pid)).union(records.current.compactMap(\.process?.pid))
    return StrayFinder(home: paths.home, userID: host.system.userID, realPath: realPath)
      .find(watch, claimed: claimed, sockets: listening.sockets)
  }

  /// Whether the user's units live on without a login; nil where that is not known, as with another home than the user's own.
  private var isLingering: Bool? {
    Linger.isOn(host.system, home: paths.home, host.files)
  }

  // MARK: Definitions

  private mutating func define(
    facts: InventoryFacts, sourcePrint: SourceReader.Fingerprint, locks: [LockRecord], here: [LockRecord],
    loose: [StrayFinder.Loose], versions: [GatewayID: Version]
  ) {
    var files: [ByteText: FileStatus?] = [:]
    for file in definitions.all.flatMap(\.files) { files[file.bytes] = host.files.status(file) }
    let now = Fingerprint(
      sources: sourcePrint, locks: locks, processes: watch.gateways.map(\.identity), loose: loose,
      files: files, versions: versions, ports: runningPorts(here), config: config,
      isLingering: isLingering, silences: host.files.silences())
    if now == built.fingerprint { return }
    var facts = facts
    facts.locks = locks
    facts.processes = watch.gateways
    let builder = DefinitionBuilder(
      paths: paths, system: host.system, files: host.files,
      installations: Installations(
        files: host.files, paths: paths, system: host.system, command: config.openclaw,
        isNeeded: !facts.units.isEmpty || facts.directories.contains { $0.profile != nil }),
      realPath: realPath)
    definitions.build(facts, builder: builder, versions: versions, ports: now.ports)
    // Only with the definitions it is known which ports run, and which processes belong to no gateway: with those it is built once more.
    let ports = runningPorts(here)
    facts.strays = definitions.strays(loose)
    if ports != now.ports || !facts.strays.isEmpty {
      definitions.build(facts, builder: builder, versions: versions, ports: ports)
    }
    built.basis = AssessmentBasis(
      revision: definitions.revision, listeningPorts: listening.ports,
      unclaimedDirectories: definitions.unclaimed + facts.otherDirectories, isLingering: isLingering)
    built.fingerprint = now
    built.fingerprint?.ports = ports
    // Which files are included is known only now, so their states are added to the fingerprint for the next look.
    built.fingerprint?.files = Dictionary(
      definitions.all.flatMap(\.files).map { ($0.bytes, host.files.status($0)) },
      uniquingKeysWith: { a, _ in a })
  }

  /// The base ports of running gateways: as the lock says, else as the run was started, else the lowest port on which the
  /// locked process listens while it does not listen on the one that its files name.
  private func runningPorts(_ locks: [LockRecord]) -> [GatewayID: Int] {
    let byConfig = Dictionary(grouping: locks) { $0.configPath.map { realPath($0).bytes } }
    var ports: [GatewayID: Int] = [:]
    for definition in definitions.all {
      let lock = byConfig[definition.id.configPath.bytes]?.first { lock in
        lock.stateDir.map { realPath($0).isSameBytes(as: definition.id.stateDir) } ?? true
      }
      if let port = lock?.port {
        ports[definition.id] = port
      } else if let run = records.byGateway[definition.id],
        run.isAlive(bootID: host.system.bootID, facts: { watch.index[$0] })
      {
        ports[definition.id] = run.port
      } else if let pid = lock?.pid {
        // Where it was last seen to listen on the expected port, and somebody still does, nothing is to be looked for.
        if let expected = definition.startPort,
          listening.lastHolders[expected].map({ watch.index.isRelated($0, pid) }) == true,
          listening.sockets.contains(where: { $0.port == expected })
        {
          continue
        }
        let found = watch.ports(of: pid, sockets: listening.sockets)
        if definition.startPort.map(found.contains) != true, let port = found.min() {
          ports[definition.id] = port
        }
      }
    }
    return ports
  }

  // MARK: Listeners

  /// All listeners of this machine with their holders, as far as those may be seen.
  public mutating func allListeners() -> [PortListener] { listening.all(watch, host.processes) }
}
