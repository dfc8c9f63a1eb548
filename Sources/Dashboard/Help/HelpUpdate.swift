import Canvas

/// What keys do while the help is open.
enum HelpUpdate {
  /// - Parameter most: how far it can be scrolled, in lines.
  static func apply(_ key: Key, scroll: Int, most: Int, _ state: inout DashboardState) -> [Intent] {
    let page = Box.mostLines(state)
    func scrolled(_ lines: Int) { state.mode = .help(scroll: min(max(0, scroll + lines), most)) }
    switch key {
    case .down, .character("j"), .wheelDown: scrolled(1)
    case .up, .character("k"), .wheelUp: scrolled(-1)
    case .pageDown, .character(" "): scrolled(page)
    case .pageUp: scrolled(-page)
    case .control("z"): return [.suspend]
    default: state.mode = .browse
    }
    return []
  }
}
