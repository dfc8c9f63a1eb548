/// How far a pane is scrolled, and which finding is chosen in it.
enum Scrolling {
  /// The log counts from its end: scrolling up there is away from the newest line.
  static func scroll(by lines: Int, _ state: inout DashboardState) -> [Intent] {
    let lines = state.pane == .logs ? -lines : lines
    let length = state.pane == .logs ? state.shownLog.count : PaneTable.lineCount(state)
    let most = max(0, length - state.screen.paneHeight)
    state.paneView.scroll = min(max(state.paneView.scroll + lines, 0), most)
    // Back at its end a log is followed again.
    if state.pane == .logs { state.logView.isPaused = state.paneView.scroll > 0 }
    return []
  }

  /// Scrolls back a pane that has become shorter. A log is kept in place by what comes into it.
  static func keepInside(_ state: inout DashboardState) {
    guard state.paneView.scroll > 0, state.pane != .logs else { return }
    let most = max(0, PaneTable.lineCount(state) - state.screen.paneHeight)
    state.paneView.scroll = min(state.paneView.scroll, most)
  }

  /// Whether the keys that scroll choose the next finding instead; the pane then scrolls to it.
  static func isChoosing(_ state: DashboardState) -> Bool { state.pane == .isolation }

  static func choose(by offset: Int, _ state: inout DashboardState) -> [Intent] {
    guard let current = state.current else { return [] }
    let count = state.marks.groups(current.id).count
    state.paneView.chosenFinding = min(max(state.paneView.chosenFinding + offset, 0), max(0, count - 1))
    let content = IsolationPane.content(state)
    guard let chosen = content.chosen else { return [] }
    let room = max(1, state.screen.paneHeight)
    // The first one belongs to the checklist above it; of any other the whole text is brought into view.
    if state.paneView.chosenFinding == 0 { state.paneView.scroll = 0 }
    if chosen.upperBound > state.paneView.scroll + room { state.paneView.scroll = chosen.upperBound - room }
    if chosen.lowerBound < state.paneView.scroll { state.paneView.scroll = chosen.lowerBound }
    return []
  }
}
