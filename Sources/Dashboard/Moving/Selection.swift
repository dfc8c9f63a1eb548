import GatewayModel

/// Which gateway is chosen, and which pane is shown of it.
enum Selection {
  static func select(by offset: Int, _ state: inout DashboardState) -> [Intent] {
    let rows = state.rows
    guard !rows.isEmpty else { return [] }
    let index = rows.firstIndex { $0.id == state.current?.id } ?? 0
    let next = min(max(index + offset, 0), rows.count - 1)
    guard rows[next].id != state.current?.id || state.roster.selected == nil else { return [] }
    state.roster.selected = rows[next].id
    return PaneTable.enter(&state)
  }

  static func show(_ pane: DashboardState.Pane, _ state: inout DashboardState) -> [Intent] {
    state.pane = pane
    return PaneTable.enter(&state)
  }

  static func show(offset: Int, _ state: inout DashboardState) -> [Intent] {
    let all = DashboardState.Pane.allCases
    let index = (all.firstIndex(of: state.pane) ?? 0) + offset
    return show(all[(index + all.count) % all.count], &state)
  }
}
