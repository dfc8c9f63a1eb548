import Canvas

/// What keys do while the help is open.
enum HelpUpdate {
  static func apply(_ key: Key, scroll: Int, _ state: inout DashboardState) -> [Intent] {
    switch key {
    case .down, .character("j"), .wheelDown: state.mode = .help(scroll: scroll + 1)
    case .up, .character("k"), .wheelUp: state.mode = .help(scroll: max(0, scroll - 1))
    case .pageDown, .character(" "): state.mode = .help(scroll: scroll + max(1, state.screen.height - 4))
    case .pageUp: state.mode = .help(scroll: max(0, scroll - max(1, state.screen.height - 4)))
    case .control("z"): return [.suspend]
    default: state.mode = .browse
    }
    return []
  }
}
