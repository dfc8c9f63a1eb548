import Canvas
import GatewayModel

/// The line between roster and pane: whose pane it is, and the tabs.
enum PaneDivider {
  static func draw(_ state: DashboardState, layout: Layout, _ painter: inout LinePainter) {
    let y = layout.dividerRow
    painter.grid.fill(
      x: 0, y: y, width: state.screen.width, height: 1, with: painter.glyphs.rule, style: .dim)
    let isWide = state.screen.width >= 100
    var spans: [LinePainter.Span] = []
    // What is special about a log's view stands to the right, and is worth more than the other titles.
    let status = state.pane == .logs ? TextWidth.of(LogsPane.status(state)) : 0
    let hasTitles = state.screen.width >= (status > 0 ? 110 + status / 2 : 70)
    if let current = state.current {
      let name = TextCut.end(
        current.name, width: max(8, state.screen.width / 5), ellipsis: painter.glyphs.ellipsis)
      spans += [
        .init(" \(name) ", .strong),
        .init(String(repeating: String(painter.glyphs.rule), count: isWide ? 2 : 1), .dim), .init(" "),
      ]
    }
    for pane in DashboardState.Pane.allCases {
      let isShown = pane == state.pane
      let title = hasTitles ? (isWide ? pane.title : pane.shortTitle) : isShown ? pane.shortTitle : ""
      let text = title.isEmpty ? "\(pane.rawValue + 1)" : "\(pane.rawValue + 1) \(title)"
      spans += [
        .init(text, isShown ? .key : .text), .init(state.screen.width >= 90 && hasTitles ? "  " : " "),
      ]
    }
    if spans.last?.text == "  " { spans[spans.count - 1] = .init(" ") }
    if spans.last?.text.isEmpty == true { spans.removeLast() }
    painter.line(spans, x: isWide ? 2 : 1, y: y, end: state.screen.width - 1)
  }
}
