import Canvas
import GatewayModel
import Isolation
import OpenClaw
import Presentation

/// What `plan` prints.
enum PlanReport {
  static func text(_ plan: PortPlanning) -> String {
    var lines: [String] = []
    if let asked = plan.asked {
      if plan.hits.isEmpty {
        lines.append("\(asked) is free with all of \(asked)-\(asked + Planner.footprint).")
      } else {
        lines.append("\(asked) would hit:")
        lines += plan.hits.map { "  \($0.ports.text.padded(to: 12)) \($0.detail)" }
      }
      lines.append("")
    }
    let rows = plan.proposals.map { proposal in
      let ports = proposal.ports
      return [
        String(proposal.base), String(ports.browserControl.port), String(ports.canvas.port),
        "\(ports.cdpRange.lowerBound)-\(ports.cdpRange.upperBound)", proposal.reason,
      ]
    }
    if !rows.isEmpty {
      lines.append(TextTable.text(header: ["BASE", "CONTROL", "CANVAS", "CDP RANGE", "WHY"], rows: rows))
      let base = plan.proposals[0].base
      lines += [
        "",
        "Use one with gateway.port: \(base), or `openclaw --profile NAME gateway install --port \(base)`.",
      ]
    }
    return lines.joined(separator: "\n")
  }

  /// Schema 1, as the README says.
  static func json(_ plan: PortPlanning) -> JSONText {
    .object([
      ("schema", .int(SnapshotDocument.schema)), ("asked", .optional(plan.asked)),
      (
        "hits",
        .array(
          plan.hits.map { hit in
            .object([
              ("kind", .string(hit.kind.rawValue)), ("ports", .array([.ports(hit.ports)])),
              ("gateway", .optional(hit.gateway)), ("detail", .string(hit.detail)),
            ])
          })
      ),
      (
        "proposals",
        .array(
          plan.proposals.map { proposal in
            let ports = proposal.ports
            return .object([
              ("gateway", .int(proposal.base)), ("browserControl", .int(ports.browserControl.port)),
              ("canvas", .int(ports.canvas.port)),
              ("cdpRange", .array([.int(ports.cdpRange.lowerBound), .int(ports.cdpRange.upperBound)])),
              ("ephemeral", .bool(proposal.isEphemeral)), ("reason", .string(proposal.reason)),
            ])
          })
      ),
    ])
  }
}
