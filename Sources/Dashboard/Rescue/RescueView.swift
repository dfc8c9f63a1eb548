import Canvas

/// The guide's screen: who, the steps with the question of the current one, what broke, and the keys.
enum RescueView {
  static func draw(_ guide: RescueGuide, _ state: DashboardState, _ painter: inout LinePainter) {
    let parts = parts(guide, state, glyphs: painter.glyphs)
    RescueHeader.draw(guide, state, &painter)
    painter.grid.fill(
      x: 0, y: 1, width: state.screen.width, height: 1, with: painter.glyphs.rule, style: .dim)
    for (row, line) in parts.steps.enumerated() { line.draw(y: parts.stepsTop + row, on: &painter) }
    if parts.panelHeight > 0 {
      let y = parts.panelTop - 1
      painter.grid.fill(
        x: 0, y: y, width: state.screen.width, height: 1, with: painter.glyphs.rule, style: .dim)
      painter.line([.init(" \(parts.title) ", .strong)], x: 2, y: y)
      let first = min(guide.scroll, parts.mostScroll)
      for (row, line) in parts.panel.dropFirst(first).prefix(parts.panelHeight).enumerated() {
        line.draw(y: parts.panelTop + row, on: &painter)
      }
      let hidden = parts.panel.count - first - parts.panelHeight
      if hidden > 0 {
        painter.grid.put(
          " \(painter.glyphs.down) \(hidden) more ", endingAt: state.screen.width - 2, y: y, style: .dim)
      }
    }
    RescueBottomLines.draw(guide, state, &painter)
  }

  /// Lines by which the panel can be scrolled.
  static func mostScroll(_ guide: RescueGuide, _ state: DashboardState) -> Int {
    parts(guide, state, glyphs: .unicode).mostScroll
  }

  private struct Parts {
    var steps: [PaneLine]
    var stepsTop = 2
    var title: String
    var panel: [PaneLine]
    var panelTop: Int
    var panelHeight: Int

    var mostScroll: Int { max(0, panel.count - panelHeight) }
  }

  private static func parts(_ guide: RescueGuide, _ state: DashboardState, glyphs: Glyphs) -> Parts {
    // The last line is for keys, the one above it for answers.
    let bottom = state.screen.height - 2
    let steps = RescueSteps(guide: guide, state: state, glyphs: glyphs)
    // Rows that are kept free for the panel below the steps.
    let least = state.screen.height >= 20 ? 4 : state.screen.height >= 14 ? 3 : 0
    let lines = steps.lines(atMost: max(3, bottom - 2 - least))
    let isRoomy = bottom - 2 - lines.count > 10
    let panelTop = 2 + lines.count + 1 + (isRoomy ? 1 : 0)
    let (title, panel) = RescuePanel(guide: guide, state: state, glyphs: glyphs).content
    return Parts(
      steps: lines, title: title, panel: (isRoomy ? [.blank] : []) + panel, panelTop: panelTop,
      panelHeight: max(0, bottom - panelTop))
  }
}
