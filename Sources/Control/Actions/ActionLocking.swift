import GatewayModel
import Host

/// The locks that an action takes.
extension ActionContext {
  /// The gateway's lock: a look notes what it saw with the same one, for a moment, and an action holds it for longer. A person's stop
  /// asks another Gatehouse that is starting the gateway to give that up, and waits for it; where there can be no lock it goes without.
  /// - Parameter isStop: whether a stop is asked for.
  func lock(
    name: String, isStop: Bool
  ) async throws(CancellationError) -> Result<FileLock?, ActionRefusal> {
    let locks = tools.locks
    var taken = locks.take(id, name: name)
    let asks = isStop && initiator.isPerson
    let patience = asks ? tools.stopGrace + ProcessTerminator.killWait * 2 : 1
    let began = host.system.uptime()
    let requests = StopRequests(id: id, paths: paths, host: host)
    var hasAsked = false
    var unasked: FileFailure?
    defer { if hasAsked, let failure = requests.remove() { forgotten(failure) } }
    _ = try await tools.wait(seconds: patience, every: 0.02) {
      // Only a lock that somebody holds is waited for; one whose file cannot be used is given up at once.
      guard case .failure(let refusal) = taken, refusal.isPassing else { return true }
      if asks, !hasAsked, host.system.uptime() - began > 0.5 {
        hasAsked = true
        unasked = requests.write()
        await step(.waitingForGatehouse)
      }
      taken = locks.take(id, name: name)
      return false
    }
    if case .failure = taken, let unasked {
      return .failure(.busy(.actedOnUnasked(name: name, unasked)))
    }
    // A stop must be possible also where nothing can be written: who holds the lock is not the question then.
    if isStop, initiator.isPerson, case .failure(let refusal) = taken, !refusal.isPassing {
      remarks.add("it was done without Gatehouse's lock (\(refusal.message))")
      return .success(nil)
    }
    return taken.map { $0 }
  }

  private func forgotten(_ failure: FileFailure) {
    if failure.isMissing { return }
    remarks.add("the request to give a start up cannot be taken back: \(failure)")
  }

  /// One lock for the moment between the last check and the record of a launch, on the whole host: two gateways that would collide
  /// must not both find that the other one does not run.
  /// - Returns: nil where another Gatehouse holds it for 10 s.
  func launchLock() async throws(CancellationError) -> FileLock? {
    var lock: FileLock?
    _ = try await tools.wait(seconds: 10, every: 0.02) {
      if case .success(let taken?) = host.files.lock(paths.locks + "/launch.lock") { lock = taken }
      return lock != nil
    }
    return lock
  }

  /// Waits for a slot: the config limits how many gateways start at once.
  /// - Throws: `CancellationError` where the start was called off before its turn.
  func takeTurn() async throws(CancellationError) {
    if tools.slots.tryEnter() { return }
    await step(.waitingForTurn)
    try await tools.slots.enter()
  }
}
