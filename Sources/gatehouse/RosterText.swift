import Canvas
import Fleet

/// The roster as plain lines.
enum RosterText {
  static func text(_ snapshot: Snapshot, paths: GatehousePaths) -> String {
    if snapshot.gateways.isEmpty {
      return "No gateway found in \(paths.home). `gatehouse demo` shows what this looks like with some."
    }
    let rows = snapshot.gateways.map { gateway in
      [
        gateway.name, gateway.state?.rawValue ?? "unknown",
        // The whole reason stands in the dashboard, in `--json` and in the journal.
        TextCut.end(health(gateway), width: 60, ellipsis: "..."),
        String(gateway.plan.gateway.port), String(gateway.plan.browserControl.port),
        String(gateway.plan.canvas.port),
        "\(gateway.plan.cdpRange.lowerBound)-\(gateway.plan.cdpRange.upperBound)",
        gateway.runBy?.rawValue ?? "-", gateway.process.map { String($0.identity.pid) } ?? "-",
      ]
    }
    return TextTable.text(
      header: ["NAME", "STATE", "HEALTH", "PORT", "CONTROL", "CANVAS", "CDP RANGE", "RUN BY", "PID"],
      rows: rows)
  }

  private static func health(_ gateway: Gateway) -> String {
    if let problem = gateway.configProblem { return "config wrong: \(problem)" }
    if let stranger = gateway.stranger { return "port held by \(stranger.holder)" }
    if let failure = gateway.failure { return failure }
    if gateway.process == nil { return "-" }
    if !gateway.health.failing.isEmpty { return gateway.health.failing.joined(separator: ", ") }
    if let failure = gateway.health.firstFailure { return "\(failure.layer.rawValue): \(failure.reason)" }
    return gateway.health.deepest?.rawValue ?? "-"
  }
}

/// Columns as wide as their widest cell.
enum TextTable {
  static func text(header: [String], rows: [[String]]) -> String {
    let all = [header] + rows
    let widths = header.indices.map { column in all.map { TextWidth.of($0[column]) }.max() ?? 0 }
    return all.map { row in
      let cells = zip(row, widths).map { cell, width in
        cell.padded(to: width)
      }.joined(separator: "  ")
      return String(cells.reversed().drop { $0 == " " }.reversed())
    }.joined(separator: "\n")
  }
}
