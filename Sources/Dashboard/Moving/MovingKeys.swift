import Canvas

/// The keys that choose a gateway, a pane and a place in it.
enum MovingKeys {
  static let panes: [KeyBinding] = [
    pane(.overview, "1", "Overview: owner, health, service, paths"),
    pane(.ports, "2", "Ports: every port, its source and its listener"),
    pane(.cdp, "3", "CDP: browser profiles and who answers"),
    pane(.isolation, "4", "Isolation: OpenClaw's checklist, and what is wrong"),
    pane(.logs, "5", "Logs: the end of the gateway's log, followed"),
    pane(.environment, "6", "Environment: what a start would use"),
    pane(.journal, "7", "Journal: what Gatehouse did to it, and why"),
    .init(.nextPane, [.tab], "Tab", nil, "next pane", .panes) { Selection.show(offset: 1, &$0) },
    .init(.previousPane, [.backTab], "Shift-Tab", nil, "previous pane", .panes) {
      Selection.show(offset: -1, &$0)
    },
    .init(.zoom, [.enter], "Enter", nil, "give the pane the whole screen, and back", .panes) { state in
      state.paneView.isZoomed.toggle()
      return []
    },
  ]

  static let moving: [KeyBinding] = [
    .init(
      .down, [.down, .character("j")], "↓ j", nil, "next gateway; in a whole-screen pane one line down",
      .moving
    ) { step(1, &$0) },
    .init(
      .up, [.up, .character("k")], "↑ k", nil, "previous gateway; in a whole-screen pane one line up", .moving
    ) { step(-1, &$0) },
    .init(
      .first, [.home, .character("g")], "g", nil, "first gateway, or the top of a whole-screen pane", .moving
    ) { jump(.min / 4, &$0) },
    .init(
      .last, [.end, .character("G")], "G", nil, "last gateway, or the end; a log is followed again", .moving
    ) { jump(.max / 4, &$0) },
    .init(
      .pageDown, [.pageDown, .control("f")], "PgDn", nil,
      "scroll the pane down; in Isolation the next finding", .moving
    ) { page(1, &$0) },
    .init(
      .pageUp, [.pageUp, .control("b")], "PgUp", nil, "scroll the pane up; in Isolation the finding before",
      .moving
    ) { page(-1, &$0) },
  ]

  static let mark = KeyBinding(
    .mark, [.character(" ")], "Space", nil, "mark the row; actions go to all marked rows", .gateways
  ) { state in
    guard let current = state.current else { return [] }
    if state.roster.marked.remove(current.id) == nil { state.roster.marked.insert(current.id) }
    return Selection.select(by: 1, &state)
  }

  private static func pane(
    _ pane: DashboardState.Pane, _ key: Character, _ description: String
  ) -> KeyBinding {
    KeyBinding(pane.command, [.character(key)], String(key), nil, description, .panes) {
      Selection.show(pane, &$0)
    }
  }

  private static func step(_ offset: Int, _ state: inout DashboardState) -> [Intent] {
    guard state.paneView.isZoomed else { return Selection.select(by: offset, &state) }
    return Scrolling.isChoosing(state)
      ? Scrolling.choose(by: offset, &state) : Scrolling.scroll(by: offset, &state)
  }

  private static func jump(_ offset: Int, _ state: inout DashboardState) -> [Intent] {
    state.paneView.isZoomed ? Scrolling.scroll(by: offset, &state) : Selection.select(by: offset, &state)
  }

  private static func page(_ sign: Int, _ state: inout DashboardState) -> [Intent] {
    Scrolling.isChoosing(state)
      ? Scrolling.choose(by: sign, &state)
      : Scrolling.scroll(by: sign * max(1, state.screen.paneHeight - 1), &state)
  }
}

extension DashboardState.Pane {
  fileprivate var command: Command {
    switch self {
    case .overview: .overview
    case .ports: .ports
    case .cdp: .cdp
    case .isolation: .isolation
    case .logs: .logs
    case .environment: .environment
    case .journal: .journal
    }
  }
}
