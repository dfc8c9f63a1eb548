import Canvas

/// What keys do while the quick checks are open.
enum QuickChecksUpdate {
  static func apply(
    _ key: Key, _ report: DashboardState.QuickReport, scroll: Int, _ state: inout DashboardState
  ) -> [Intent] {
    let page = Box.mostLines(state)
    let most = max(0, QuickChecksView.lines(report, width: state.screen.width - 6).count - page)
    func scrolled(_ lines: Int) { state.mode = .quick(report, scroll: min(max(0, scroll + lines), most)) }
    switch key {
    case .down, .character("j"), .wheelDown: scrolled(1)
    case .up, .character("k"), .wheelUp: scrolled(-1)
    case .pageDown, .character(" "): scrolled(page)
    case .pageUp: scrolled(-page)
    case .home, .character("g"): scrolled(.min / 4)
    case .end, .character("G"): scrolled(.max / 4)
    case .character("c"), .character("y"): return [.copy(report.shown.joined(separator: "\n"))]
    case .control("z"): return [.suspend]
    case .escape, .character("q"), .control("c"):
      state.mode = .browse
      return [.endQuick]
    default: break
    }
    return []
  }
}
