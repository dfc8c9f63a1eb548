import Canvas
import GatewayModel

/// How ready the rescue is, always in the top line.
enum RescueBadge {
  static func spans(_ state: DashboardState, glyphs: Glyphs) -> [LinePainter.Span] {
    guard let rescue = state.snapshot?.rescue, state.screen.width >= 50 else { return [] }
    let isWide = state.screen.width >= 100
    let gap = LinePainter.Span(isWide ? "     " : "  ")
    let style = style(rescue)
    if state.screen.width < 60 { return [gap, .init("\(glyphs.rescue)\(sign(rescue, glyphs))", style)] }
    return [gap, .init(isWide ? long(rescue, glyphs) : short(rescue, glyphs), style)]
  }

  private static func style(_ rescue: RescueStatus) -> Style {
    if rescue.run != nil { return .accent }
    return switch rescue.verdict {
    case .ready: .good
    case .gaps: .warning
    case .blocked: .bad
    case .none: .dim
    }
  }

  private static func sign(_ rescue: RescueStatus, _ glyphs: Glyphs) -> String {
    if rescue.run != nil { return glyphs.current }
    return switch rescue.verdict {
    case .ready: glyphs.yes
    case .gaps: glyphs.warning
    case .blocked: glyphs.failed
    case .none: glyphs.dash
    }
  }

  private static func short(_ rescue: RescueStatus, _ glyphs: Glyphs) -> String {
    if let run = rescue.run { return "rescue \(glyphs.current) \(run.step.rawValue)" }
    return switch rescue.verdict {
    case .ready: "rescue \(glyphs.rescue)"
    case .gaps: "rescue \(glyphs.warning) \(rescue.missing.count)"
    case .blocked, .none: "rescue \(sign(rescue, glyphs))"
    }
  }

  private static func long(_ rescue: RescueStatus, _ glyphs: Glyphs) -> String {
    if let run = rescue.run { return "rescue \(glyphs.current) \(run.step.rawValue) \(run.step.title)" }
    return switch rescue.verdict {
    case .ready: "rescue ready \(glyphs.rescue)"
    case .gaps: "rescue \(glyphs.warning) \(rescue.missing.count) missing"
    case .blocked: "rescue \(glyphs.failed) not isolated"
    case .none: "no rescue"
    }
  }
}
