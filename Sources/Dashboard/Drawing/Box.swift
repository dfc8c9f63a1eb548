import Canvas

/// A box above the screen.
enum Box {
  /// A bordered box in the middle; gives the place of its content, which may have no room at all.
  static func draw(
    _ title: String, width: Int, height: Int, _ state: DashboardState, _ painter: inout LinePainter
  ) -> (x: Int, y: Int, width: Int, height: Int) {
    let width = max(0, min(width, state.screen.width - 2))
    let height = max(0, min(height, state.screen.height - 2))
    let x = (state.screen.width - width) / 2
    let y = max(0, (state.screen.height - height) / 2)
    let glyphs = painter.glyphs
    painter.grid.fill(x: x - 1, y: y, width: width + 2, height: height)
    let rule = String(repeating: String(glyphs.rule), count: max(0, width - 2))
    painter.grid.put(glyphs.cornerTopLeft + rule + glyphs.cornerTopRight, x: x, y: y, style: .dim)
    painter.grid.put(
      glyphs.cornerBottomLeft + rule + glyphs.cornerBottomRight, x: x, y: y + height - 1, style: .dim)
    for row in (y + 1)..<max(y + 1, y + height - 1) {
      painter.grid.put(glyphs.vertical, x: x, y: row, style: .dim)
      painter.grid.put(glyphs.vertical, x: x + width - 1, y: row, style: .dim)
    }
    painter.line([.init(" \(title) ", .strong)], x: x + 2, y: y, end: x + width - 2)
    return (x + 2, y + 1, max(0, width - 4), max(0, height - 2))
  }

  /// Lines that a box of the whole height shows at once: all of the screen but a line above and below it, and its border.
  static func mostLines(_ state: DashboardState) -> Int { max(1, state.screen.height - 4) }

  /// The two answers to a question, Cancel first.
  static func answers(_ verb: String, isConfirmChosen: Bool) -> [LinePainter.Span] {
    [
      .init(" Cancel ", isConfirmChosen ? .text : Style(.text, .reverse)), .init("   "),
      .init(" \(verb) ", isConfirmChosen ? Style(.bad, .reverse) : .bad),
    ]
  }
}
