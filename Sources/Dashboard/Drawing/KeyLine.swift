import Canvas

/// A line of keys, each with a word.
enum KeyLine {
  /// - Parameter kept: how many of the first never fall off.
  static func draw(
    _ keys: [(String, String)], y: Int, _ state: DashboardState, _ painter: inout LinePainter, kept: Int = 0
  ) {
    let gap = state.screen.width >= 100 ? "   " : "  "
    var column = 1
    // Where there is no room, keys are left out from the end, but never the last two: help and quit.
    var shown = keys
    func width(_ list: [(String, String)]) -> Int {
      list.reduce(1) { $0 + TextWidth.of($1.0) + 1 + TextWidth.of($1.1) + gap.count }
    }
    while width(shown) > state.screen.width + gap.count, shown.count > max(2, kept + 1) {
      shown.remove(at: max(shown.count - 3, kept))
    }
    for (label, word) in shown {
      let label =
        painter.glyphs == .ascii ? label.replacing("←→", with: "Tab").replacing("↑↓", with: "j k") : label
      column = painter.grid.put(label, x: column, y: y, style: .key)
      column = painter.grid.put(" \(word)\(gap)", x: column, y: y)
    }
  }
}
