import Canvas

/// The whole screen for a state. Pure: the same state gives the same cells.
public func draw(_ state: DashboardState, glyphs: Glyphs) -> Grid {
  var pen = Pen(width: state.width, height: state.height, glyphs: glyphs)
  let layout = Layout(state)
  if layout.isTooSmall {
    pen.line(
      [
        .init(
          "Gatehouse needs \(Layout.smallestWidth)x\(Layout.smallestHeight); this is \(state.width)x\(state.height)"
        )
      ],
      x: 0, y: 0)
    return pen.grid
  }
  if case .rescue(let guide) = state.mode {
    RescueView.draw(guide, state, &pen)
    return pen.grid
  }
  TitleBar.draw(state, &pen)
  if !state.isZoomed { RosterView.draw(state, layout: layout, &pen) }
  PaneDivider.draw(state, layout: layout, &pen)
  drawPane(state, layout: layout, &pen)
  BottomLines.draw(state, layout: layout, bindings: KeyTable.all, &pen)
  switch state.mode {
  case .help(let scroll):
    HelpView.draw(state, scroll: scroll, bindings: KeyTable.all, guide: RescueGuideKeys.all, &pen)
  case .palette(let text, let selected):
    PaletteView.draw(state, text: text, selected: selected, bindings: KeyTable.all, &pen)
  case .confirm(let confirmation): ConfirmView.draw(state, confirmation, &pen)
  case .quick(let report, let scroll): QuickChecksView.draw(report, scroll: scroll, state, &pen)
  case .browse, .filter, .search, .rescue: break
  }
  return pen.grid
}

/// The last frame with the time as it is now: all that changes while nothing happens. Ages follow with the next snapshot.
public func drawClock(_ state: DashboardState, over frame: Grid) -> Grid {
  var grid = frame
  if !Layout(state).isTooSmall { TitleBar.drawClock(state, &grid) }
  return grid
}

/// Rows that the pane has for its content at this size.
public func paneHeight(_ state: DashboardState) -> Int { Layout(state).paneHeight }

private func drawPane(_ state: DashboardState, layout: Layout, _ pen: inout Pen) {
  let room = layout.paneHeight
  let isLog = state.pane == .logs
  let lines =
    isLog
    ? LogsPane.rows(state, width: state.width, height: room, glyphs: pen.glyphs)
    : PaneTable.lines(state, width: state.width, glyphs: pen.glyphs)
  let first = isLog ? 0 : min(state.scroll, max(0, lines.count - room))
  for (row, line) in lines.dropFirst(first).prefix(max(0, room)).enumerated() {
    line.draw(y: layout.paneTop + row, on: &pen)
  }
  if isLog {
    pen.grid.put(LogsPane.status(state), endingAt: state.width - 2, y: layout.dividerRow, style: .accent)
  } else if lines.count > first + room {
    pen.grid.put(
      " \(pen.glyphs.down) \(lines.count - first - room) more ", endingAt: state.width - 2,
      y: layout.dividerRow, style: .dim)
  }
}
