import Fleet
import GatewayModel
import Host
import Synchronization

/// Looks at the host, and makes what it finds the latest state.
@ControlActor
final class HostMonitor {
  let health: HealthMonitor
  let services: ServiceMonitor
  let publisher: SnapshotPublisher
  private let host: Machine
  private let paths: GatehousePaths
  private let mainName: String
  private let state: LatestState
  private var surveyor: HostScanner
  private var cpu = CPUMeter()
  private var fights = FightWatch()
  private var rescueFiles = RescueFiles()
  private let reconciler: RunReconciler

  nonisolated init(
    surveyor: HostScanner, health: HealthMonitor, services: ServiceMonitor, publisher: SnapshotPublisher,
    reconciler: RunReconciler, state: LatestState
  ) {
    self.surveyor = surveyor
    self.health = health
    self.services = services
    self.publisher = publisher
    self.state = state
    self.reconciler = reconciler
    host = surveyor.host
    paths = surveyor.paths
    mainName = RosterOrder(surveyor.config).mainName
  }

  /// One look without any question to a gateway.
  /// - Parameter sweep: whether all processes are looked at, whatever the interval says.
  @discardableResult
  func look(sweep: Bool = false) -> Snapshot {
    scan(sweep: sweep)
    return publisher.show()
  }

  /// The same, and what it found. Nothing is shown yet.
  @discardableResult
  func scan(sweep: Bool) -> HostInventory {
    let inventory = patientScan(sweep: sweep)
    state.take(inventory)
    let fought = fights.look(inventory, owners: inventory.owners, userID: host.system.userID)
    state.update { $0.fights = fought }
    reconciler.reconcile(inventory)
    state.update {
      rescueFiles.read(
        paths: paths, files: host.files, main: inventory.definitions.first { $0.name == mainName }, into: &$0)
    }
    health.note(inventory)
    let cpu = cpu.measure(inventory, owners: health.processes, system: host.system)
    state.update { $0.cpuPercent = cpu }
    health.publish()
    return inventory
  }

  /// Scans on a thread that may be lost: where a file system does not answer, once more without it.
  private func patientScan(sweep: Bool) -> HostInventory {
    while true {
      let scan = LateScan()
      let (scanner, versions, services) = (surveyor, health.versions, services.statuses)
      let isDone = host.files.attempt {
        var scanner = scanner
        let inventory = scanner.scan(sweep: sweep, versions: versions, services: services)
        scan.found.withLock { $0 = (scanner, inventory) }
      }
      guard isDone, let done = scan.found.withLock({ $0 }) else { continue }
      surveyor = done.scanner
      return done.inventory
    }
  }

  /// One look with what the service managers say.
  @discardableResult
  func lookAtServices() async -> Snapshot {
    scan(sweep: true)
    if await services.ask() { scan(sweep: false) }
    return publisher.show()
  }

  /// One look, then one round of questions to all that run.
  func lookAndAsk() async -> Snapshot {
    scan(sweep: true)
    if await services.ask() { scan(sweep: false) }
    await services.waitForReasons()
    await health.askAll()
    await health.askBrowsers()
    health.publish()
    return publisher.show()
  }

  /// All listeners of this machine, as of the last look.
  func allListeners() -> [PortListener] { surveyor.allListeners() }

  /// Asks the service managers where that is due, and looks again when they have said something new.
  func askServicesIfDue() { services.askIfDue { [weak self] in self?.look() } }

  /// The same whenever a manager says that something has changed, until the task is cancelled.
  func listenToManagers() -> Task<Void, Never> {
    services.listenToManagers { [weak self] in self?.look() }
  }

  /// From now on nobody is asked and nobody is told anything.
  func end() {
    health.end()
    services.end()
    publisher.end()
  }
}

/// What a scan found, perhaps too late for anybody to take it.
private final class LateScan: Sendable {
  let found = Mutex<(scanner: HostScanner, inventory: HostInventory)?>(nil)
}
