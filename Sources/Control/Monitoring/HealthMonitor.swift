import Fleet
import GatewayModel
import Host
import OpenClaw
import Probes

/// Asks gateways and browsers how they are, and keeps one connection to each gateway that admits it.
@ControlActor
final class HealthMonitor {
  struct Question: Sendable {
    var definition: Definition
    var target: ProbeTarget
    var owner: ProcessIdentity
  }

  private let host: Machine
  private let probe: GatehouseConfig.Probe
  private let prober: Prober
  private let state: LatestState
  private let publisher: SnapshotPublisher
  private var trackers: [GatewayID: HealthTracker] = [:]
  /// The process that the answers so far came from: another one starts anew.
  private var answering: [GatewayID: ProcessIdentity] = [:]
  private var probing: Set<GatewayID> = []
  private var conversations: [GatewayID: Task<Void, Never>] = [:]
  private var conversingWith: [GatewayID: ProbeTarget] = [:]
  private var isEnded = false

  nonisolated init(
    host: Machine, probe: GatehouseConfig.Probe, prober: Prober, state: LatestState,
    publisher: SnapshotPublisher
  ) {
    self.host = host
    self.probe = probe
    self.prober = prober
    self.state = state
    self.publisher = publisher
  }

  /// What running gateways said of themselves.
  var versions: [GatewayID: Version] {
    trackers.compactMapValues { $0.health.version.flatMap(Version.init) }
  }

  /// The processes that are taken for gateways.
  var processes: [ProcessIdentity] { Array(answering.values) }

  func health(of id: GatewayID) -> Health? { trackers[id]?.health }

  /// Makes the health known to whoever shows it.
  func publish() {
    state.update { [trackers] in $0.health = trackers.mapValues(\.health) }
  }

  /// Shows what came in a moment's time.
  func showSoon() {
    publisher.showSoon { [weak self] in self?.publish() }
  }

  /// Ends all connections.
  func end() {
    isEnded = true
    for conversation in conversations.values { conversation.cancel() }
    conversations = [:]
  }

  // MARK: What a look shows

  func note(_ inventory: HostInventory) {
    for definition in inventory.definitions { note(definition, inventory) }
  }

  private func note(_ definition: Definition, _ inventory: HostInventory) {
    let id = definition.id
    var tracker = trackers[id] ?? HealthTracker(probe: probe)
    let owner = inventory.owner(of: id)
    let now = inventory.takenAt
    if owner.process != answering[id] {
      answering[id] = owner.process
      tracker.forgetAnswers(at: now)
      prober.forget(id)
      endConversation(id)
    }
    let listeners = definition.plan.gateway.known.map { inventory.listeners(on: $0) } ?? []
    if owner.process == nil {
      let isUnknown = inventory.run(of: definition) == nil && definition.config.value == nil
      tracker.set(.process, isUnknown ? .unknown : .fails("not running"), at: now)
      tracker.set(
        .listening,
        !definition.isPortKnown ? .unknown : listeners.isEmpty ? .fails("nothing listens") : .holds, at: now)
      tracker.set(
        .ours, listeners.first.map { .fails("port \($0.port) is held by \($0.holder)") } ?? .unknown, at: now)
    } else {
      state.update { $0.failures[id] = nil }
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
      // Whoever is at the port now, it is not proven to be this gateway: nothing more is said to it.
      if link?.status != .holds { endConversation(id) }
      if listeners.isEmpty, tracker.health.holds(.live) { tracker.forgetAnswers(at: now) }
    }
    trackers[id] = tracker
  }

  // MARK: Questions

  /// All gateways whose base port is held by their own process.
  private var questions: [Question] {
    guard let inventory = state.inventory else { return [] }
    return inventory.definitions.compactMap { definition in
      guard let owner = answering[definition.id], trackers[definition.id]?.health.holds(.ours) == true,
        let port = definition.plan.gateway.known,
        let listener = inventory.listeners(on: port).first(where: { inventory.isHeld($0, by: owner) })
      else { return nil }
      return Question(
        definition: definition, target: ProbeTarget(definition: definition, host: listener.probeHost),
        owner: owner)
    }
  }

  /// Asks all that can be asked, and waits for the answers.
  func askAll() async {
    await withTaskGroup(of: Void.self) { group in
      for question in questions { group.addTask { await self.ask(question) } }
    }
  }

  /// Asks all that are not being asked already, and waits for none of them.
  func startAsking() {
    if isEnded { return }
    for question in questions where probing.insert(question.definition.id).inserted {
      Task {
        await ask(question)
        probing.remove(question.definition.id)
        converse(question)
        showSoon()
      }
    }
  }

  private func ask(_ question: Question) async {
    let sample = await prober.sample(question.target)
    // An answer that came late is of another process than the one that runs now: passed over.
    guard answering[question.definition.id] == question.owner else { return }
    trackers[question.definition.id]?.apply(sample, at: host.system.now())
  }

  /// The CDP ports of this machine on which somebody listens.
  var browserPorts: Set<Int> {
    guard let inventory = state.inventory else { return [] }
    return Set(inventory.definitions.flatMap(\.allocations).compactMap { $0.host == nil ? $0.port : nil })
      .filter { !inventory.listeners(on: $0).isEmpty }
  }

  func askBrowsers() async {
    if isEnded { return }
    let ports = browserPorts
    let found = await withTaskGroup(of: (Int, String?).self) { group in
      for port in ports { group.addTask { [prober] in (port, await prober.browser(port)) } }
      var browsers: [Int: String] = [:]
      for await (port, browser) in group { browsers[port] = browser }
      return browsers
    }
    state.update { $0.browsers = found }
  }

  // MARK: The connection that is kept

  private func converse(_ question: Question) {
    let id = question.definition.id
    guard !isEnded, trackers[id]?.health.holds(.live) == true, answering[id] == question.owner,
      state.inventory?.owner(of: id).isProven == true
    else { return }
    // Where the config has another port or token now, the connection is made again.
    if conversingWith[id] == question.target { return }
    conversingWith[id] = question.target
    conversations.removeValue(forKey: id)?.cancel()
    let proof = ConnectionProof(
      host: host, owner: question.owner,
      server: .init(address: question.target.host, port: question.target.port))
    conversations[id] = Task { [prober] in
      await prober.hello(question.target, { await proof.holds($0) }) { [weak self] event in
        await self?.heard(event, from: question)
      }
    }
  }

  private func endConversation(_ id: GatewayID) {
    conversations.removeValue(forKey: id)?.cancel()
    conversingWith[id] = nil
  }

  private func heard(_ event: HelloEvent, from question: Question) {
    let id = question.definition.id
    guard answering[id] == question.owner else { return }
    trackers[id]?.apply(event, at: host.system.now())
    showSoon()
  }
}
