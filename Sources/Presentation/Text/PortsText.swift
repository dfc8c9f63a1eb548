import GatewayModel
import OpenClaw

/// What `ports` prints of one gateway.
public enum PortsText {
  /// Whose a listener is, where that is not the gateway itself.
  private static func whose(_ holder: PortHolder?) -> String {
    switch holder {
    case .gateway(let name): " (of \(name))"
    case .stranger: " (not this gateway's)"
    case .unknown: " (whose, may not be seen)"
    case .own, nil: ""
    }
  }

  /// The name, then a table with a line for each port: use, number, source, listener. `-` stands for what is not known or not there.
  public static func text(_ gateway: Gateway) -> String {
    let plan = gateway.plan
    func listener(_ port: Int) -> String {
      guard let found = gateway.listeners.first(where: { $0.port == port }) else { return "-" }
      return found.holder + Self.whose(gateway.holders[port])
    }
    func row(_ use: String, _ entry: PortPlan.Entry) -> [String] {
      guard let port = entry.known else { return [use, "-", entry.from.rawValue, "-"] }
      return [use, String(port), entry.from.rawValue, listener(port)]
    }
    if case .client = gateway.kind {
      return "\(gateway.name)\n  \(gateway.kindText ?? ""): it owns no port here"
    }
    var rows = [row("gateway", plan.gateway)]
    guard gateway.isManaged else {
      return "\(gateway.name) (\(gateway.kindText ?? ""))\n" + table(rows)
    }
    rows += [row("browser control", plan.browserControl), row("canvas", plan.canvas)]
    for other in plan.others {
      let from = other.isConfigured ? "config" : other.isDerived ? "derived" : "default"
      rows.append([other.use, String(other.port), from, listener(other.port)])
    }
    if let relay = plan.relay { rows.append(["relay", String(relay), "derived", listener(relay)]) }
    rows.append([
      "CDP range", plan.knownCDPRange.map { "\($0.lowerBound)-\($0.upperBound)" } ?? "-",
      plan.cdpRangeFrom.rawValue, "",
    ])
    for browser in gateway.browsers {
      let allocation = browser.allocation
      rows.append([
        "CDP \(allocation.name)",
        plan.knownCDPRange == nil && allocation.how == .implicitFirst
          ? "-" : allocation.port.map(String.init) ?? "-",
        allocation.how.rawValue + (allocation.host.map { " \($0)" } ?? ""),
        ([browser.listener?.holder, browser.browser].compactMap(\.self).joined(separator: " ").nonBlank ?? "-")
          + (browser.listener == nil ? "" : Self.whose(browser.holder)),
      ])
    }
    let planned = Set(rows.compactMap { Int($0[1]) })
    for listener in gateway.listeners where !planned.contains(listener.port) {
      rows.append([
        "in CDP range", String(listener.port), "-",
        listener.holder + Self.whose(gateway.holders[listener.port]),
      ])
    }
    let unknown = gateway.isPortKnown ? nil : gateway.portDoubt ?? gateway.placeDoubt
    let doubt = unknown.map { "  its port is not known: \($0)\n" } ?? ""
    return "\(gateway.name)\n" + doubt + table(rows)
  }

  private static func table(_ rows: [[String]]) -> String {
    TextTable.text(header: ["USE", "PORT", "FROM", "LISTENER"], rows: rows)
      .split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
  }
}
