import GatewayModel
import OpenClaw

/// `port-held-by-stranger`: a program that is no gateway listens on a gateway's port.
struct PortHeldByStranger {
  let inventory: HostInventory
  let owners: [GatewayID: Ownership]
  let holders: PortHolders

  func check(_ subject: IsolationInput, _ definition: Definition) -> [Finding] {
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
    // A listener on one address of the network does not disturb a gateway that listens on loopback.
    let all = holders.listeners(on: port).filter { isInTheWay($0, definition) }
    let strangers = all.filter { holders.holder(of: $0, for: definition) == .stranger }
    // Where one listener of the port is the gateway's own, or cannot be seen, it is not certain that anything is wrong.
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
      .portHeldByStranger, severity, gateways: [subject.gateway], ports: [.one(listener.port)],
      detail:
        "\(what.prefix(1).uppercased())\(what.dropFirst()) of \(subject.name) is held by \(holder)\(whose).",
      fix: move
        ? "\(stop), or give \(subject.name) another gateway.port: `gatehouse plan` finds a free one."
        : place.map { "\(stop), or change \($0)." }
          ?? "\(stop), or move \(subject.name): `gatehouse plan` finds free ports.")
  }
}
