import Fleet
import GatewayModel
import Host
import Probes

/// What all parts of a controller are made from.
struct ControlBase: Sendable {
  /// Without any effect in another user's home.
  let host: Machine
  /// Why nothing is done but looking; nil in this user's own home.
  let foreignHome: ForeignHome?
  let paths: GatehousePaths
  let config: GatehouseConfig
  let services: ServiceManagers
  let policyClock: PolicyClock
  let prober: Prober
  let builder: SnapshotBuilder
  let state: LatestState
  let journal: JournalWriter
  let reconciler: RunReconciler
  let monitor: HostMonitor

  init(
    host: Machine, paths: GatehousePaths, config: GatehouseConfig, services: ServiceManagers?,
    policyClock: PolicyClock?, prober: Prober?
  ) {
    foreignHome = ForeignHome.find(paths, host)
    let host = foreignHome.map { host.lookingOnly(.foreignHome(userID: $0.userID)) } ?? host
    self.host = host
    self.paths = paths
    self.config = config
    self.services = services ?? .live(paths: paths, host: host)
    self.policyClock = policyClock ?? .live(host.system)
    self.prober = prober ?? .live(config.probe, host.system)
    let surveyor = HostScanner(host: host, paths: paths, config: config)
    builder = SnapshotBuilder(
      paths: paths, config: config, system: host.system, realPath: surveyor.realPath)
    state = LatestState(now: host.system.now, variables: host.system.environment)
    journal = JournalWriter(paths: paths, host: host, state: state)
    let logs = LogLocator(host: host, paths: paths, state: state)
    let publisher = SnapshotPublisher(builder: builder, system: host.system, state: state)
    reconciler = RunReconciler(
      host: host, settings: config.restart, policyClock: self.policyClock,
      locks: GatewayLocks(paths: paths, files: host.files), realPath: surveyor.realPath, state: state,
      journal: journal)
    monitor = HostMonitor(
      surveyor: surveyor,
      health: HealthMonitor(
        host: host, probe: config.probe, prober: self.prober, state: state, publisher: publisher),
      services: ServiceMonitor(
        system: host.system, services: self.services, logs: logs, state: state, publisher: publisher),
      publisher: publisher, reconciler: reconciler, state: state)
  }

  var logs: LogLocator { LogLocator(host: host, paths: paths, state: state) }

  var locks: GatewayLocks { GatewayLocks(paths: paths, files: host.files) }

  func actionTools(stopGrace: Double?, launcher: ChildLauncher) -> ActionTools {
    ActionTools(
      host: host, paths: paths, config: config, prober: prober, services: services, launcher: launcher,
      policyClock: policyClock, slots: StartSlots(config.startsAtOnce),
      stopGrace: stopGrace ?? config.stopSeconds, builder: builder)
  }
}

/// The parts that keep and write configs.
struct ConfigParts: Sendable {
  let backups: ConfigBackups
  let restorer: ConfigRestorer
  let editor: ConfigEditor

  init(_ base: ControlBase) {
    backups = ConfigBackups(
      host: base.host, locks: base.locks, settleSeconds: base.config.settleSeconds,
      health: base.monitor.health, state: base.state, journal: base.journal)
    restorer = ConfigRestorer(
      host: base.host, settleSeconds: base.config.settleSeconds, locks: base.locks, backups: backups,
      monitor: base.monitor, state: base.state, journal: base.journal, realPath: base.builder.realPath)
    editor = ConfigEditor(
      host: base.host, paths: base.paths, config: base.config, restorer: restorer, state: base.state)
  }
}

/// The parts that plan ports and launches, run OpenClaw's own commands and find logs.
struct LaunchParts: Sendable {
  let ports: PortPlanner
  let launches: LaunchPlanner
  let installer: ServiceInstaller
  let logs: LogLocator

  init(_ base: ControlBase) {
    ports = PortPlanner(monitor: base.monitor, state: base.state)
    launches = LaunchPlanner(
      host: base.host, paths: base.paths, config: base.config, state: base.state)
    installer = ServiceInstaller(
      host: base.host, paths: base.paths, config: base.config, monitor: base.monitor, state: base.state,
      journal: base.journal)
    logs = base.logs
  }
}

/// The parts that rescue.
struct RescueParts: Sendable {
  let facts: RescueFactsCollector
  let coordinator: RescueCoordinator
  let plans: RescuePlanExecutor
  let setup: RescueSetupPlanner

  init(
    _ base: ControlBase, tools: ActionTools, runner: ActionRunner, configs: ConfigParts, launches: LaunchParts
  ) {
    facts = RescueFactsCollector(
      host: base.host, paths: base.paths, config: base.config, state: base.state, monitor: base.monitor,
      backups: configs.backups, restorer: configs.restorer, logs: base.logs, services: base.services)
    let rescue = RescueTools(
      actions: tools, state: base.state, monitor: base.monitor, runner: runner, restorer: configs.restorer,
      installer: launches.installer, journal: base.journal, facts: facts,
      records: RescueRecords(host: base.host, paths: base.paths, monitor: base.monitor, state: base.state))
    coordinator = RescueCoordinator(tools: rescue)
    plans = RescuePlanExecutor(tools: rescue, coordinator: coordinator)
    setup = RescueSetupPlanner(
      paths: base.paths, config: base.config, planner: launches.ports, monitor: base.monitor,
      state: base.state)
  }
}
