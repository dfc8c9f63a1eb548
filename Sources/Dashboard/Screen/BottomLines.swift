import Canvas
import GatewayModel

/// The last event or answer, and the keys that matter now.
enum BottomLines {
  /// - Parameter bindings: the key table.
  static func draw(
    _ state: DashboardState, layout: Layout, bindings: [KeyBinding], _ painter: inout LinePainter
  ) {
    if let row = layout.eventRow { event(state, y: row, &painter) }
    switch state.mode {
    case .filter:
      painter.line(
        [
          .init(" / ", .key), .init(state.roster.filter), .init(" ", Style(.text, .reverse)),
          .init("   Enter keeps it, Esc shows all", .dim),
        ],
        x: 0, y: layout.keysRow)
    case .search(let text):
      painter.line(
        [
          .init(" / ", .key), .init(text), .init(" ", Style(.text, .reverse)),
          .init("   Enter finds it upwards, Esc ends the search", .dim),
        ],
        x: 0, y: layout.keysRow)
    case .quick:
      KeyLine.draw([("↑↓", "move"), ("c", "copy"), ("Esc", "close")], y: layout.keysRow, state, &painter)
    case .confirm:
      KeyLine.draw(
        [("←→", "choose"), ("Enter", "do it"), ("Esc", "cancel")], y: layout.keysRow, state, &painter)
    case .help, .palette:
      KeyLine.draw([("↑↓", "move"), ("Esc", "close")], y: layout.keysRow, state, &painter)
    case .rescue: break
    case .browse:
      var shown = bindings.filter { $0.short != nil }.map { ($0.label, $0.short ?? "") }
      if state.pane == .logs {
        let log = [
          ("/", "search"), ("n", "next"), ("v", "level"), ("w", "wrap"), ("f", "follow"), ("L", "pager"),
        ]
        shown = log + shown.filter { ["?", "q"].contains($0.0) }
      }
      if state.paneView.isZoomed { shown.insert(("Enter", "all"), at: min(3, shown.count)) }
      // A small screen has one line for both: an answer replaces the keys.
      if layout.eventRow == nil, let message = state.message {
        painter.line([.init(" \(message.text)", message.isBad ? .warning : .text)], x: 0, y: layout.keysRow)
      } else {
        KeyLine.draw(shown, y: layout.keysRow, state, &painter)
      }
    }
  }

  private static func event(_ state: DashboardState, y: Int, _ painter: inout LinePainter) {
    if let message = state.message {
      painter.line(
        [.init(" \(message.text)", message.isBad ? .warning : .text)], x: 0, y: y, end: state.screen.width - 1
      )
    } else if let event = state.snapshot?.lastEvent {
      let ago = Age.coarse(state.screen.now - event.at)
      painter.line(
        [.init(" \(ago) ago  ", .dim), .init(event.text, .dim)], x: 0, y: y, end: state.screen.width - 1)
    } else if !state.roster.filter.isEmpty {
      painter.line(
        [.init(" filter: \(state.roster.filter)   Esc shows all", .dim)], x: 0, y: y,
        end: state.screen.width - 1)
    }
  }
}
