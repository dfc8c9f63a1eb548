import Canvas
import Fleet

/// The top line: what it is, how many in which state, the time.
enum TitleBar {
  static func draw(_ state: DashboardState, _ pen: inout Pen) {
    let isWide = state.width >= 100
    let host = state.snapshot?.hostName ?? ""
    var spans: [Pen.Span] = [.init(" Gatehouse", .strong)]
    if isWide, !host.isEmpty { spans.append(.init(" \(pen.glyphs.dot) \(host)", .dim)) }
    spans.append(.init(isWide ? "     " : "  "))
    spans += counts(state, glyphs: pen.glyphs, isWide: isWide)
    pen.line(spans, x: 0, y: 0, end: state.width - 10)
    drawClock(state, &pen.grid)
  }

  /// The time alone, over a screen that is otherwise as it was.
  static func drawClock(_ state: DashboardState, _ grid: inout Grid) {
    let clock = state.width >= 100 ? state.clock : String(state.clock.prefix(5))
    grid.put(clock, endingAt: state.width - 1, y: 0, style: .dim)
  }

  private static func counts(
    _ state: DashboardState, glyphs: Glyphs, isWide: Bool
  ) -> [Pen.Span] {
    guard let snapshot = state.snapshot else { return [.init("looking for gateways", .dim)] }
    let order: [(GatewayState, Style)] = [
      (.running, .good), (.degraded, .warning), (.failed, .bad), (.backingOff, .warning),
      (.starting, .accent), (.stopping, .accent), (.stopped, .dim),
    ]
    return order.flatMap { kind, style -> [Pen.Span] in
      let count = snapshot.gateways.filter { $0.state == kind }.count
      guard count > 0 else { return [] }
      let glyph = GatewaySummary.glyph(kind, glyphs)
      let word = isWide ? " \(kind.rawValue)" : ""
      return [.init("\(glyph) \(count)\(word)", style), .init(isWide ? "   " : "  ")]
    }
  }
}
