import Fleet
import GatewayModel
import Host
import Records

/// Finds what other Gatehouses have started or not finished.
@ControlActor
struct InterruptedRuns {
  let host: Machine
  let locks: GatewayLocks
  let state: LatestState
  let journal: JournalWriter

  private var paths: GatehousePaths { locks.paths }

  /// Says what an earlier Gatehouse started and is found running, and what could not be proven of it.
  func adopt() {
    guard let inventory = state.inventory else { return }
    let (found, lost) = Adoption.sorted(inventory, bootID: host.system.bootID)
    for file in inventory.unreadable {
      noteUnproven(
        "", "", "\(paths.abbreviate(file)) is no record of Gatehouse's (torn, or not ours): it is left alone")
    }
    for (record, reason) in lost { noteUnproven(record.name, record.stateDir, "\(record.name): \(reason)") }
    if !found.isEmpty { state.note("found running: \(found.map(\.name).joined(separator: ", "))") }
  }

  private func noteUnproven(_ name: String, _ stateDir: String, _ message: String) {
    journal.note(.unproven, name: name, stateDir: stateDir, .init(), message, by: .recovery)
  }

  /// The gateways with which a Gatehouse that is gone was in the middle of something: nobody holds their lock any more.
  func unfinished() -> [GatewayID] {
    guard let inventory = state.inventory else { return [] }
    let runs = RunStore(directory: paths.runs, files: host.files)
    return inventory.runs.compactMap { record in
      guard record.isUnfinished(bootID: host.system.bootID),
        let definition = inventory.definition(of: record),
        state.facts.operations[definition.id] == nil,
        // Only a look: the action takes the lock itself.
        let lock = locks.tryTake(definition.id, name: record.name), let now = runs.current(record),
        now.isUnfinished(bootID: host.system.bootID)
      else { return nil }
      withExtendedLifetime(lock) {}
      return definition.id
    }
  }
}
