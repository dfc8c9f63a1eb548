import Canvas

/// The quick checks' output over the whole screen, as it comes.
enum QuickOverlay {
  static func draw(
    _ report: DashboardState.QuickReport, scroll: Int, _ state: DashboardState, _ pen: inout Pen
  ) {
    let place = Overlays.box(
      "Quick checks of \(report.name)", width: state.width, height: state.height, state, &pen)
    let lines = lines(report, width: place.width)
    let first = min(scroll, max(0, lines.count - place.height))
    for (row, line) in lines.dropFirst(first).prefix(place.height).enumerated() {
      let isHead = line.hasPrefix("$ ")
      pen.line(
        [.init(line, isHead ? .strong : .text)], x: place.x, y: place.y + row, end: place.x + place.width)
    }
    let hidden = lines.count - first - place.height
    let hint = hidden > 0 ? " \(pen.glyphs.down) \(hidden) more " : report.isDone ? " done " : " running "
    pen.grid.put(hint, endingAt: place.x + place.width, y: place.y + place.height, style: .dim)
  }

  static func apply(
    _ key: Key, _ report: DashboardState.QuickReport, scroll: Int, _ state: inout DashboardState
  ) -> [Intent] {
    let page = max(1, state.height - 5)
    let most = max(0, lines(report, width: state.width - 6).count - page)
    func scrolled(_ lines: Int) { state.mode = .quick(report, scroll: min(max(0, scroll + lines), most)) }
    switch key {
    case .down, .character("j"), .wheelDown: scrolled(1)
    case .up, .character("k"), .wheelUp: scrolled(-1)
    case .pageDown, .character(" "): scrolled(page)
    case .pageUp: scrolled(-page)
    case .home, .character("g"): scrolled(.min / 4)
    case .end, .character("G"): scrolled(.max / 4)
    case .character("c"), .character("y"): return [.copy(report.lines.joined(separator: "\n"))]
    case .control("z"): return [.suspend]
    case .escape, .character("q"), .control("c"):
      state.mode = .browse
      return [.endQuick]
    default: break
    }
    return []
  }

  private static func lines(_ report: DashboardState.QuickReport, width: Int) -> [String] {
    report.lines.isEmpty
      ? ["each check takes some seconds"] : report.lines.flatMap { TextCut.wrap($0, width: max(10, width)) }
  }
}
