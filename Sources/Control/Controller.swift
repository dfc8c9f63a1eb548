import GatewayModel
import Host
import Probes

/// The interface of this target: looks at the gateways of a home, asks them, acts on them and publishes snapshots. It only passes calls
/// on to its parts, which have the state.
@ControlActor
public final class Controller {
  /// What can be asked for of a gateway.
  public typealias Action = ActionKind

  private nonisolated let base: ControlBase
  let runner: ActionRunner
  private let many: ManyActions
  let supervisor: RestartSupervisor
  let configs: ConfigParts
  let launches: LaunchParts
  let rescues: RescueParts
  private let watch: WatchLoop

  /// The machine that is looked at and acted on; without any effect in another user's home.
  public nonisolated var host: Machine { base.host }
  /// The home, and Gatehouse's own files.
  public nonisolated var paths: GatehousePaths { base.paths }
  /// Why nothing is done here but looking: the home is another user's. Nil in this user's own.
  public nonisolated var foreignHome: ForeignHome? { base.foreignHome }
  var state: LatestState { base.state }
  var monitor: HostMonitor { base.monitor }
  var journal: JournalWriter { base.journal }

  /// - Parameters:
  ///   - services: the service managers; nil for this machine's.
  ///   - stopGrace: seconds between TERM and KILL; nil for the config's.
  ///   - policyClock: the time by which restarts are planned; nil for the host's.
  ///   - launcher: how children are started.
  ///   - prober: how gateways are asked; nil for HTTP and WebSocket.
  public nonisolated init(
    host: Machine, paths: GatehousePaths, config: GatehouseConfig,
    services: ServiceManagers? = nil, stopGrace: Double? = nil, policyClock: PolicyClock? = nil,
    launcher: ChildLauncher = .live, prober: Prober? = nil
  ) {
    let base = ControlBase(
      host: host, paths: paths, config: config, services: services, policyClock: policyClock, prober: prober)
    let tools = base.actionTools(stopGrace: stopGrace, launcher: launcher)
    self.base = base
    runner = ActionRunner(
      tools: tools, state: base.state, monitor: base.monitor, reconciler: base.reconciler,
      journal: base.journal)
    many = ManyActions(runner: runner, tools: tools)
    supervisor = RestartSupervisor(
      host: base.host, settings: config.restart, policyClock: base.policyClock, locks: base.locks,
      builder: base.builder, state: base.state, journal: base.journal, reconciler: base.reconciler)
    configs = ConfigParts(base)
    launches = LaunchParts(base)
    rescues = RescueParts(base, tools: tools, runner: runner, configs: configs, launches: launches)
    watch = WatchLoop(
      system: base.host.system, interval: config.probe.interval, monitor: base.monitor, runner: runner,
      supervisor: supervisor,
      interrupted: InterruptedRuns(
        host: base.host, locks: base.locks, state: base.state, journal: base.journal),
      backups: configs.backups,
      rotator: LogRotator(paths: paths, files: base.host.files, settings: config.logs, state: base.state))
  }

  // MARK: Looking

  /// One look without any question to a gateway.
  /// - Parameter sweep: whether all processes are looked at, whatever the interval says.
  @discardableResult
  public func look(sweep: Bool = false) -> Snapshot { monitor.look(sweep: sweep) }

  /// One look, then one round of questions to all that run.
  public func lookAndAsk() async -> Snapshot { await monitor.lookAndAsk() }

  /// One look with what the service managers say.
  @discardableResult
  public func lookAtServices() async -> Snapshot { await monitor.lookAtServices() }

  /// Looks and asks again and again until the task is cancelled.
  /// - Parameters:
  ///   - kind: as what it restarts gateways and finishes what another Gatehouse began; nil where it only looks.
  ///   - publish: gets every new snapshot, from any thread.
  public func run(as kind: Supervisor.Kind? = nil, publish: @escaping @Sendable (Snapshot) -> Void) async {
    monitor.publisher.listen(publish)
    // In another user's home nothing is restarted, and nothing that a record there tells of is finished.
    await watch.run(as: foreignHome == nil ? kind : nil)
    end()
  }

  /// Ends all connections; the gateways go on.
  public func end() {
    supervisor.standDown()
    monitor.end()
  }

  /// The redactor that knows every secret read so far.
  public func redactor() -> Redactor { state.redactor }

  /// The last snapshot that was made.
  public func latest() -> Snapshot? { monitor.publisher.latest }

  /// - Parameter warn: called with warnings that no action's result carries, for example of a record that a look could not write.
  public func hearWarnings(_ warn: @escaping @Sendable (String) -> Void) { journal.warnings(warn) }

  // MARK: Acting

  /// Carries out an action and proves it.
  /// - Parameters:
  ///   - initiator: who asked for it.
  ///   - isForced: whether a start overrides what isolation forbids.
  ///   - progress: hears every step, for a person.
  public func perform(
    _ action: ActionKind, on id: GatewayID, by initiator: Initiator = .command, isForced: Bool = false,
    progress: (@Sendable (String) -> Void)? = nil
  ) async -> ActionResult {
    if let foreignHome { return .refused(.target(.foreignHome(foreignHome))) }
    return await runner.perform(action, on: id, by: initiator, isForced: isForced, progress: progress)
  }

  /// The same for many gateways: in the order given, at most so many starts at once as the config allows.
  public func performAll(
    _ action: ActionKind, on ids: [GatewayID], by initiator: Initiator, isForced: Bool = false,
    progress: (@Sendable (GatewayID, String) -> Void)? = nil,
    finished: (@Sendable (GatewayID, ActionResult) async -> Void)? = nil
  ) async -> [GatewayID: ActionResult] {
    if let foreignHome {
      var results: [GatewayID: ActionResult] = [:]
      for id in ids {
        let result = ActionResult.refused(.target(.foreignHome(foreignHome)))
        results[id] = result
        await finished?(id, result)
      }
      return results
    }
    return await many.perform(
      action, on: ids, by: initiator, isForced: isForced, progress: progress, finished: finished)
  }

  /// Stops gateways, whatever is under way with them: that ends first.
  public func stopAll(_ ids: [GatewayID], by initiator: Initiator) async {
    if foreignHome == nil { await many.stop(ids, by: initiator) }
  }

  /// Waits for stops and restarts that are under way: left in their middle, a gateway would be gone.
  public func finishStops() async { await runner.finishStops() }

  /// The names of the gateways whose start waits for its turn.
  public func waitingStarts() -> [String] { runner.waitingStarts }

  /// Waits until all that wait for their turn are launched: from then on their records tell of them.
  public func finishWaitingStarts() async { await runner.finishWaitingStarts() }

  // MARK: Supervising

  /// From now on only these are watched over.
  /// - Parameter hear: gets every line of the journal that this Gatehouse writes.
  public func superviseOnly(_ ids: Set<GatewayID>, hear: (@Sendable (JournalEntry) -> Void)? = nil) {
    supervisor.superviseOnly(ids)
    journal.listen(hear)
  }

  /// Goes on as the one that restarts gateways, after a pause.
  public func standUp(as kind: Supervisor.Kind) { if foreignHome == nil { supervisor.standUp(as: kind) } }

  /// Leaves all gateways to the next one.
  public func standDown() { supervisor.standDown() }

  /// The policy of a gateway from now on, whatever the config says.
  public func choose(_ policy: RestartPolicy, for id: GatewayID, by initiator: Initiator) -> ActionResult {
    if let foreignHome { return .refused(.target(.foreignHome(foreignHome))) }
    let result = supervisor.choose(policy, for: id, by: initiator)
    if result.isSuccess { monitor.look() }
    return result
  }
}
