import Fleet
import GatewayModel
import Host
import Probes
import Records

/// What every action works with, the same for all of them.
struct ActionTools: Sendable {
  var host: Machine
  var paths: GatehousePaths
  var config: GatehouseConfig
  var prober: Prober
  var services: ServiceManagers
  var launcher: ChildLauncher
  /// The time by which restarts are planned.
  var policyClock: PolicyClock
  /// How many gateways are started at the same time.
  var slots: StartSlots
  /// Seconds between TERM and KILL.
  var stopGrace: Double
  var builder: SnapshotBuilder

  var locks: GatewayLocks { GatewayLocks(paths: paths, files: host.files) }
  var runs: RunStore { RunStore(directory: paths.runs, files: host.files) }

  /// Whether the process is as it was when it was proven.
  func isAlive(_ process: ProcessIdentity) -> Bool { host.processes.isAlive(process) }

  /// Waits until a condition holds, at most so many seconds.
  func wait(
    seconds: Double, every pause: Double = 0.05, until condition: () async -> Bool
  ) async throws(CancellationError) -> Bool {
    try await host.system.wait(seconds: seconds, every: pause, until: condition)
  }
}
