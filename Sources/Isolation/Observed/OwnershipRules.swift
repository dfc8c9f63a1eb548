import GatewayModel
import Host
import OpenClaw

/// What runs where it should not: findings about processes, made anew with every look.
public struct OwnershipRules {
  public let inventory: HostInventory
  public let owners: [GatewayID: Ownership]
  public let holders: PortHolders
  /// Processes that run as a gateway beside its owner, and are no other gateway's.
  public let others: (Definition) -> [ProcessIdentity]

  public init(
    inventory: HostInventory, owners: [GatewayID: Ownership], holders: PortHolders,
    others: @escaping (Definition) -> [ProcessIdentity]
  ) {
    self.inventory = inventory
    self.owners = owners
    self.holders = holders
    self.others = others
  }

  public func check() -> [Finding] {
    let definitions = Dictionary(
      inventory.definitions.map { (LogText.clean($0.name), $0) }, uniquingKeysWith: { first, _ in first })
    return inventory.subjects.flatMap { subject -> [Finding] in
      guard let definition = definitions[subject.name] else { return [] }
      return mismatch(subject, definition) + twice(subject, definition) + strangers(subject, definition)
    }
  }

  // MARK: Who it is

  /// Listener, lock and unit must name one process, or relatives of it.
  private func mismatch(_ subject: IsolationInput, _ definition: Definition) -> [Finding] {
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
        .ownerMismatch, .error, gateways: [subject.name], ports: [.one(base)],
        detail: "By \(evidence) \(subject.name) is pid \(process.pid), but \(others).",
        fix:
          "Find out which of them is \(subject.name) (`ps -fp \(process.pid)`), and stop the other one before anything is done to it."
      )
    ]
  }

  /// Two processes on one config and one state directory, whatever their ports. Source: real-gateway.md.
  private func twice(_ subject: IsolationInput, _ definition: Definition) -> [Finding] {
    guard let owner = owners[definition.id]?.process else { return [] }
    // Whoever is told already is not told again.
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
        .ownerMismatch, .error, gateways: [subject.name], ports: all.flatMap(\.ports).map { .one($0) },
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

  // MARK: Who else is there

  private func strangers(_ subject: IsolationInput, _ definition: Definition) -> [Finding] {
    guard subject.base != nil else { return [] }
    var asked: Set<Int> = []
    var findings: [Finding] = []
    for service in subject.servicePorts where service.use != .relay {
      guard asked.insert(service.port).inserted,
        let stranger = stranger(on: service.port, definition, isBase: service.use == .gateway)
      else { continue }
      let severity: Finding.Severity =
        service.use == .gateway ? .error : service.use == .canvas ? .info : .warning
      findings.append(
        finding(stranger, severity, "the \(service.title) port \(service.port)", subject))
    }
    for cdp in subject.cdpPorts where !cdp.attachOnly {
      guard asked.insert(cdp.port).inserted,
        let stranger = stranger(on: cdp.port, definition, isBase: false)
      else { continue }
      findings.append(
        finding(
          stranger, .warning, "CDP port \(cdp.port) of browser profile \(cdp.profile)", subject,
          place: cdp.place))
    }
    return findings
  }

  private func stranger(on port: Int, _ definition: Definition, isBase: Bool) -> PortListener? {
    // What listens on one address of the network alone is in nobody's way on loopback.
    let all = holders.listeners(on: port).filter { isInTheWay($0, definition) }
    let strangers = all.filter { holders.holder(of: $0, for: definition) == .stranger }
    // One address of its own, or one that may not be seen, leaves it open whether anything is wrong.
    guard let first = strangers.first, strangers.count == all.count else { return nil }
    // A gateway that has just been started is judged when its files have been looked at too.
    if first.pid.map(inventory.newHolders.contains) == true { return nil }
    // Another gateway process on its base port is told as a mismatch: which of the two it is, is the question.
    let isGateway = inventory.processes.contains { $0.identity.pid == first.pid }
    return isBase && isGateway && owners[definition.id]?.process != nil ? nil : first
  }

  private func isInTheWay(_ listener: PortListener, _ definition: Definition) -> Bool {
    let isLocal =
      ["127.0.0.1", "::ffff:127.0.0.1", "0.0.0.0", "::", "::1"].contains(listener.address)
    let bind = definition.config.value?.bind
    return isLocal || bind != nil && bind != "loopback"
  }

  private func finding(
    _ listener: PortListener, _ severity: Finding.Severity, _ what: String, _ subject: IsolationInput,
    place: String? = nil
  ) -> Finding {
    let holder = LogText.clean(listener.holder)
    let whose = listener.userDataDir.map { ", a browser with its data in \(LogText.clean($0))" } ?? ""
    let stop =
      listener.pid.map { "Stop \(LogText.clean(listener.command ?? "the process")) (pid \($0))" }
      ?? "Ask user \(listener.userID) to stop it"
    let move = severity == .error
    return Finding(
      .portHeldByStranger, severity, gateways: [subject.name], ports: [.one(listener.port)],
      detail:
        "\(what.prefix(1).uppercased())\(what.dropFirst()) of \(subject.name) is held by \(holder)\(whose).",
      fix: move
        ? "\(stop), or give \(subject.name) another gateway.port: `gatehouse plan` finds a free one."
        : place.map { "\(stop), or change \($0)." }
          ?? "\(stop), or move \(subject.name): `gatehouse plan` finds free ports.")
  }
}
