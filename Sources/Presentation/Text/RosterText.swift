import Canvas
import GatewayModel
import Host

/// The roster as plain lines.
public enum RosterText {
  /// The table of `status`, a line for each gateway; one sentence where there is none. No line end after the last line.
  public static func text(_ snapshot: Snapshot, paths: GatehousePaths) -> String {
    if snapshot.gateways.isEmpty {
      return "No gateway found in \(paths.home). `gatehouse demo` shows what this looks like with some."
    }
    let rows = snapshot.gateways.map { gateway in
      [
        gateway.name, gateway.isManaged || gateway.state != nil ? gateway.state?.rawValue ?? "unknown" : "-",
        // The whole reason stands in the dashboard, in `--json` and in the journal.
        TextCut.end(health(gateway), width: 60, ellipsis: "..."),
        number(gateway.plan.gateway.known),
        number(gateway.isManaged ? gateway.plan.browserControl.known : nil),
        number(gateway.isManaged ? gateway.plan.canvas.known : nil),
        gateway.isManaged
          ? gateway.plan.knownCDPRange.map { "\($0.lowerBound)-\($0.upperBound)" } ?? "-" : "-",
        gateway.runBy?.rawValue ?? "-", gateway.process.map { String($0.identity.pid) } ?? "-",
      ]
    }
    return TextTable.text(
      header: ["NAME", "STATE", "HEALTH", "PORT", "CONTROL", "CANVAS", "CDP RANGE", "RUN BY", "PID"],
      rows: rows)
  }

  /// The port, or `-` where it is not known.
  private static func number(_ port: Int?) -> String { port.map(String.init) ?? "-" }

  private static func health(_ gateway: Gateway) -> String {
    if let kind = gateway.kindText { return kind }
    if let silence = gateway.silence { return "its files do not answer: \(silence.place)" }
    if let problem = gateway.configProblem { return "config wrong: \(problem)" }
    if let stranger = gateway.stranger { return "port held by \(stranger.holder)" }
    if let failure = gateway.failure { return failure }
    if gateway.process == nil {
      return gateway.portDoubt.map { "port unknown: \($0)" }
        ?? gateway.placeDoubt.map { "places unknown: \($0)" } ?? "-"
    }
    if !gateway.health.failing.isEmpty { return gateway.health.failing.joined(separator: ", ") }
    if let failure = gateway.health.firstFailure { return "\(failure.layer.rawValue): \(failure.reason)" }
    return gateway.health.deepest?.rawValue ?? "-"
  }
}
