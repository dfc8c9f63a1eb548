import Fleet
import Glibc
import Host

/// Finds what an earlier run of a gateway has left on its port. Only a proof makes it that: a port's holder is a stranger else.
struct OrphanFinder {
  let host: Host
  let survey: Survey
  let owners: [GatewayID: Ownership]
  let realPath: (String) -> String

  func find(_ definition: Definition) -> RescueOrphan? {
    let port = definition.plan.gateway.port
    let own = owners[definition.id]
    // What is proven to be the gateway is stopped as the gateway.
    if own?.isProven == true, own?.holds(.listener) == true { return nil }
    let others = owners.filter { $0.key != definition.id }.compactMap(\.value.process)
    for listener in survey.listeners(on: port) {
      guard let pid = listener.pid, let facts = host.processes.facts(pid), facts.isAlive,
        host.processes.userID(pid) == host.system.userID, pid != host.system.processID,
        !others.contains(where: { survey.index.isRelated($0.pid, pid) }),
        let proof = proof(facts, definition)
      else { continue }
      return RescueOrphan(
        process: facts.identity, command: LogText.clean(facts.name), port: port, proof: proof)
    }
    return nil
  }

  private func proof(_ facts: ProcessFacts, _ definition: Definition) -> String? {
    let environment = host.processes.environment(facts.pid) ?? [:]
    if let run = survey.run(of: definition), environment[RunRecord.variable] == run.id {
      return "it has the mark of run \(run.generation) of \(definition.name)"
    }
    if let unit = definition.unit,
      ControlGroup.isOf(unit, host.processes.controlGroup(facts.pid), userID: host.system.userID)
    {
      return "it is in the control group of \(unit.name)"
    }
    guard let stateDir = environment["OPENCLAW_STATE_DIR"],
      let configPath = environment["OPENCLAW_CONFIG_PATH"],
      realPath(stateDir) == definition.id.stateDir, realPath(configPath) == definition.id.configPath
    else { return nil }
    // A person's shell may have the same variables: what still has the one that started it is no orphan.
    guard isLeft(facts) else { return nil }
    return "it was started with the state directory and the config of \(definition.name)"
  }

  /// Whether the process that started it is gone, so that it was given to the machine's first one, or to one that stands for it.
  private func isLeft(_ facts: ProcessFacts) -> Bool {
    guard facts.parent > 1, let parent = host.processes.facts(facts.parent) else { return true }
    return Self.keepers.contains(parent.name) || host.processes.userID(parent.pid) != host.system.userID
  }

  private static let keepers: Set<String> = [
    "systemd", "init", "tini", "dumb-init", "docker-init", "catatonit",
  ]

  /// TERM, wait, KILL: to this very process, as long as it is the one that was proven.
  /// - Returns: why it is still there; nil where it is gone.
  static func end(_ orphan: RescueOrphan, host: Host, grace: Double) async -> String? {
    func isGone() -> Bool {
      host.processes.facts(orphan.process.pid).map { $0.identity != orphan.process || !$0.isAlive } ?? true
    }
    for (signal, patience) in [(SIGTERM, grace), (SIGKILL, StopAction.killWait)] {
      _ = host.processes.signal(orphan.process, signal)
      let deadline = host.system.uptime() + patience
      while !isGone(), host.system.uptime() < deadline { try? await Task.sleep(for: .milliseconds(20)) }
      if isGone() { return nil }
    }
    return "\(orphan.command) \(orphan.process.pid) would not end"
  }
}
