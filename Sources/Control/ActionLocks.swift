import Fleet
import Host

/// One lock a gateway, held while something is done to it.
struct ActionLocks: Sendable {
  let paths: GatehousePaths
  let files: Host.Files

  func take(_ id: GatewayID, name: String) -> Result<FileLock, ActionRefusal> {
    if let failure = files.makeDirectory(paths.locks, 0o700) {
      return .failure(ActionRefusal("\(paths.locks) cannot be made: \(failure)"))
    }
    let key = RunStore.key(name: "action", stateDir: id.stateDir, configPath: id.configPath)
    switch files.lock("\(paths.locks)/\(key).lock") {
    case .success(let lock?): return .success(lock)
    case .success(nil): return .failure(ActionRefusal("another Gatehouse is acting on \(name) just now"))
    case .failure(let failure):
      return .failure(ActionRefusal("the lock of \(name) cannot be taken: \(failure)"))
    }
  }
}
