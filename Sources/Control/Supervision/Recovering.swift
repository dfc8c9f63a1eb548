import Fleet
import Host

/// Another Gatehouse's work: taken over, and finished where it was cut off.
extension Controller {
  /// Takes over what an earlier Gatehouse started, and says what it found and what it could not prove.
  func adopt() {
    look(sweep: true)
    guard let survey else { return }
    let (found, lost) = Adoption.sorted(survey, bootID: host.system.bootID)
    for file in survey.unreadable {
      let message =
        "\(paths.abbreviate(file)) is no record of Gatehouse's (torn, or not ours): it is left alone"
      noteUnproven("", "", message)
    }
    for (record, reason) in lost { noteUnproven(record.name, record.stateDir, "\(record.name): \(reason)") }
    if !found.isEmpty { note("found running: \(found.map(\.name).joined(separator: ", "))") }
    look()
  }

  private func noteUnproven(_ name: String, _ stateDir: String, _ message: String) {
    let trace = ActionTrace(
      action: "unproven", name: name, stateDir: stateDir, by: .recovery, gatehouse: host.system.processID)
    write(trace.entry(.noted, message: message, at: host.system.now()))
    note(message)
  }

  /// Finishes what a Gatehouse that is gone was in the middle of: nobody holds the gateway's lock any more.
  func recover() {
    guard supervisorKind != nil, let survey else { return }
    for record in survey.runs where RecoverAction.isUnfinished(record, bootID: host.system.bootID) {
      guard let definition = survey.definition(of: record), live.operations[definition.id] == nil,
        host.system.uptime() >= notBefore[definition.id] ?? 0,
        // Only a look: the action takes the lock itself.
        case .success(let lock) = locks.take(
          definition.id, name: record.name),
        let now = surveyor.runs.current(record), RecoverAction.isUnfinished(now, bootID: host.system.bootID)
      else { continue }
      withExtendedLifetime(lock) {}
      Task { await perform(.recover, on: definition.id, by: .recovery) }
    }
  }
}
