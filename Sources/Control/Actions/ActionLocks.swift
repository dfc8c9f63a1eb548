import Fleet
import Host

/// One lock a gateway, held while something is done to it.
struct ActionLocks: Sendable {
  let paths: GatehousePaths
  let files: Host.Files

  /// A file name for one gateway's lock or record of some kind.
  static func key(_ id: GatewayID, kind: String) -> String {
    RunStore.key(name: kind, stateDir: id.stateDir, configPath: id.configPath)
  }

  func take(
    _ id: GatewayID, name: String, kind: String = "action"
  ) -> Result<FileLock, ActionRefusal> {
    if let failure = files.makeDirectory(paths.locks, 0o700) {
      return .failure(ActionRefusal("\(paths.locks) cannot be made: \(failure)"))
    }
    switch files.lock("\(paths.locks)/\(Self.key(id, kind: kind)).lock") {
    case .success(let lock?): return .success(lock)
    case .success(nil):
      return .failure(ActionRefusal("another Gatehouse is acting on \(name) just now", isPassing: true))
    case .failure(let failure):
      return .failure(ActionRefusal("the lock of \(name) cannot be taken: \(failure)"))
    }
  }
}
