import GatewayModel

/// Where the parts of the screen stand, for any size.
struct Layout {
  static let smallestWidth = 40
  static let smallestHeight = 10

  let width: Int
  let height: Int
  let headerRow: Int
  let rosterTop: Int
  let rosterHeight: Int
  /// The first gateway that is shown.
  let firstRow: Int
  let dividerRow: Int
  let paneTop: Int
  let paneHeight: Int
  /// Nil where there is no room for it.
  let eventRow: Int?
  let keysRow: Int

  /// Whether nothing can be drawn on it but that.
  static func isTooSmall(_ screen: ScreenFacts) -> Bool {
    screen.width < smallestWidth || screen.height < smallestHeight
  }

  init(_ state: DashboardState) {
    width = state.screen.width
    height = state.screen.height
    let rows = state.rows
    let hasEventRow = height >= 14
    keysRow = height - 1
    eventRow = hasEventRow ? height - 2 : nil
    let bottom = hasEventRow ? height - 2 : height - 1
    if state.paneView.isZoomed {
      headerRow = 1
      rosterTop = 1
      rosterHeight = 0
      firstRow = 0
      dividerRow = height >= 16 ? 2 : 1
      paneTop = dividerRow + (height >= 16 ? 2 : 1)
      paneHeight = max(0, bottom - paneTop)
      return
    }
    headerRow = height >= 16 ? 2 : 1
    rosterTop = headerRow + 1
    let smallestPane = height >= 20 ? 8 : height >= 14 ? 5 : 3
    let gap = height >= 16 ? 1 : 0
    let room = max(1, bottom - rosterTop - gap - 1 - smallestPane)
    rosterHeight = min(max(1, rows.count), room)
    let index = rows.firstIndex { $0.id == state.current?.id } ?? 0
    firstRow = max(0, min(index - rosterHeight + 1, rows.count - rosterHeight))
    dividerRow = rosterTop + rosterHeight + gap
    paneTop = dividerRow + (height >= 30 ? 2 : 1)
    paneHeight = max(0, bottom - paneTop)
  }

  /// The gateway whose row stands at a line of the screen; nil where none does.
  func gateway(at y: Int, in state: DashboardState) -> GatewayID? {
    let rows = state.rows
    let index = y - rosterTop + firstRow
    guard !state.paneView.isZoomed, (rosterTop..<rosterTop + rosterHeight).contains(y),
      rows.indices.contains(index)
    else { return nil }
    return rows[index].id
  }
}
