import Fleet
import Host
import OpenClaw
import Probes

/// Asking gateways and browsers how they are.
extension Controller {
  struct Question: Sendable {
    var definition: Definition
    var target: ProbeTarget
    var owner: ProcessIdentity
  }

  /// All gateways whose base port is held by their own process.
  func targets() -> [Question] {
    guard let survey else { return [] }
    return survey.definitions.compactMap { definition in
      guard let owner = answering[definition.id], trackers[definition.id]?.health.holds(.ours) == true,
        let port = definition.plan.gateway.known,
        let listener = survey.listeners(on: port).first(where: {
          survey.isHeld($0, by: owner)
        })
      else { return nil }
      return Question(
        definition: definition, target: ProbeTarget(definition: definition, host: listener.probeHost),
        owner: owner)
    }
  }

  func askAll() async {
    await withTaskGroup(of: Void.self) { group in
      for question in targets() { group.addTask { await self.ask(question) } }
    }
  }

  func startAsking(_ question: Question) {
    guard !isEnded, probing.insert(question.definition.id).inserted else { return }
    Task {
      await ask(question)
      probing.remove(question.definition.id)
      converse(question)
      showSoon()
    }
  }

  /// Shows what came in a moment's time: twenty answers are one snapshot, not twenty.
  func showSoon() {
    if willShow { return }
    willShow = true
    Task {
      try? await Task.sleep(for: .milliseconds(50))
      willShow = false
      live.health = trackers.mapValues(\.health)
      show()
    }
  }

  func ask(_ question: Question) async {
    let sample = await prober.sample(question.target)
    // Late news of a process that is gone says nothing of the one that is there now.
    guard answering[question.definition.id] == question.owner else { return }
    trackers[question.definition.id]?.apply(sample, at: host.system.now())
  }

  /// The CDP ports of this machine on which somebody listens.
  func browserPorts() -> Set<Int> {
    guard let survey else { return [] }
    return Set(survey.definitions.flatMap(\.allocations).compactMap { $0.host == nil ? $0.port : nil })
      .filter { !survey.listeners(on: $0).isEmpty }
  }

  func askBrowsers() async {
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

  func converse(_ question: Question) {
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

  func heard(_ event: HelloEvent, from question: Question) {
    let id = question.definition.id
    guard answering[id] == question.owner else { return }
    trackers[id]?.apply(event, at: host.system.now())
    showSoon()
  }
}
