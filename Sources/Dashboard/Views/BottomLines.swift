import Canvas
import GatewayModel

/// The last event or answer, and the keys that matter now.
enum BottomLines {
  static func draw(_ state: DashboardState, layout: Layout, _ pen: inout Pen) {
    if let row = layout.eventRow { event(state, y: row, &pen) }
    switch state.mode {
    case .filter:
      pen.line(
        [
          .init(" / ", .key), .init(state.filter), .init(" ", Style(.text, .reverse)),
          .init("   Enter keeps it, Esc shows all", .dim),
        ],
        x: 0, y: layout.keysRow)
    case .search(let text):
      pen.line(
        [
          .init(" / ", .key), .init(text), .init(" ", Style(.text, .reverse)),
          .init("   Enter finds it upwards, Esc ends the search", .dim),
        ],
        x: 0, y: layout.keysRow)
    case .quick: keys([("↑↓", "move"), ("c", "copy"), ("Esc", "close")], y: layout.keysRow, state, &pen)
    case .confirm:
      keys([("←→", "choose"), ("Enter", "do it"), ("Esc", "cancel")], y: layout.keysRow, state, &pen)
    case .help, .palette: keys([("↑↓", "move"), ("Esc", "close")], y: layout.keysRow, state, &pen)
    case .rescue: break
    case .browse:
      var shown = KeyTable.all.filter { $0.short != nil }.map { ($0.label, $0.short ?? "") }
      if state.pane == .logs {
        let log = [
          ("/", "search"), ("n", "next"), ("v", "level"), ("w", "wrap"), ("f", "follow"), ("L", "pager"),
        ]
        shown = log + shown.filter { ["?", "q"].contains($0.0) }
      }
      if state.isZoomed { shown.insert(("Enter", "all"), at: 3) }
      // In a small screen's only line an answer is worth more than the keys.
      if layout.eventRow == nil, let message = state.message {
        pen.line([.init(" \(message.text)", message.isBad ? .warning : .text)], x: 0, y: layout.keysRow)
      } else {
        keys(shown, y: layout.keysRow, state, &pen)
      }
    }
  }

  /// The guide's keys, or what was answered last where there is no other line for it.
  static func guide(_ guide: RescueGuide, _ state: DashboardState, _ pen: inout Pen) {
    let y = state.height - 1
    if let answer = guide.answer, guide.progress == nil {
      let style: Style = answer.isBad ? .warning : .good
      pen.line([.init(" \(answer.text)", style)], x: 0, y: y - 1, end: state.width - 1)
    }
    let shown =
      guide.asking == nil
      ? RescueGuide.keys.map { ($0.label, $0.short) }
      : [("←→", "choose"), ("Enter", "do it"), ("Esc", "cancel")]
    keys(shown, y: y, state, &pen, kept: 2)
  }

  private static func event(_ state: DashboardState, y: Int, _ pen: inout Pen) {
    if let message = state.message {
      pen.line(
        [.init(" \(message.text)", message.isBad ? .warning : .text)], x: 0, y: y, end: state.width - 1)
    } else if let event = state.snapshot?.lastEvent {
      let ago = Age.coarse(state.now - event.at)
      pen.line([.init(" \(ago) ago  ", .dim), .init(event.text, .dim)], x: 0, y: y, end: state.width - 1)
    } else if !state.filter.isEmpty {
      pen.line([.init(" filter: \(state.filter)   Esc shows all", .dim)], x: 0, y: y, end: state.width - 1)
    }
  }

  /// - Parameter kept: how many of the first never fall off.
  private static func keys(
    _ keys: [(String, String)], y: Int, _ state: DashboardState, _ pen: inout Pen, kept: Int = 0
  ) {
    let gap = state.width >= 100 ? "   " : "  "
    var column = 1
    // Help and quit are never the ones that fall off.
    var shown = keys
    func width(_ list: [(String, String)]) -> Int {
      list.reduce(1) { $0 + TextWidth.of($1.0) + 1 + TextWidth.of($1.1) + gap.count }
    }
    while width(shown) > state.width + gap.count, shown.count > max(2, kept + 1) {
      shown.remove(at: max(shown.count - 3, kept))
    }
    for (label, word) in shown {
      let label =
        pen.glyphs == .ascii ? label.replacing("←→", with: "Tab").replacing("↑↓", with: "j k") : label
      column = pen.grid.put(label, x: column, y: y, style: .key)
      column = pen.grid.put(" \(word)\(gap)", x: column, y: y)
    }
  }
}
