import GatewayModel
import Glibc
import Host
import Rescue

/// Finds a process that an earlier run of a gateway has left on its port. Without a proof the holder of the port is a stranger.
struct OrphanFinder {
  let host: Machine
  let inventory: HostInventory
  let realPath: (String) -> String

  func find(_ definition: Definition) -> RescueOrphan? {
    guard let port = definition.plan.gateway.known else { return nil }
    // A process that is taken for a gateway is left to the stop of that gateway, which has its own proof.
    let gateways = inventory.owners.values.compactMap(\.process)
    for listener in inventory.listeners(on: port) {
      guard let pid = listener.pid, let facts = host.processes.facts(pid), facts.isAlive,
        host.processes.userID(pid) == host.system.userID, pid != host.system.processID,
        !gateways.contains(where: { inventory.index.isRelated($0.pid, pid) }),
        let proof = proof(facts, definition)
      else { continue }
      return RescueOrphan(
        process: facts.identity, command: LogText.clean(facts.name), port: port, proof: proof)
    }
    return nil
  }

  private func proof(_ facts: ProcessFacts, _ definition: Definition) -> String? {
    if let unit = definition.unit,
      ControlGroup.isOf(unit, host.processes.controlGroup(facts.pid), userID: host.system.userID)
    {
      // While the unit runs, its manager looks after what is in its control group.
      return inventory.service(of: definition)?.isOn == true
        ? nil : "it is in the control group of \(unit.name), which does not run"
    }
    // The variables of a gateway alone prove nothing: a person's shell may have them. The mark is given to runs only.
    guard let environment = host.processes.environment(facts.pid), let run = environment[RunRecord.variable],
      let stateDir = environment["OPENCLAW_STATE_DIR"], let configPath = environment["OPENCLAW_CONFIG_PATH"],
      realPath(stateDir).isSameBytes(as: definition.id.stateDir),
      realPath(configPath).isSameBytes(as: definition.id.configPath)
    else { return nil }
    let isLast = inventory.run(of: definition)?.id == run
    return "it has the mark of \(isLast ? "the last" : "an earlier") run of \(definition.name)"
  }

  /// TERM, wait, KILL: to this very process, as long as it is the one that was proven.
  /// - Returns: why it is still there; nil where it is gone.
  static func end(
    _ orphan: RescueOrphan, host: Machine, grace: Double
  ) async throws(CancellationError) -> RescueFailure? {
    for (signal, patience) in [(SIGTERM, grace), (SIGKILL, ProcessTerminator.killWait)] {
      _ = host.processes.signal(orphan.process, signal)
      let isGone = try await host.system.wait(seconds: patience, every: 0.02) {
        !host.processes.isAlive(orphan.process)
      }
      if isGone { return nil }
    }
    return .wouldNotEnd(command: orphan.command, pid: orphan.process.pid)
  }
}
