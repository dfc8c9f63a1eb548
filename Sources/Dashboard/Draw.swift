import Canvas

/// The whole screen for a state. Pure: the same state gives the same cells.
public func draw(_ state: DashboardState, glyphs: Glyphs) -> Grid {
  var painter = LinePainter(width: state.screen.width, height: state.screen.height, glyphs: glyphs)
  if Layout.isTooSmall(state.screen) {
    painter.line(
      [
        .init(
          "Gatehouse needs \(Layout.smallestWidth)x\(Layout.smallestHeight); this is \(state.screen.width)x\(state.screen.height)"
        )
      ],
      x: 0, y: 0)
    return painter.grid
  }
  if case .rescue(let guide) = state.mode {
    RescueView.draw(guide, state, &painter)
    return painter.grid
  }
  let layout = Layout(state)
  TitleBar.draw(state, &painter)
  if !state.paneView.isZoomed { RosterView.draw(state, layout: layout, &painter) }
  PaneDivider.draw(state, layout: layout, &painter)
  drawPane(state, layout: layout, &painter)
  BottomLines.draw(state, layout: layout, bindings: KeyTable.all, &painter)
  switch state.mode {
  case .help(let scroll):
    HelpView.draw(state, scroll: scroll, bindings: KeyTable.all, guide: RescueGuideKeys.all, &painter)
  case .palette(let text, let selected):
    PaletteView.draw(state, text: text, selected: selected, bindings: KeyTable.all, &painter)
  case .confirm(let confirmation): ConfirmView.draw(state, confirmation, &painter)
  case .quick(let report, let scroll): QuickChecksView.draw(report, scroll: scroll, state, &painter)
  case .browse, .filter, .search, .rescue: break
  }
  return painter.grid
}

/// The last frame with the present time in the title, for seconds in which nothing else has changed. Ages change with the next frame.
public func drawClock(_ state: DashboardState, over frame: Grid) -> Grid {
  var grid = frame
  if !Layout.isTooSmall(state.screen) { TitleBar.drawClock(state, &grid) }
  return grid
}

/// Rows that the pane has for its content at this size.
public func paneHeight(_ state: DashboardState) -> Int { Layout(state).paneHeight }

private func drawPane(_ state: DashboardState, layout: Layout, _ painter: inout LinePainter) {
  let room = layout.paneHeight
  let isLog = state.pane == .logs
  let lines =
    isLog
    ? LogsPane.rows(state, width: state.screen.width, height: room, glyphs: painter.glyphs, isCut: true)
    : PaneTable.lines(state, width: state.screen.width, glyphs: painter.glyphs)
  let first = isLog ? 0 : min(state.paneView.scroll, max(0, lines.count - room))
  for (row, line) in lines.dropFirst(first).prefix(max(0, room)).enumerated() {
    line.draw(y: layout.paneTop + row, on: &painter)
  }
  if isLog {
    painter.grid.put(
      LogsPane.status(state), endingAt: state.screen.width - 2, y: layout.dividerRow, style: .accent)
  } else if lines.count > first + room {
    painter.grid.put(
      " \(painter.glyphs.down) \(lines.count - first - room) more ", endingAt: state.screen.width - 2,
      y: layout.dividerRow, style: .dim)
  }
}
