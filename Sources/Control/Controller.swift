import Fleet
import Host
import OpenClaw
import Probes

/// Holds the truth about all gateways: looks, asks, acts, and publishes snapshots.
public actor Controller {
  /// Seconds before what failed without a person is tried again.
  static let retryPause = 2.0
  /// Every so many looks the browsers are asked too: they change seldom.
  static let browserInterval = 5

  public nonisolated let host: Host
  public nonisolated let paths: GatehousePaths
  nonisolated let config: GatehouseConfig
  nonisolated let prober: Prober
  nonisolated let services: ServiceManagers
  nonisolated let builder: SnapshotBuilder
  /// Seconds between TERM and KILL.
  nonisolated let stopGrace: Double

  var surveyor: Surveyor
  var live = LiveFacts()
  var survey: Survey?
  var trackers: [GatewayID: HealthTracker] = [:]
  /// The process that the answers so far came from: another one starts anew.
  var answering: [GatewayID: ProcessIdentity] = [:]
  var probing: Set<GatewayID> = []
  var conversations: [GatewayID: Task<Void, Never>] = [:]
  var conversingWith: [GatewayID: ProbeTarget] = [:]
  var cpu = CPUMeter()
  var children: [ProcessIdentity: ChildProcess] = [:]
  /// The lock file that a gateway's process was seen to keep: after its end it tells how it ended.
  var seenLocks: [ProcessIdentity: String] = [:]
  /// When what failed without a person may be tried again; seconds since boot.
  var notBefore: [GatewayID: Double] = [:]
  /// Logs that could not be rotated, each said once.
  var unrotated: Set<String> = []
  var isRotating = false
  /// Gateways whose record could not be written, each said once.
  var unwritten: Set<GatewayID> = []
  var isJournalLost = false
  /// Hears what a person must know and no action's result tells.
  var warn: (@Sendable (String) -> Void)?
  var rescueFiles = RescueFiles()
  /// The files of a config as they were when a copy of it was last thought of.
  var looked: [GatewayID: KeptSight] = [:]
  /// Gateways whose config could not be kept, each said once.
  var unkept: Set<GatewayID> = []
  /// Copies as they were read last, with the status of their folder.
  var readCopies: [GatewayID: (folder: FileStatus?, copies: [ConfigCopy])] = [:]
  var looks = 0
  var isEnded = false
  var askedPorts: Set<Int> = []
  var willShow = false
  var killRequests: Set<GatewayID> = []
  /// Starts under way that are to be given up.
  var calledOff: Set<GatewayID> = []
  /// What the actions under way have told so far, for the journal.
  var traces: [GatewayID: ActionTrace] = [:]
  nonisolated let journal: Journal
  nonisolated let policyClock: PolicyClock
  nonisolated let slots: StartSlots
  /// As what this Gatehouse restarts gateways; nil where it only looks.
  var supervisorKind: Supervisor.Kind?
  nonisolated var locks: ActionLocks { ActionLocks(paths: paths, files: host.files) }
  /// The gateways whose restarts are this Gatehouse's, by the lock that says so.
  var supervised: [GatewayID: FileLock] = [:]
  /// The gateways that are watched over; nil for all.
  var supervisedIDs: Set<GatewayID>?
  var fights = FightWatch()
  /// Hears every line of the journal that this Gatehouse writes.
  var hear: (@Sendable (JournalEntry) -> Void)?
  var knownSecrets: Set<String> = []
  var serviceWatch = ServiceWatch()
  /// When the managers last answered (uptime, seconds), and whether that was news.
  var lastServiceAnswer: (at: Double, isNews: Bool)?
  /// Gateways for whose units the reason of their end is being read.
  var readingReasons: Set<GatewayID> = []
  var publish: (@Sendable (Snapshot) -> Void)?
  var published: Snapshot?

  public init(
    host: Host, paths: GatehousePaths, config: GatehouseConfig,
    services: ServiceManagers? = nil, stopGrace: Double? = nil, policyClock: PolicyClock? = nil
  ) {
    journal = Journal(file: paths.journal, files: host.files)
    self.policyClock = policyClock ?? .live(host.system)
    slots = StartSlots(config.startsAtOnce)
    self.host = host
    self.paths = paths
    self.config = config
    self.services = services ?? .live(paths: paths, host: host)
    self.stopGrace = stopGrace ?? config.stopSeconds
    prober = Prober(settings: config.probe, now: host.system.now)
    let surveyor = Surveyor(host: host, paths: paths, config: config)
    builder = SnapshotBuilder(
      paths: paths, config: config, system: host.system, realPath: surveyor.realPath)
    self.surveyor = surveyor
  }

  // MARK: Looking

  /// One look without any question to a gateway.
  @discardableResult
  public func look(sweep: Bool = false) -> Snapshot {
    survey(sweep: sweep)
    return show()
  }

  func survey(sweep: Bool) {
    var versions: [GatewayID: Version] = [:]
    for (id, tracker) in trackers {
      if let version = tracker.health.version.flatMap(Version.init) { versions[id] = version }
    }
    let survey = surveyor.survey(sweep: sweep, versions: versions, services: serviceWatch.statuses)
    self.survey = survey
    // A secret that was taken out of a config is still what the running gateway has.
    let secrets = survey.definitions.reduce(into: knownSecrets) { found, definition in
      found.formUnion(definition.secrets)
      found.formUnion([definition.token, definition.password].compactMap(\.self))
    }
    if secrets != knownSecrets {
      knownSecrets = secrets
      live.redactor = Redactor(secrets)
    }
    live.owners = builder.owners(survey)
    live.fights = fights.look(survey, owners: live.owners, userID: host.system.userID)
    reconcile(survey)
    let mainName = RosterOrder(config).mainName
    rescueFiles.read(
      paths: paths, files: host.files, main: survey.definitions.first { $0.name == mainName }, into: &live)
    for definition in survey.definitions { noteFacts(definition, survey: survey) }
    live.health = trackers.mapValues(\.health)
    live.cpuPercent = cpu.measure(survey, owners: Array(answering.values), system: host.system)
  }

  /// One look, then one round of questions to all that run.
  public func lookAndAsk() async -> Snapshot {
    survey(sweep: true)
    if await askServices() { survey(sweep: false) }
    await waitForUnitReasons()
    await askAll()
    await askBrowsers()
    live.health = trackers.mapValues(\.health)
    return show()
  }

  /// Looks and asks again and again until the task is cancelled.
  /// - Parameters:
  ///   - kind: as what it restarts gateways and finishes what another Gatehouse began; nil where it only looks.
  ///   - publish: gets every new snapshot, from any thread.
  public func run(as kind: Supervisor.Kind? = nil, publish: @escaping @Sendable (Snapshot) -> Void) async {
    self.publish = publish
    supervisorKind = kind
    if kind != nil { adopt() }
    let listening = listenToManagers()
    defer { listening.cancel() }
    while !Task.isCancelled {
      // What is seen and what is answered right away make one snapshot.
      survey(sweep: false)
      recover()
      supervise()
      rotateLogs()
      keepLastGood()
      for target in targets() { startAsking(target) }
      showSoon()
      askServicesIfDue()
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
    standDown()
    for conversation in conversations.values { conversation.cancel() }
    conversations = [:]
  }

  /// The redactor that knows every secret read so far.
  public func redactor() -> Redactor { live.redactor }

  /// The last snapshot that was made.
  public func latest() -> Snapshot? { published ?? survey.map { builder.build($0, live: live) } }

  @discardableResult
  func show() -> Snapshot {
    guard let survey else {
      return Snapshot(takenAt: host.system.now(), hostName: host.system.hostName, gateways: [])
    }
    noteSights(survey)
    let snapshot = builder.build(survey, live: live)
    if published?.showsSame(as: snapshot) != true {
      published = snapshot
      publish?(snapshot)
    }
    return snapshot
  }

  func noteFacts(_ definition: Definition, survey: Survey) {
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
    let listeners = definition.plan.gateway.known.map { survey.listeners(on: $0) } ?? []
    if owner.process == nil {
      let run = survey.run(of: definition)
      let isUnknown = run == nil && definition.config.value == nil
      tracker.set(.process, isUnknown ? .unknown : .fails("not running"), at: now)
      tracker.set(
        .listening,
        !definition.isPortKnown ? .unknown : listeners.isEmpty ? .fails("nothing listens") : .holds, at: now)
      tracker.set(
        .ours, listeners.first.map { .fails("port \($0.port) is held by \($0.holder)") } ?? .unknown, at: now)
    } else {
      live.failures[definition.id] = nil
      tracker.set(.process, .holds, at: now)
      tracker.set(
        .listening,
        !definition.isPortKnown
          ? .unknown
          : listeners.isEmpty ? .fails("nothing listens on \(definition.plan.gateway.port)") : .holds,
        at: now)
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
}
