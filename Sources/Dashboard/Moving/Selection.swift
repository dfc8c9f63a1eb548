import GatewayModel

/// Which gateway is chosen, and which pane is shown of it.
enum Selection {
  /// What was selected, and in which row, before a snapshot.
  struct Place {
    /// Nil where there was no row.
    let id: GatewayID?
    let row: Int
    /// Whether there was a screen at all on which a person could see it.
    let wasShown: Bool

    init(_ state: DashboardState) {
      let id = state.current?.id
      self.id = id
      row = state.rows.firstIndex { $0.id == id } ?? 0
      wasShown = state.snapshot != nil
    }
  }

  /// Leaves the selection where it was before a snapshot. Where the filter hides its gateway now, the one that is in its row then is
  /// selected; the first one where it is gone.
  static func keep(_ place: Place, _ state: inout DashboardState) {
    let rows = state.rows
    let ids = Set((state.snapshot?.gateways ?? []).map(\.id))
    if let id = place.id, state.current?.id != id {
      if rows.contains(where: { $0.id == id }) {
        state.roster.selected = id
      } else if ids.contains(id), !rows.isEmpty {
        state.roster.selected = rows[min(place.row, rows.count - 1)].id
      }
    }
    if state.roster.selected.map({ !ids.contains($0) }) ?? true { state.roster.selected = state.current?.id }
    // Keys that were meant for what was there do nothing for a moment.
    if place.wasShown, let id = state.current?.id, id != place.id { state.roster.movedAt = state.screen.now }
  }

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
