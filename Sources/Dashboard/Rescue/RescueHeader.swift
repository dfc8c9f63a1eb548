import Canvas
import GatewayModel
import Presentation
import Rescue

/// The first line: the two gateways of the rescue, how they are, and the time.
enum RescueHeader {
  static func draw(_ guide: RescueGuide, _ state: DashboardState, _ painter: inout LinePainter) {
    var spans: [LinePainter.Span] = [.init(" Rescue", .strong)]
    if let facts = guide.report?.facts {
      spans.append(.init(state.screen.width >= 70 ? "   main " : "  ", .dim))
      spans += who(facts.main, state, painter.glyphs)
      spans.append(.init(state.screen.width >= 70 ? "   rescue " : "  ", .dim))
      spans += who(facts.rescue, state, painter.glyphs)
    }
    painter.line(spans, x: 0, y: 0, end: state.screen.width - 9)
    painter.grid.put(state.screen.clock, endingAt: state.screen.width - 1, y: 0, style: .dim)
  }

  private static func who(_ gateway: Gateway, _ state: DashboardState, _ glyphs: Glyphs) -> [LinePainter.Span]
  {
    let summary = GatewaySummary(gateway: gateway, glyphs: glyphs, now: state.screen.now)
    let style = summary.stateStyle
    let glyph = GatewaySummary.glyph(gateway.state, glyphs)
    var text = " \(glyph) \(summary.stateWord)"
    if gateway.state == .failed, let failure = gateway.health.firstFailure, state.screen.width >= 80 {
      text = " \(glyph) down \(Age.text(state.screen.now - failure.since))"
    }
    return [.init(gateway.name, style), .init(text, style)]
  }
}
