import GatewayModel
import Host
import OpenClaw

/// `owner-mismatch`: what tells of a gateway's process tells of more than one.
struct OwnerMismatch {
  let inventory: HostInventory
  let owners: [GatewayID: Ownership]
  let holders: PortHolders
  /// Processes that run as a gateway beside its owner, and are no other gateway's.
  let others: (Definition) -> [ProcessIdentity]

  func check(_ subject: IsolationInput, _ definition: Definition) -> [Finding] {
    contradictions(subject, definition) + twice(subject, definition)
  }

  /// Listener, lock and unit must name one process, or relatives of it.
  private func contradictions(_ subject: IsolationInput, _ definition: Definition) -> [Finding] {
    guard let owner = owners[definition.id], let process = owner.process, let base = subject.base else {
      return []
    }
    let wrong = owner.links.filter { link in
      guard link.status == .contradicts else { return false }
      // Another gateway on the port is told as a port that two gateways have.
      return link.kind != .listener || !isHeldByGateway(base, definition)
    }
    guard !wrong.isEmpty else { return [] }
    let evidence =
      owner.links.contains { $0.kind == .lock && $0.status == .holds } ? "its lock" : "its record"
    let others = wrong.map { LogText.clean($0.detail) }.joined(separator: "; ")
    return [
      Finding(
        .ownerMismatch, .error, gateways: [subject.gateway], ports: [.one(base)],
        detail: "By \(evidence) \(subject.name) is pid \(process.pid), but \(others).",
        fix:
          "Find out which of them is \(subject.name) (`ps -fp \(process.pid)`), and stop the other one before anything is done to it."
      )
    ]
  }

  /// Two processes on one config and one state directory, whatever their ports. Source: real-gateway.md.
  private func twice(_ subject: IsolationInput, _ definition: Definition) -> [Finding] {
    guard let owner = owners[definition.id]?.process else { return [] }
    // A process that the other finding names already is left out.
    let told = owners[definition.id]?.links.filter { $0.status == .contradicts }.map(\.detail) ?? []
    let found = others(definition).filter { other in
      !told.contains { $0.contains("pid \(other.pid)") }
    }
    guard !found.isEmpty else { return [] }
    let all = ([owner] + found).map { process -> (text: String, ports: [Int]) in
      let ports = inventory.listeners.filter { $0.pid == process.pid }.map(\.port).distinct().sorted()
      return ("pid \(process.pid)" + (ports.first.map { " on \($0)" } ?? ""), Array(ports.prefix(1)))
    }
    return [
      Finding(
        .ownerMismatch, .error, gateways: [subject.gateway], ports: all.flatMap(\.ports).map { .one($0) },
        detail:
          "\(subject.name) runs more than once, on one config and one state directory: \(all.map(\.text).inWords).",
        fix: "Stop all but one of them, each where it was started.")
    ]
  }

  private func isHeldByGateway(_ port: Int, _ definition: Definition) -> Bool {
    holders.listeners(on: port).contains {
      if case .gateway = holders.holder(of: $0, for: definition) { true } else { false }
    }
  }
}
