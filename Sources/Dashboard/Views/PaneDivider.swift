import Canvas

/// The line between roster and pane: whose pane it is, and the tabs.
enum PaneDivider {
  static func draw(_ state: DashboardState, layout: Layout, _ pen: inout Pen) {
    let y = layout.dividerRow
    pen.grid.fill(x: 0, y: y, width: state.width, height: 1, with: pen.glyphs.rule, style: .dim)
    let isWide = state.width >= 100
    var spans: [Pen.Span] = []
    if let current = state.current {
      let name = TextCut.end(current.name, width: max(8, state.width / 5), ellipsis: pen.glyphs.ellipsis)
      spans += [
        .init(" \(name) ", .strong),
        .init(String(repeating: String(pen.glyphs.rule), count: isWide ? 2 : 1), .dim), .init(" "),
      ]
    }
    for pane in DashboardState.Pane.allCases {
      let isShown = pane == state.pane
      let title = state.width >= 70 ? (isWide ? pane.title : pane.shortTitle) : isShown ? pane.shortTitle : ""
      let text = title.isEmpty ? "\(pane.rawValue + 1)" : "\(pane.rawValue + 1) \(title)"
      spans += [.init(text, isShown ? .key : .text), .init(state.width >= 70 ? "  " : " ")]
    }
    if spans.last?.text == "  " { spans[spans.count - 1] = .init(" ") }
    pen.line(spans, x: isWide ? 2 : 1, y: y, end: state.width - 1)
  }
}
