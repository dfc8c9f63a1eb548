import Canvas

/// What is typed to narrow the roster down.
enum FilterUpdate {
  static func apply(_ key: Key, _ state: inout DashboardState) -> [Intent] {
    let before = state.current?.id
    switch key {
    case .enter: state.mode = .browse
    case .escape, .control("c"):
      state.roster.filter = ""
      state.mode = .browse
    case .backspace:
      if state.roster.filter.isEmpty { state.mode = .browse } else { state.roster.filter.removeLast() }
    case .control("u"): state.roster.filter = ""
    case .character(let character): state.roster.filter.append(character)
    case .down, .up: return Selection.select(by: key == .down ? 1 : -1, &state)
    default: return []
    }
    return state.current?.id == before ? [] : PaneTable.enter(&state)
  }
}
