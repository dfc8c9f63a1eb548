import Canvas
import Fleet

/// The guide's screen: who, the steps with the question of the current one, what broke, and the keys.
enum RescueView {
  static func draw(_ guide: RescueGuide, _ state: DashboardState, _ pen: inout Pen) {
    let parts = parts(guide, state, glyphs: pen.glyphs)
    RescueHeader.draw(guide, state, &pen)
    pen.grid.fill(x: 0, y: 1, width: state.width, height: 1, with: pen.glyphs.rule, style: .dim)
    for (row, line) in parts.steps.enumerated() { put(line, y: parts.stepsTop + row, state, &pen) }
    if parts.panelHeight > 0 {
      let y = parts.panelTop - 1
      pen.grid.fill(x: 0, y: y, width: state.width, height: 1, with: pen.glyphs.rule, style: .dim)
      pen.line([.init(" \(parts.title) ", .strong)], x: 2, y: y)
      let first = min(guide.scroll, max(0, parts.panel.count - parts.panelHeight))
      for (row, line) in parts.panel.dropFirst(first).prefix(parts.panelHeight).enumerated() {
        put(line, y: parts.panelTop + row, state, &pen)
      }
      let hidden = parts.panel.count - first - parts.panelHeight
      if hidden > 0 {
        pen.grid.put(" \(pen.glyphs.down) \(hidden) more ", endingAt: state.width - 2, y: y, style: .dim)
      }
    }
    BottomLines.guide(guide, state, &pen)
  }

  static func panelHeight(_ guide: RescueGuide, _ state: DashboardState) -> Int {
    parts(guide, state, glyphs: .unicode).panelHeight
  }

  static func panelLength(_ guide: RescueGuide, _ state: DashboardState) -> Int {
    parts(guide, state, glyphs: .unicode).panel.count
  }

  private struct Parts {
    var steps: [PaneLine]
    var stepsTop = 2
    var title: String
    var panel: [PaneLine]
    var panelTop: Int
    var panelHeight: Int
  }

  private static func parts(_ guide: RescueGuide, _ state: DashboardState, glyphs: Glyphs) -> Parts {
    // The last line is for keys, the one above it for answers.
    let bottom = state.height - 2
    let steps = RescueSteps(guide: guide, state: state, glyphs: glyphs)
    // What broke keeps a few lines, as long as there is any room at all.
    let least = state.height >= 20 ? 4 : state.height >= 14 ? 3 : 0
    let lines = steps.lines(atMost: max(3, bottom - 2 - least))
    let isRoomy = bottom - 2 - lines.count > 10
    let panelTop = 2 + lines.count + 1 + (isRoomy ? 1 : 0)
    let (title, panel) = RescuePanel(guide: guide, state: state, glyphs: glyphs).content
    return Parts(
      steps: lines, title: title, panel: (isRoomy ? [.blank] : []) + panel, panelTop: panelTop,
      panelHeight: max(0, bottom - panelTop))
  }

  private static func put(_ line: PaneLine, y: Int, _ state: DashboardState, _ pen: inout Pen) {
    for (index, piece) in line.pieces.enumerated() {
      let next = index + 1 < line.pieces.count ? line.pieces[index + 1].x - 1 : state.width - 1
      pen.line(piece.spans, x: piece.x, y: y, end: next)
    }
  }
}

/// The first line: the two gateways of the rescue, how they are, and the time.
enum RescueHeader {
  static func draw(_ guide: RescueGuide, _ state: DashboardState, _ pen: inout Pen) {
    var spans: [Pen.Span] = [.init(" Rescue", .strong)]
    if let facts = guide.report?.facts {
      spans.append(.init(state.width >= 70 ? "   main " : "  ", .dim))
      spans += who(facts.main, state, pen.glyphs)
      spans.append(.init(state.width >= 70 ? "   rescue " : "  ", .dim))
      spans += who(facts.rescue, state, pen.glyphs)
    }
    pen.line(spans, x: 0, y: 0, end: state.width - 9)
    pen.grid.put(state.clock, endingAt: state.width - 1, y: 0, style: .dim)
  }

  private static func who(_ gateway: Gateway, _ state: DashboardState, _ glyphs: Glyphs) -> [Pen.Span] {
    let summary = GatewaySummary(gateway: gateway, glyphs: glyphs, now: state.now)
    let style = summary.stateStyle
    let glyph = GatewaySummary.glyph(gateway.state, glyphs)
    var text = " \(glyph) \(summary.stateWord)"
    if gateway.state == .failed, let failure = gateway.health.firstFailure, state.width >= 80 {
      text = " \(glyph) down \(Age.text(state.now - failure.since))"
    }
    return [.init(gateway.name, style), .init(text, style)]
  }
}
