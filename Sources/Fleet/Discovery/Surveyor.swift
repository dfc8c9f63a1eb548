import Host
import OpenClaw

/// Looks at the host again and again, and reads again only what changed.
public struct Surveyor: Sendable {
  /// Every so many looks all processes are swept, otherwise only the known ones: on a busy host a sweep is what costs.
  public static let sweepInterval = 5

  public let host: Host
  public let paths: GatehousePaths
  public var config: GatehouseConfig
  public let runs: RunStore

  private var runReader: RunReader
  private var currentRuns: [RunRecord] = []
  private var runsByGateway: [GatewayID: RunRecord] = [:]
  private var sockets: [ListeningSocket] = []
  private var sources: SourceReader
  private var locks: LockReader
  private var owners = SocketOwners()
  private var index = ProcessIndex([])
  private var processes: [SurveyFacts.GatewayProcess] = []
  private var knownProcesses: [ProcessIdentity: SurveyFacts.GatewayProcess?] = [:]
  private var definitions: [Definition] = []
  private var subjects: [Subject] = []
  private var findings: [Finding] = []
  private let ephemeral: ClosedRange<Int>
  private var fingerprint: Fingerprint?
  private var looks = 0
  private let realPaths: RealPaths

  /// Links resolved; a path that does not exist stands for itself.
  public var realPath: @Sendable (String) -> String {
    { [realPaths] path in realPaths.resolved(path) }
  }

  /// What the definitions depend on.
  private struct Fingerprint: Equatable {
    var sources: SourceReader.Fingerprint
    var locks: [LockRecord]
    var processes: [ProcessIdentity]
    var files: [String: FileStatus?]
    var versions: [GatewayID: Version]
    var ports: [GatewayID: Int]
    var config: GatehouseConfig
  }

  public init(host original: Host, paths: GatehousePaths, config: GatehouseConfig) {
    var host = original
    let real = RealPaths(resolve: original.files.realPath)
    host.files.realPath = { real[$0] }
    self.realPaths = real
    self.host = host
    self.paths = paths
    self.config = config
    ephemeral = EphemeralPorts.read(original.files)
    runs = RunStore(directory: paths.runs, files: host.files)
    runReader = RunReader(store: runs)
    sources = SourceReader(host: host, paths: paths)
    locks = LockReader(host: host)
  }

  /// - Parameters:
  ///   - sweep: look at all processes, whatever the interval says.
  ///   - versions: what running gateways said of themselves.
  public mutating func survey(sweep: Bool = false, versions: [GatewayID: Version] = [:]) -> Survey {
    let now = host.system.now()
    currentRuns = runReader.read()
    runsByGateway = Dictionary(
      currentRuns.map { run in
        (GatewayID(stateDir: realPath(run.stateDir), configPath: realPath(run.configPath)), run)
      }, uniquingKeysWith: { _, newer in newer })
    sockets = host.processes.listeners()
    if sweep || looks % Self.sweepInterval == 0 { sweepProcesses() } else { refreshProcesses() }
    looks += 1
    let (facts, sourcePrint) = sources.read(declared: config.declared)
    let living = locks.read(directories: lockDirectories(facts)).filter { lock in
      if index[lock.pid] == nil, let found = host.processes.facts(lock.pid) {
        index.add(found)
      }
      guard let found = index[lock.pid], lock.matches(found) else { return false }
      // Without a start time the number alone proves nothing: the process must look like a gateway too.
      if lock.startTicks == nil {
        note(found)
        return knownProcesses[found.identity].flatMap(\.self) != nil
      }
      note(found, isKnownGateway: true)
      return true
    }
    for run in currentRuns where run.isAlive(bootID: host.system.bootID, facts: { index[$0] }) {
      if let pid = run.process?.pid, let found = index[pid] { note(found, isKnownGateway: true) }
    }
    collectProcesses()
    define(facts: facts, sourcePrint: sourcePrint, locks: living, versions: versions)
    return Survey(
      takenAt: now, definitions: definitions, locks: living, processes: processes, index: index,
      listeners: findListeners(), runs: currentRuns, subjects: subjects, findings: findings,
      listeningPorts: Set(sockets.map(\.port)), ephemeral: ephemeral, runsByGateway: runsByGateway)
  }

  // MARK: Processes

  private mutating func sweepProcesses() {
    realPaths.forget()
    let all = host.processes.all()
    index = ProcessIndex(all)
    let living = Set(all.map(\.identity))
    knownProcesses = knownProcesses.filter { living.contains($0.key) }
    for facts in all { note(facts) }
    collectProcesses()
  }

  private mutating func refreshProcesses() {
    // Trees of gateways only: their memory and whether they live.
    var pids: Set<Int32> = []
    for process in processes { pids.formUnion(index.tree(process.identity.pid).map(\.pid)) }
    for run in currentRuns { run.process.map { _ = pids.insert($0.pid) } }
    index.refresh(pids, facts: host.processes.facts)
    collectProcesses()
  }

  /// - Parameter isKnownGateway: a lock or a run record says so, whatever the process calls itself.
  private mutating func note(_ facts: ProcessFacts, isKnownGateway: Bool = false) {
    if let known = knownProcesses[facts.identity], known != nil || !isKnownGateway { return }
    let looksLikeGateway =
      isKnownGateway
      || GatewayProcessRule.mayBeGateway(facts) {
        host.processes.commandLine(facts.pid)
      }
    let found: SurveyFacts.GatewayProcess? =
      looksLikeGateway
      ? SurveyFacts.GatewayProcess(
        identity: facts.identity, environment: host.processes.environment(facts.pid),
        controlGroup: host.processes.controlGroup(facts.pid), userID: host.processes.userID(facts.pid))
      : nil
    knownProcesses[facts.identity] = .some(found)
  }

  private mutating func collectProcesses() {
    processes = knownProcesses.values.compactMap(\.self)
      .filter { index[$0.identity.pid].map { $0.isAlive } ?? false }
      .sorted { ($0.identity.startTicks, $0.identity.pid) < ($1.identity.startTicks, $1.identity.pid) }
  }

  // MARK: Locks and definitions

  private func lockDirectories(_ facts: SurveyFacts) -> [String] {
    let name = "openclaw-\(host.system.userID)"
    var temporary = ["/tmp"]
    temporary += [host.system.environment["TMPDIR"]].compactMap { $0?.nonBlank }
    temporary += facts.units.compactMap { $0.environment["TMPDIR"]?.nonBlank }
    temporary += facts.declared.compactMap { $0.environment["TMPDIR"]?.nonBlank }
    temporary += processes.compactMap { $0.environment?["TMPDIR"]?.nonBlank }
    temporary += facts.directories.map { $0.paths.stateDir + "/tmp" }
    let stateDirs =
      facts.units.compactMap { $0.environment["OPENCLAW_STATE_DIR"] }
      + processes.compactMap { $0.environment?["OPENCLAW_STATE_DIR"] }
    temporary += stateDirs.compactMap(\.nonBlank).map {
      UserPath.resolve($0, home: paths.home, workingDirectory: paths.home) + "/tmp"
    }
    temporary += definitions.map { $0.stateDir + "/tmp" }
    temporary += facts.declared.compactMap(\.stateDir).map {
      UserPath.resolve($0, home: paths.home, workingDirectory: paths.home) + "/tmp"
    }
    var seen: Set<String> = []
    return temporary.map { UserPath.normalize($0 + "/" + name) }.filter { seen.insert($0).inserted }
  }

  private mutating func define(
    facts: SurveyFacts, sourcePrint: SourceReader.Fingerprint, locks: [LockRecord],
    versions: [GatewayID: Version]
  ) {
    var files: [String: FileStatus?] = [:]
    for file in definitions.flatMap(\.files) { files[file] = host.files.status(file) }
    let now = Fingerprint(
      sources: sourcePrint, locks: locks, processes: processes.map(\.identity), files: files,
      versions: versions,
      ports: runningPorts(locks), config: config)
    if now == fingerprint { return }
    var facts = facts
    facts.locks = locks
    facts.processes = processes
    var joiner = Joiner(home: paths.home, workingDirectory: paths.home, realPath: realPath)
    let builder = DefinitionBuilder(
      paths: paths, system: host.system, files: host.files,
      installations: Installations(
        files: host.files, paths: paths, system: host.system, command: config.openclaw,
        isNeeded: !facts.units.isEmpty),
      realPath: realPath)
    let candidates = joiner.join(facts)
    func build(_ ports: [GatewayID: Int]) -> [Definition] {
      candidates.map { candidate in
        let id = GatewayID(
          stateDir: realPath(candidate.stateDir), configPath: realPath(candidate.configPath))
        return builder.build(candidate, runningVersion: versions[id], runningPort: ports[id])
      }
    }
    definitions = build(now.ports)
    // A gateway that is new here has its running port only now.
    let ports = runningPorts(locks)
    if ports != now.ports { definitions = build(ports) }
    judge(unclaimed: joiner.unclaimed + facts.otherDirectories)
    fingerprint = now
    fingerprint?.ports = ports
    // Includes and new directories show only now: their state belongs to the fingerprint of the next look.
    fingerprint?.files = Dictionary(
      definitions.flatMap(\.files).map { ($0, host.files.status($0)) }, uniquingKeysWith: { a, _ in a })
  }

  /// What is wrong as the files are. Only here, so that nothing is judged twice while nothing changes.
  private mutating func judge(unclaimed: [String]) {
    let order = RosterOrder(config)
    subjects = order.sorted(definitions, name: \.name, stateDir: \.stateDir).enumerated()
      .map { place, definition in
        var subject = Subject(definition, order: place, abbreviate: paths.abbreviate)
        subject.isMain = order.isMain(definition.name)
        subject.isRescue = order.isRescue(definition.name)
        return subject
      }
    let claimed = Set(
      definitions.flatMap { definition in
        let claims = definition.claims
        return (claims.stateDirs + claims.configs + claims.workspaces).map(\.real)
      })
    let loose = unclaimed.filter { path in
      let real = realPath(path)
      return !claimed.contains { $0 == real || $0.hasPrefix(real + "/") }
    }
    findings = IsolationChecker(
      listeningPorts: Set(sockets.map(\.port)), ephemeral: ephemeral,
      unclaimedDirectories: loose.map { LogText.clean(paths.abbreviate($0)) }.sorted()
    ).check(subjects)
  }

  /// The base ports of running gateways: as the lock says, else as the run was started, else the lowest port on which the
  /// locked process listens while it does not listen on the one that its files name.
  private func runningPorts(_ locks: [LockRecord]) -> [GatewayID: Int] {
    var ports: [GatewayID: Int] = [:]
    for definition in definitions {
      let lock = locks.first { lock in
        lock.configPath.map { realPath($0) == definition.id.configPath } ?? false
          && (lock.stateDir.map { realPath($0) == definition.id.stateDir } ?? true)
      }
      if let port = lock?.port {
        ports[definition.id] = port
      } else if let run = runsByGateway[definition.id],
        run.isAlive(bootID: host.system.bootID, facts: { index[$0] })
      {
        ports[definition.id] = run.port
      } else if let pid = lock?.pid, let port = listeningPort(pid, besides: definition.startPort) {
        ports[definition.id] = port
      }
    }
    return ports
  }

  /// Nil where the process listens on the expected port, on none, or may not be looked into.
  private func listeningPort(_ pid: Int32, besides expected: Int) -> Int? {
    let held = index.tree(pid).reduce(into: Set<UInt64>()) {
      $0.formUnion(host.processes.sockets($1.pid) ?? [])
    }
    let ports = sockets.filter { held.contains($0.inode) }.map(\.port)
    return ports.contains(expected) ? nil : ports.min()
  }

  // MARK: Listeners

  /// All listeners of this machine with their holders, as far as those may be seen.
  public mutating func allListeners() -> [PortListener] {
    owners.resolve(
      sockets, near: processes.flatMap { index.tree($0.identity.pid).map(\.pid) }, index: index,
      processes: host.processes)
  }

  private mutating func findListeners() -> [PortListener] {
    var wanted: Set<Int> = []
    for definition in definitions {
      let plan = definition.plan
      wanted.formUnion([
        plan.gateway.port, plan.browserControl.port, plan.canvas.port, definition.startPort,
      ])
      if let relay = plan.relay { wanted.insert(relay) }
      wanted.formUnion(definition.allocations.compactMap { $0.host == nil ? $0.port : nil })
    }
    let sockets = sockets.filter { wanted.contains($0.port) }
    let trees = processes.flatMap { index.tree($0.identity.pid).map(\.pid) }
    return owners.resolve(sockets, near: trees, index: index, processes: host.processes)
  }
}
