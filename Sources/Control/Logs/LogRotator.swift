import GatewayModel
import Host
import OpenClaw

/// Puts long logs of gateways aside. Called only in a Gatehouse that supervises (dashboard, `up`).
@ControlActor
final class LogRotator {
  private let paths: GatehousePaths
  private let files: Machine.Files
  private let settings: GatehouseConfig.Logs
  private let state: LatestState
  /// Logs that could not be rotated, each said once.
  private var unrotated: Set<String> = []
  private var isRotating = false

  nonisolated init(
    paths: GatehousePaths, files: Machine.Files, settings: GatehouseConfig.Logs, state: LatestState
  ) {
    self.paths = paths
    self.files = files
    self.settings = settings
    self.state = state
  }

  /// Looks for logs that have become too long, and waits for nothing.
  func rotate() {
    guard !isRotating, let inventory = state.inventory else { return }
    let logs = inventory.runs.map(\.logFile).filter { log in
      log.begins(with: paths.logs + "/") && (files.status(log)?.size ?? 0) > settings.rotateAt
    }
    if logs.isEmpty { return }
    isRotating = true
    let rotation = LogRotation(paths: paths, files: files, settings: settings)
    // Off the actor: copying a long log takes time.
    Task.detached {
      let failures = logs.compactMap { log in rotation.rotate(log).map { (log, $0) } }
      await self.rotated(failures)
    }
  }

  private func rotated(_ failures: [(log: String, failure: FileFailure)]) {
    isRotating = false
    for (log, failure) in failures where unrotated.insert(log).inserted {
      state.note("\(paths.abbreviate(log)) cannot be rotated: \(failure)")
    }
  }
}
