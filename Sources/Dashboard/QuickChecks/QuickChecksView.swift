import Canvas

/// The quick checks' output over the whole screen, as it comes.
enum QuickChecksView {
  static func draw(
    _ report: DashboardState.QuickReport, scroll: Int, _ state: DashboardState, _ painter: inout LinePainter
  ) {
    let place = Box.draw(
      "Quick checks of \(report.name)", width: state.screen.width, height: state.screen.height, state,
      &painter)
    let lines = lines(report, width: place.width)
    let first = min(scroll, max(0, lines.count - place.height))
    for (row, line) in lines.dropFirst(first).prefix(place.height).enumerated() {
      let isHead = line.hasPrefix("$ ")
      painter.line(
        [.init(line, isHead ? .strong : .text)], x: place.x, y: place.y + row, end: place.x + place.width)
    }
    let hidden = lines.count - first - place.height
    let hint = hidden > 0 ? " \(painter.glyphs.down) \(hidden) more " : report.isDone ? " done " : " running "
    painter.grid.put(hint, endingAt: place.x + place.width, y: place.y + place.height, style: .dim)
  }

  static func lines(_ report: DashboardState.QuickReport, width: Int) -> [String] {
    report.lines.isEmpty
      ? ["each check takes some seconds"] : report.shown.flatMap { ShownText.wrap($0, width: max(10, width)) }
  }
}
