import Fleet
import Host
import OpenClaw
import Probes

/// Holds the truth about all gateways: looks, asks, acts, and publishes snapshots.
public actor Controller {
  /// Every so many looks the browsers are asked too: they change seldom.
  static let browserInterval = 5

  public nonisolated let host: Host
  public nonisolated let paths: GatehousePaths
  nonisolated let config: GatehouseConfig
  nonisolated let prober: Prober
  nonisolated let services: ServiceQuery
  nonisolated let builder: SnapshotBuilder
  /// Seconds between TERM and KILL.
  nonisolated let stopGrace: Double

  var surveyor: Surveyor
  var live = LiveFacts()
  var survey: Survey?
  private var trackers: [GatewayID: HealthTracker] = [:]
  /// The process that the answers so far came from: another one starts anew.
  private var answering: [GatewayID: ProcessIdentity] = [:]
  private var probing: Set<GatewayID> = []
  private var conversations: [GatewayID: Task<Void, Never>] = [:]
  private var conversingWith: [GatewayID: ProbeTarget] = [:]
  private var cpu = CPUMeter()
  private var children: [Int32: ChildProcess] = [:]
  private var looks = 0
  private var isEnded = false
  private var askedPorts: Set<Int> = []
  private var willShow = false
  private var knownSecrets: Set<String> = []
  private var publish: (@Sendable (Snapshot) -> Void)?
  private var published: Snapshot?

  public init(
    host: Host, paths: GatehousePaths, config: GatehouseConfig, ownProblem: String? = nil,
    services: ServiceQuery? = nil, stopGrace: Double? = nil
  ) {
    self.host = host
    self.paths = paths
    self.config = config
    self.services = services ?? .live(paths: paths, system: host.system)
    self.stopGrace = stopGrace ?? StopAction.standardGrace
    prober = Prober(settings: config.probe, now: host.system.now)
    let surveyor = Surveyor(host: host, paths: paths, config: config)
    builder = SnapshotBuilder(
      paths: paths, config: config, system: host.system, realPath: surveyor.realPath)
    self.surveyor = surveyor
    live.ownProblem = ownProblem
  }

  // MARK: Looking

  /// One look without any question to a gateway.
  @discardableResult
  public func look(sweep: Bool = false) -> Snapshot {
    survey(sweep: sweep)
    return show()
  }

  private func survey(sweep: Bool) {
    var versions: [GatewayID: Version] = [:]
    for (id, tracker) in trackers {
      if let version = tracker.health.version.flatMap(Version.init) { versions[id] = version }
    }
    let survey = surveyor.survey(sweep: sweep, versions: versions)
    self.survey = survey
    let secrets = survey.definitions.reduce(into: Set<String>()) { found, definition in
      found.formUnion(definition.secrets)
      found.formUnion([definition.token, definition.password].compactMap(\.self))
    }
    if secrets != knownSecrets {
      knownSecrets = secrets
      live.redactor = Redactor(secrets)
    }
    reconcile(survey)
    live.owners = Dictionary(
      survey.definitions.map { ($0.id, builder.owner(of: $0, survey: survey)) },
      uniquingKeysWith: { first, _ in first })
    for definition in survey.definitions { noteFacts(definition, survey: survey) }
    live.health = trackers.mapValues(\.health)
    live.cpuPercent = cpu.measure(survey, owners: Array(answering.values), system: host.system)
  }

  /// One look, then one round of questions to all that run.
  public func lookAndAsk() async -> Snapshot {
    look(sweep: true)
    await askAll()
    await askBrowsers()
    live.health = trackers.mapValues(\.health)
    return show()
  }

  /// Looks and asks again and again until the task is cancelled.
  /// - Parameter publish: gets every new snapshot, from any thread.
  public func run(publish: @escaping @Sendable (Snapshot) -> Void) async {
    self.publish = publish
    adopt()
    while !Task.isCancelled {
      // What is seen and what is answered right away make one snapshot.
      survey(sweep: false)
      for target in targets() { startAsking(target) }
      showSoon()
      let ports = browserPorts()
      if looks % Self.browserInterval == 0 || ports != askedPorts {
        askedPorts = ports
        Task {
          await askBrowsers()
          show()
        }
      }
      looks += 1
      try? await Task.sleep(for: .seconds(config.probe.interval))
    }
    end()
  }

  /// Ends all connections; the gateways go on.
  public func end() {
    isEnded = true
    for conversation in conversations.values { conversation.cancel() }
    conversations = [:]
  }

  /// The redactor that knows every secret read so far.
  public func redactor() -> Redactor { live.redactor }

  /// The last snapshot that was made.
  public func latest() -> Snapshot? { survey.map { builder.build($0, live: live) } }

  @discardableResult
  func show() -> Snapshot {
    guard let survey else {
      return Snapshot(takenAt: host.system.now(), hostName: host.system.hostName, gateways: [])
    }
    let snapshot = builder.build(survey, live: live)
    if published?.showsSame(as: snapshot) != true {
      published = snapshot
      publish?(snapshot)
    }
    return snapshot
  }

  private func noteFacts(_ definition: Definition, survey: Survey) {
    var tracker = trackers[definition.id] ?? HealthTracker(probe: config.probe)
    let owner = live.owners[definition.id] ?? .none
    let now = survey.takenAt
    if owner.process != answering[definition.id] {
      answering[definition.id] = owner.process
      tracker.forgetAnswers(at: now)
      prober.forget(definition.id)
      conversations.removeValue(forKey: definition.id)?.cancel()
      conversingWith[definition.id] = nil
    }
    let listeners = survey.listeners(on: definition.plan.gateway.port)
    if owner.process == nil {
      let run = survey.run(of: definition)
      let isUnknown = run == nil && definition.config.value == nil
      tracker.set(.process, isUnknown ? .unknown : .fails("not running"), at: now)
      tracker.set(.listening, listeners.isEmpty ? .fails("nothing listens") : .holds, at: now)
      tracker.set(
        .ours, listeners.first.map { .fails("port \($0.port) is held by \($0.holder)") } ?? .unknown, at: now)
    } else {
      live.failures[definition.id] = nil
      tracker.set(.process, .holds, at: now)
      tracker.set(
        .listening,
        listeners.isEmpty ? .fails("nothing listens on \(definition.plan.gateway.port)") : .holds, at: now)
      let link = owner.links.first { $0.kind == .listener }
      switch link?.status {
      case .holds: tracker.set(.ours, .holds, at: now)
      case .contradicts: tracker.set(.ours, .fails(link?.detail ?? ""), at: now)
      default: tracker.set(.ours, .unknown, at: now)
      }
      if listeners.isEmpty, tracker.health.holds(.live) { tracker.forgetAnswers(at: now) }
    }
    trackers[definition.id] = tracker
  }

  // MARK: Asking

  private struct Question: Sendable {
    var definition: Definition
    var target: ProbeTarget
    var owner: ProcessIdentity
  }

  /// All gateways whose base port is held by their own process.
  private func targets() -> [Question] {
    guard let survey else { return [] }
    return survey.definitions.compactMap { definition in
      guard let owner = answering[definition.id], trackers[definition.id]?.health.holds(.ours) == true,
        let listener = survey.listeners(on: definition.plan.gateway.port).first(where: { listener in
          listener.pid.map { survey.index.isRelated($0, owner.pid) } ?? false
        })
      else { return nil }
      return Question(
        definition: definition, target: ProbeTarget(definition: definition, host: listener.probeHost),
        owner: owner)
    }
  }

  private func askAll() async {
    await withTaskGroup(of: Void.self) { group in
      for question in targets() { group.addTask { await self.ask(question) } }
    }
  }

  private func startAsking(_ question: Question) {
    guard !isEnded, probing.insert(question.definition.id).inserted else { return }
    Task {
      await ask(question)
      probing.remove(question.definition.id)
      converse(question)
      showSoon()
    }
  }

  /// Shows what came in a moment's time: twenty answers are one snapshot, not twenty.
  private func showSoon() {
    if willShow { return }
    willShow = true
    Task {
      try? await Task.sleep(for: .milliseconds(50))
      willShow = false
      live.health = trackers.mapValues(\.health)
      show()
    }
  }

  private func ask(_ question: Question) async {
    let sample = await prober.sample(question.target)
    // Late news of a process that is gone says nothing of the one that is there now.
    guard answering[question.definition.id] == question.owner else { return }
    trackers[question.definition.id]?.apply(sample, at: host.system.now())
  }

  /// The CDP ports of this machine on which somebody listens.
  private func browserPorts() -> Set<Int> {
    guard let survey else { return [] }
    return Set(survey.definitions.flatMap(\.allocations).compactMap { $0.host == nil ? $0.port : nil })
      .filter { !survey.listeners(on: $0).isEmpty }
  }

  private func askBrowsers() async {
    guard !isEnded else { return }
    let ports = browserPorts()
    let found = await withTaskGroup(of: (Int, String?).self) { group in
      for port in ports { group.addTask { [prober] in (port, await prober.browser(port: port)) } }
      var browsers: [Int: String] = [:]
      for await (port, browser) in group { browsers[port] = browser }
      return browsers
    }
    live.browsers = found
  }

  // MARK: The connection that is kept

  private func converse(_ question: Question) {
    let id = question.definition.id
    guard !isEnded, trackers[id]?.health.holds(.live) == true, answering[id] == question.owner,
      live.owners[id]?.isProven == true
    else { return }
    // Another port or another token in the config begins anew.
    if conversingWith[id] == question.target { return }
    conversingWith[id] = question.target
    conversations.removeValue(forKey: id)?.cancel()
    let proof = ConnectionProof(host: host, owner: question.owner, port: question.target.port)
    conversations[id] = Task { [prober] in
      await prober.hello(question.target, prove: { await proof.holds(clientPort: $0) }) { [weak self] event in
        await self?.heard(event, from: question)
      }
    }
  }

  private func heard(_ event: HelloEvent, from question: Question) {
    let id = question.definition.id
    guard answering[id] == question.owner else { return }
    trackers[id]?.apply(event, at: host.system.now())
    showSoon()
  }

  // MARK: What happened without us

  /// A child that ended by itself, and a launch that a dead Gatehouse left half-written.
  private func reconcile(_ survey: Survey) {
    for record in survey.runs where record.phase == .running && record.bootID == host.system.bootID {
      guard let pid = record.process?.pid, let child = children[pid], let ending = child.ending() else {
        continue
      }
      let definition = survey.definition(of: record)
      if let definition {
        if live.operations[definition.id] != nil { continue }
        if builder.owner(of: definition, survey: survey).process != nil { continue }
      }
      guard let lock = actionLock(record) else { continue }
      children[pid] = nil
      var ended = record
      ended.phase = ending == .exit(0) ? .ended : .failed
      ended.failure = "ended by itself (\(ending))"
      _ = surveyor.runs.write(ended)
      withExtendedLifetime(lock) {}
      note("\(record.name) ended by itself (\(ending))")
    }
  }

  /// Takes over what an earlier Gatehouse started, and says so.
  private func adopt() {
    look(sweep: true)
    guard let survey else { return }
    for record in survey.runs {
      // Written but never finished: unless another Gatehouse is at it this very moment, what was started is taken over.
      guard record.phase == .launching, let lock = actionLock(record) else { continue }
      _ = RunOrphan.adopt(record, runs: surveyor.runs, host: host)
      withExtendedLifetime(lock) {}
    }
    let running = survey.runs.filter { record in
      record.phase == .running && record.isAlive(bootID: host.system.bootID) { survey.index[$0] }
    }
    if !running.isEmpty { note("found running: \(running.map(\.name).joined(separator: ", "))") }
    look()
  }

  /// The lock of a gateway's actions; nil while somebody acts on it.
  private func actionLock(_ record: RunRecord) -> FileLock? {
    let context = ActionLocks(paths: paths, files: host.files)
    let id = GatewayID(
      stateDir: surveyor.realPath(record.stateDir), configPath: surveyor.realPath(record.configPath))
    return try? context.take(id, name: record.name).get()
  }

  func note(_ text: String) {
    live.lastEvent = Snapshot.Event(at: host.system.now(), text: text)
  }

  func keep(_ child: ChildProcess) { children[child.pid] = child }

  /// A round of questions at once, after an action.
  func refresh() {
    look(sweep: true)
    guard publish != nil, !isEnded else { return }
    for target in targets() { startAsking(target) }
  }
}
