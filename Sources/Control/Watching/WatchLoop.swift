import GatewayModel
import Host

/// Looks and asks again and again, and does what is to be done without a person: restarts by policy, unfinished actions, copies of good
/// configs, long logs.
@ControlActor
final class WatchLoop {
  /// Every so many looks the browsers are asked too: they change seldom.
  private static let browserInterval = 5

  private let system: Machine.System
  /// Seconds between two looks.
  private let interval: Double
  private let monitor: HostMonitor
  private let runner: ActionRunner
  private let supervisor: RestartSupervisor
  private let interrupted: InterruptedRuns
  private let backups: ConfigBackups
  private let rotator: LogRotator
  private var looks = 0
  private var askedPorts: Set<Int> = []

  nonisolated init(
    system: Machine.System, interval: Double, monitor: HostMonitor, runner: ActionRunner,
    supervisor: RestartSupervisor, interrupted: InterruptedRuns, backups: ConfigBackups, rotator: LogRotator
  ) {
    self.system = system
    self.interval = interval
    self.monitor = monitor
    self.runner = runner
    self.supervisor = supervisor
    self.interrupted = interrupted
    self.backups = backups
    self.rotator = rotator
  }

  /// Goes on until the task is cancelled.
  /// - Parameter kind: as what it restarts gateways and finishes what another Gatehouse began; nil where it only looks.
  func run(as kind: Supervisor.Kind?) async {
    supervisor.standUp(as: kind)
    if kind != nil { adopt() }
    let listening = monitor.listenToManagers()
    defer { listening.cancel() }
    while !Task.isCancelled {
      round()
      guard await system.slept(interval) else { break }
    }
  }

  /// One look, what follows from it, and one round of questions. What comes within a moment becomes one snapshot.
  private func round() {
    monitor.scan(sweep: false)
    if supervisor.kind != nil { lookAfter() }
    monitor.health.startAsking()
    monitor.health.showSoon()
    monitor.askServicesIfDue()
    let ports = monitor.health.browserPorts
    if looks % Self.browserInterval == 0 || ports != askedPorts {
      askedPorts = ports
      Task {
        await monitor.health.askBrowsers()
        monitor.publisher.show()
      }
    }
    looks += 1
  }

  /// Takes over what an earlier Gatehouse started.
  private func adopt() {
    monitor.look(sweep: true)
    interrupted.adopt()
    monitor.look()
  }

  private func lookAfter() {
    for id in interrupted.unfinished() where supervisor.mayTry(id) {
      perform(.recover, on: id, by: .recovery)
    }
    for id in supervisor.judgeAll() { perform(.start, on: id, by: .policy) }
    rotator.rotate()
    backups.keepGood()
  }

  private func perform(_ kind: ActionKind, on id: GatewayID, by initiator: Initiator) {
    Task {
      let result = await runner.perform(kind, on: id, by: initiator)
      if !result.isSuccess { supervisor.putOff(id) }
    }
  }
}
