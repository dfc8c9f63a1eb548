import Fleet
import GatewayModel
import Host
import OpenClaw
import Records
import Rescue

/// Collects what the guide and the plan are made from.
@ControlActor
struct RescueFactsCollector {
  let host: Machine
  let paths: GatehousePaths
  let config: GatehouseConfig
  let state: LatestState
  let monitor: HostMonitor
  let backups: ConfigBackups
  let restorer: ConfigRestorer
  let logs: LogLocator
  let services: ServiceManagers

  private var store: RescueStore { RescueStore(directory: paths.rescue, files: host.files) }
  private var realPath: @Sendable (String) -> String { restorer.realPath }
  private var live: RuntimeState { state.facts }
  private var latest: Snapshot? { monitor.publisher.latest }

  /// The pair as it was when the rescue under way began, else as the roster has it.
  /// - Returns: why there is none, with the remedy.
  func pair() -> Result<(main: Gateway, rescue: Gateway), ActionRefusal> {
    guard let snapshot = latest else { return .failure(.pair(.nothingSeen)) }
    if live.rescue.run == nil, store.isTorn {
      return .failure(
        .pair(.torn(path: paths.abbreviate(store.runFile))))
    }
    if let run = live.rescue.run { return pair(of: run, in: snapshot) }
    let order = RosterOrder(config)
    let pair = RescuePair(snapshot.gateways)
    guard let main = pair.main else {
      return .failure(
        .pair(.noMain(name: order.mainName, configFile: paths.abbreviate(paths.configFile))))
    }
    guard let rescue = pair.rescue else {
      return .failure(
        .pair(main.isRescue ? .ownRescue(main: main.name) : .noRescue(name: order.rescueName)))
    }
    return .success((main, rescue))
  }

  /// The two that a rescue under way began with, whatever they are called now.
  private func pair(
    of run: RescueRun, in snapshot: Snapshot
  ) -> Result<(main: Gateway, rescue: Gateway), ActionRefusal> {
    func find(_ party: RescueRun.Party) -> Result<Gateway, ActionRefusal> {
      let id = GatewayID(
        stateDir: realPath(party.stateDir), configPath: realPath(party.configPath))
      return snapshot.gateways.first { $0.id == id }.map { .success($0) }
        ?? .failure(
          .pair(.partyGone(main: run.main.name, party: party.name)))
    }
    return find(run.main).flatMap { main in find(run.rescue).map { (main, $0) } }
  }

  /// The facts of this moment.
  func collect() -> Result<RescueFacts, ActionRefusal> {
    pair().flatMap { main, rescue in
      guard let inventory = state.inventory, let definition = inventory.definition(main.id) else {
        return .failure(.target(.gone(name: main.name)))
      }
      let files = ConfigFiles(host: host)
      let texts = files.paths(definition).map { (path: $0, text: files.text($0)) }
      let text = texts.first { $0.path == definition.configPath }?.text
      state.learn(
        MaskedSecrets.of(texts.compactMap { file in file.text.map { .init(path: file.path, text: $0) } }))
      var facts = RescueFacts(
        takenAt: host.system.now(), main: main, rescue: rescue,
        blockers: RescueBlockers.of(main: main, rescue: rescue, findings: latest?.findings ?? []),
        run: live.rescue.run, settleSeconds: config.settleSeconds,
        configFingerprint: Fingerprint.of(texts.map { $0.text ?? "" }.joined(separator: "\n")))
      facts.main.health = monitor.health.health(of: main.id) ?? facts.main.health
      addCopies(definition, to: &facts)
      facts.broken = broken(definition, text: text)
      if !main.isPortKnown { facts.lastPort = lastPort(definition) }
      facts.orphan = OrphanFinder(
        host: host, inventory: inventory, realPath: realPath
      ).find(definition)
      facts.unitRepair = unitRepair(main, definition)
      facts.isDoingAlive = facts.run?.doing?.gatehouse.map(host.processes.isAlive) ?? false
      return .success(facts)
    }
  }

  /// The base port that the last good config or the last run had.
  private func lastPort(_ definition: Definition) -> Int? {
    let copy = backups.copies(of: definition.id).first { $0.kind == .lastGood }
    // A copy that cannot be read any more names no port.
    let root = copy?.files.first.flatMap { try? JSON5Parser.parse($0.text, file: $0.path) }
    return root?["gateway", "port"]?.integer ?? state.inventory?.run(of: definition)?.port
  }

  private func addCopies(_ definition: Definition, to facts: inout RescueFacts) {
    let good = backups.copies(of: definition.id).filter { $0.kind == .lastGood }
    facts.hasCopy = !good.isEmpty
    func copy(_ meant: ConfigBackup?) -> RescueFacts.Copy? {
      guard let meant, case .success(let restore) = restorer.plan(of: definition.id, to: meant.id),
        !restore.difference.isEmpty
      else { return nil }
      return .init(
        id: meant.id, takenAt: meant.takenAt, isStartProven: meant.isStartProven,
        difference: restore.difference.shown(by: state.redactor))
    }
    facts.copy = copy(good.first)
    if let proven = good.first(where: \.isStartProven), proven.id != good.first?.id {
      facts.provenCopy = copy(proven)
    }
  }

  private func broken(_ definition: Definition, text: String?) -> RescueFacts.BrokenConfig? {
    guard var problem = definition.problem else { return nil }
    let shown =
      problem.file == definition.configPath ? text : ConfigFiles(host: host).text(problem.file)
    let lines = shown.map { MaskedConfig($0).lines } ?? []
    let wrong = problem.line ?? 0
    let around = lines.enumerated().filter { wrong > 0 && abs($0.offset + 1 - wrong) <= 2 }
      .map { (number: $0.offset + 1, text: state.redactor.show($0.element)) }
    problem.file = paths.abbreviate(problem.file)
    return .init(
      problem: problem, lines: around,
      caret: shown.flatMap { MaskedConfig.head(of: $0, line: wrong, column: problem.column ?? 1) }
        .map { LogText.clean($0).count } ?? 0)
  }

  private func unitRepair(_ main: Gateway, _ definition: Definition) -> RescueUnitRepair? {
    let codes: Set<FindingCode> = [.serviceVersionDrift, .servicePortDrift, .serviceEnvMismatch]
    // Without a profile OpenClaw would install over the default gateway's unit; one of the system is not ours to write.
    guard main.service.isInstalled, main.service.manager == "systemd-user",
      main.profile != nil || main.isDefaultProfile
    else { return nil }
    let finding = latest?.findings.first { codes.contains($0.code) && $0.concerns(main.id) }
    // What the config says is what every other command of OpenClaw uses.
    guard let port = definition.config.value?.port ?? main.plan.gateway.known else { return nil }
    // A unit that starts on the port of a gateway that runs would end that gateway.
    let isTaken =
      latest?.gateways.contains {
        $0.id != main.id && $0.process != nil && $0.plan.gateway.known == port
      } ?? false
    if isTaken { return nil }
    let profile = main.profile.map { ["--profile", $0] } ?? []
    return finding.map {
      .init(reason: $0.detail, words: profile + ["gateway", "install", "--port", "\(port)", "--force"])
    }
  }

  /// Everything the guide shows.
  /// - Parameter known: the log as it was read before; nil where it is to be read now.
  func report(log known: [String]? = nil) async -> Result<RescueReport, ActionRefusal> {
    switch collect() {
    case .failure(let refusal): return .failure(refusal)
    case .success(let facts):
      let redactor = state.redactor
      var log = known ?? []
      if known == nil { log = await lastLines(of: facts.main.id, 200) }
      return .success(
        RescueReport(
          facts: facts, choices: RescueChoices.of(facts),
          brief: redactor.redact(RescueBrief.text(facts, log: log, path: paths.abbreviate)), log: log))
    }
  }

  /// The end of a gateway's log: what its unit printed in this run, else what it printed itself, else OpenClaw's own file.
  func lastLines(of id: GatewayID, _ count: Int) async -> [String] {
    if let inventory = state.inventory, let definition = inventory.definition(id), let unit = definition.unit,
      let status = inventory.service(of: definition), status.activeState != .inactive
    {
      let lines = status.invocation == nil ? [] : await services.lines(unit.key, count, status.invocation)
      // What Gatehouse's own child printed was another run's.
      let own =
        lines.isEmpty
        ? logs.ownLines(definition, since: status.changedAt.map { $0 - ServiceMonitor.reasonWindow }) : lines
      return own.isEmpty
        ? ["(neither the journal of \(LogText.clean(unit.name)) nor a log of this run can be read)"]
        : Array(state.redactor.show(lines: own).suffix(count))
    }
    if case .success(let place) = logs.log(of: id, nil) {
      var follower = LogFollower(
        path: place.path, source: place.source, files: host.files, redactor: state.redactor)
      if case .success(let news) = follower.next() {
        return Array((news.lines + [follower.unfinished].compactMap(\.self)).suffix(count))
      }
    }
    return []
  }

  /// Looks and asks until it is known how main is: one bad answer is not down.
  func lookUntilKnown() async {
    for round in 0...config.probe.failuresToDown {
      _ = await monitor.lookAndAsk()
      guard case .success(let pair) = pair(), pair.main.process != nil, pair.main.health.holds(.ours),
        case .unknown = pair.main.health.status(.live)
      else { return }
      if round > 0, await !host.system.slept(0.1) { return }
    }
  }
}
