import Canvas
import GatewayModel

/// One pane: what it needs, what it says, and what is copied from it.
struct PaneEntry: Sendable {
  let pane: DashboardState.Pane
  /// What must be asked for when it is shown, or when another gateway is chosen.
  var enter: @Sendable (inout DashboardState, Gateway) -> [Intent] = { _, _ in [.hideLog] }
  /// All its lines, whatever their number.
  let lines: @Sendable (PaneContext) -> [PaneLine]
  /// What `c` copies where that is not all of its lines.
  var text: @Sendable (DashboardState) -> String? = { _ in nil }
}

/// The panes in their order: a new one is a file and a line here.
enum PaneTable {
  static let all: [PaneEntry] = [
    .init(pane: .overview, lines: OverviewPane.lines),
    .init(pane: .ports, lines: PortsPane.lines),
    .init(pane: .cdp, lines: CDPPane.lines),
    .init(pane: .isolation, lines: { IsolationPane.content($0).lines }, text: IsolationPane.text),
    .init(pane: .logs, enter: LogUpdate.enter, lines: LogsPane.lines),
    .init(pane: .environment, enter: EnvironmentPane.enter, lines: EnvironmentPane.lines),
    .init(pane: .journal, enter: { _, _ in [.hideLog, .loadJournal] }, lines: JournalPane.lines),
  ]

  private static func entry(_ pane: DashboardState.Pane) -> PaneEntry? { all.first { $0.pane == pane } }

  static func lines(_ state: DashboardState, width: Int, glyphs: Glyphs) -> [PaneLine] {
    guard let gateway = state.current else { return [] }
    let context = PaneContext(gateway: gateway, state: state, width: width, glyphs: glyphs)
    return entry(state.pane)?.lines(context) ?? []
  }

  static func lineCount(_ state: DashboardState) -> Int {
    lines(state, width: state.screen.width, glyphs: .unicode).count
  }

  /// What `c` copies: the pane as text.
  static func text(_ state: DashboardState) -> String {
    entry(state.pane)?.text(state)
      ?? lines(state, width: max(state.screen.width, 160), glyphs: .unicode).map(\.text).joined(
        separator: "\n")
  }

  /// What the pane needs when another gateway or another pane is shown.
  static func enter(_ state: inout DashboardState) -> [Intent] {
    state.paneView.scroll = 0
    state.paneView.chosenFinding = 0
    guard let current = state.current else { return [.hideLog] }
    return entry(state.pane)?.enter(&state, current) ?? []
  }
}
