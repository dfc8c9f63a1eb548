import Fleet
import Host
import OpenClaw

/// What happened without us, before and meanwhile.
extension Controller {
  /// A child that ended by itself, and a launch that a dead Gatehouse left half-written.
  func reconcile(_ survey: Survey) {
    for record in survey.runs where record.phase == .running && record.bootID == host.system.bootID {
      guard let pid = record.process?.pid, let child = children[pid], let ending = child.ending() else {
        continue
      }
      let definition = survey.definition(of: record)
      if let definition {
        if live.operations[definition.id] != nil { continue }
        if builder.owner(of: definition, survey: survey).process != nil { continue }
      }
      guard let lock = actionLock(record) else { continue }
      children[pid] = nil
      var ended = record
      ended.phase = ending == .exit(0) ? .ended : .failed
      ended.failure = "ended by itself (\(ending))"
      _ = surveyor.runs.write(ended)
      withExtendedLifetime(lock) {}
      note("\(record.name) ended by itself (\(ending))")
    }
  }

  /// Takes over what an earlier Gatehouse started, and says so.
  func adopt() {
    look(sweep: true)
    guard let survey else { return }
    for record in survey.runs {
      // Written but never finished: unless another Gatehouse is at it this very moment, what was started is taken over.
      guard record.phase == .launching, let lock = actionLock(record) else { continue }
      _ = RunOrphan.adopt(record, runs: surveyor.runs, host: host)
      withExtendedLifetime(lock) {}
    }
    let running = survey.runs.filter { record in
      (record.phase == .running || record.phase == .stopping)
        && record.isAlive(bootID: host.system.bootID) { survey.index[$0] }
    }
    if !running.isEmpty { note("found running: \(running.map(\.name).joined(separator: ", "))") }
    look()
  }

  /// The lock of a gateway's actions; nil while somebody acts on it.
  func actionLock(_ record: RunRecord) -> FileLock? {
    let context = ActionLocks(paths: paths, files: host.files)
    let id = GatewayID(
      stateDir: surveyor.realPath(record.stateDir), configPath: surveyor.realPath(record.configPath))
    return try? context.take(id, name: record.name).get()
  }

  func note(_ text: String) {
    live.lastEvent = Snapshot.Event(at: host.system.now(), text: text)
  }

  func keep(_ child: ChildProcess) { children[child.pid] = child }

  /// A round of questions at once, after an action.
  func refresh() {
    look(sweep: true)
    guard publish != nil, !isEnded else { return }
    for target in targets() { startAsking(target) }
  }
}
