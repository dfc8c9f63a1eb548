import Canvas
import GatewayModel
import Presentation

/// The top line: what it is, how many in which state, the time.
enum TitleBar {
  static func draw(_ state: DashboardState, _ painter: inout LinePainter) {
    let isWide = state.screen.width >= 100
    let host = state.snapshot?.hostName ?? ""
    // On screens narrower than 50 columns the program's name is left out, for the sake of the states.
    var spans: [LinePainter.Span] = state.screen.width >= 50 ? [.init(" Gatehouse", .strong)] : []
    if isWide, !host.isEmpty { spans.append(.init(" \(painter.glyphs.dot) \(host)", .dim)) }
    if state.screen.lookOnly != nil { spans.append(.init(isWide ? "   look only" : " look only", .warning)) }
    spans.append(.init(isWide ? "     " : "  "))
    spans += counts(state, glyphs: painter.glyphs, isWide: isWide)
    let verdict = verdict(state, glyphs: painter.glyphs) + RescueBadge.spans(state, glyphs: painter.glyphs)
    let width = verdict.reduce(0) { $0 + TextWidth.of($1.text) }
    // The clock's place is kept free.
    let clock = isWide ? 13 : 8
    let start = state.screen.width - clock - width
    painter.line(spans, x: 0, y: 0, end: start - 1)
    painter.line(verdict, x: start, y: 0, end: state.screen.width - clock)
    drawClock(state, &painter.grid)
  }

  /// The time alone, over a screen that is otherwise as it was.
  static func drawClock(_ state: DashboardState, _ grid: inout Grid) {
    let clock = state.screen.width >= 100 ? state.screen.clock : String(state.screen.clock.prefix(5))
    grid.put(clock, endingAt: state.screen.width - 1, y: 0, style: .dim)
  }

  /// How well the gateways are kept apart, with the number of errors and warnings.
  private static func verdict(_ state: DashboardState, glyphs: Glyphs) -> [LinePainter.Span] {
    guard let snapshot = state.snapshot, !snapshot.gateways.isEmpty else { return [] }
    let count = state.marks.count(.error) + state.marks.count(.warning)
    let word = state.screen.width >= 70 ? snapshot.verdict.rawValue + " " : "iso "
    switch snapshot.verdict {
    case .isolated: return state.screen.width >= 70 ? [.init("\(word)\(glyphs.yes)", .good)] : []
    case .atRisk: return [.init("\(word)\(glyphs.warning) \(count)", .warning)]
    case .broken: return [.init("\(word)\(glyphs.failed) \(count)", .bad)]
    }
  }

  private static func counts(
    _ state: DashboardState, glyphs: Glyphs, isWide: Bool
  ) -> [LinePainter.Span] {
    guard let snapshot = state.snapshot else { return [.init("looking for gateways", .dim)] }
    let order: [(GatewayState, Style)] = [
      (.running, .good), (.degraded, .warning), (.failed, .bad), (.backingOff, .warning),
      (.starting, .accent), (.stopping, .accent), (.stopped, .dim),
    ]
    return order.flatMap { kind, style -> [LinePainter.Span] in
      let count = snapshot.gateways.filter { $0.state == kind }.count
      guard count > 0 else { return [] }
      let glyph = GatewaySummary.glyph(kind, glyphs)
      let word = isWide ? " \(kind.rawValue)" : ""
      return [.init("\(glyph) \(count)\(word)", style), .init(isWide ? "   " : "  ")]
    }
  }
}
