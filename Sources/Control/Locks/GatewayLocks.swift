import GatewayModel
import Host
import Records

/// One lock a gateway and kind, held while something is done to it.
struct GatewayLocks: Sendable {
  let paths: GatehousePaths
  let files: Machine.Files

  /// A file name for one gateway's lock or record of some kind.
  static func key(_ id: GatewayID, kind: String) -> String {
    RunStore.key(name: kind, stateDir: id.stateDir, configPath: id.configPath)
  }

  /// Takes a gateway's lock without waiting.
  /// - Parameters:
  ///   - name: of the gateway, for the words of a refusal.
  ///   - kind: what is locked: `action`, `supervisor`, `copy`.
  func take(
    _ id: GatewayID, name: String, kind: String = "action"
  ) -> Result<FileLock, ActionRefusal> {
    if let failure = files.makeDirectory(paths.locks, 0o700) {
      return .failure(.busy(.lockFolder(path: paths.locks, failure)))
    }
    switch files.lock("\(paths.locks)/\(Self.key(id, kind: kind)).lock") {
    case .success(let lock?): return .success(lock)
    case .success(nil):
      return .failure(.busy(.actedOn(name: name)))
    case .failure(let failure):
      return .failure(.busy(.lock(name: name, failure)))
    }
  }

  /// The same without a reason: nil where the lock cannot be had now, for callers that simply try again later.
  func tryTake(_ id: GatewayID, name: String, kind: String = "action") -> FileLock? {
    if case .success(let lock) = take(id, name: name, kind: kind) { lock } else { nil }
  }

  /// Takes the gateway's action lock, and waits up to 5 s for whoever holds it: looks and restarts by policy hold it only for a moment.
  func patientlyTake(
    _ id: GatewayID, name: String, system: Machine.System
  ) async throws(CancellationError) -> Result<FileLock, ActionRefusal> {
    var taken = take(id, name: name)
    _ = try await system.wait(seconds: 5, every: 0.02) {
      if case .failure(let refusal) = taken, refusal.isPassing {
        taken = take(id, name: name)
        return false
      }
      return true
    }
    return taken
  }
}
