import Canvas
import GatewayModel
import OpenClaw
import Rescue

/// Readiness and plans as lines for a person.
public enum RescueText {
  /// Of `rescue status`: the verdict, each point with its remedy, and the rescue under way. Nil where there is no gateway at all.
  /// - Parameter now: seconds since 1970; ages are counted from it.
  public static func status(_ status: RescueStatus?, now: Double) -> [String] {
    guard let status else { return ["There is no gateway here, so there is none to rescue."] }
    let width = status.points.map(\.kind.title.count).max() ?? 0
    var lines = [heading(status)]
    for point in status.points {
      let mark = point.status == .met ? "✓" : point.status == .missing ? "✗" : "?"
      let title = point.kind.title.padded(to: width)
      let age = point.at.map { ", \(Age.text(now - $0)) ago" } ?? ""
      lines.append("  \(mark) \(title)  \(point.detail)\(age)")
      if let fix = point.fix, point.status != .met {
        lines.append("    \(String(repeating: " ", count: width))  \(fix)")
      }
    }
    if let run = status.run {
      lines.append(
        "A rescue is under way since \(Age.text(now - run.beganAt)): step \(run.step.rawValue), \(run.step.title) is next."
      )
    }
    return lines
  }

  private static func heading(_ status: RescueStatus) -> String {
    switch status.verdict {
    case .ready: "Rescue: ready"
    case .gaps: "Rescue: \(status.missing.count) missing"
    case .blocked: "Rescue: not isolated, a switch would be refused"
    case .none: "Rescue: there is none"
    }
  }

  /// Of `rescue --plan`: a line for each move, then how to carry it out, or why it would be refused.
  public static func plan(_ plan: RescuePlan) -> [String] {
    let width = plan.lines.map(\.move.word.count).max() ?? 0
    var lines = plan.lines.map { line in
      "  \(line.move.step.rawValue) \(line.move.word.padded(to: width))  \(line.text)"
    }
    if let refusal = plan.refusal { return lines + ["It would be refused: \(refusal)"] }
    lines.append("Plan \(plan.id): `gatehouse rescue --execute \(ShellLine.word(plan.id))` carries it out.")
    return lines
  }
}
