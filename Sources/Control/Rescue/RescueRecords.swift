import GatewayModel
import Host
import Records

/// Writes down the rescue under way, each move before it is made.
@ControlActor
struct RescueRecords {
  let host: Machine
  let paths: GatehousePaths
  let monitor: HostMonitor
  let state: LatestState

  nonisolated var store: RescueStore { RescueStore(directory: paths.rescue, files: host.files) }

  /// Takes the lock of the rescue, so that only one Gatehouse at a time makes a move in this home.
  func lock() -> Result<FileLock, ActionRefusal> {
    if let failure = host.files.makeDirectory(paths.locks, 0o700) {
      return .failure(.move(.lockFolder(path: paths.abbreviate(paths.locks), failure)))
    }
    switch host.files.lock(paths.locks + "/rescue.lock") {
    case .success(let lock?): return .success(lock)
    case .success(nil):
      return .failure(
        .move(.another))
    case .failure(let failure):
      return .failure(
        .move(.lock(path: paths.abbreviate(paths.locks), failure)))
    }
  }

  func save(_ run: inout RescueRun) -> FileFailure? {
    run.revision += 1
    let failure = store.write(run)
    monitor.look()
    return failure
  }

  /// Ends a rescue: its record is moved to those of earlier rescues, and its time line is written beside its evidence.
  func close(_ run: inout RescueRun) -> FileFailure? {
    run.endedAt = host.system.now()
    if let failure = store.archive(run) { return failure }
    let collector = EvidenceCollector(paths: paths, files: host.files, redactor: state.redactor)
    if let failure = collector.writeTimeLine(run) {
      state.note("the time line of the rescue cannot be written to its evidence: \(failure)")
    }
    monitor.look()
    return nil
  }
}
