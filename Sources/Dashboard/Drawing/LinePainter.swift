import Canvas

/// A grid and the glyphs of the terminal; draws lines that are put together from pieces.
struct LinePainter {
  var grid: Grid
  let glyphs: Glyphs

  init(width: Int, height: Int, glyphs: Glyphs) {
    grid = Grid(width: width, height: height)
    self.glyphs = glyphs
  }

  /// A piece of a line.
  struct Span: Equatable {
    var text: String
    var style: Style

    init(_ text: String, _ style: Style = .text) {
      self.text = text
      self.style = style
    }
  }

  /// Draws pieces one behind the other, cut at `end`.
  mutating func line(_ spans: [Span], x: Int, y: Int, end: Int? = nil) {
    let end = min(end ?? grid.width, grid.width)
    var column = x
    for span in spans {
      let left = end - column
      if left <= 0 { return }
      if !TextWidth.fits(span.text, in: left) {
        grid.put(
          fitting: span.text, x: column, y: y, width: left, style: span.style, ellipsis: glyphs.ellipsis)
        return
      }
      column = grid.put(span.text, x: column, y: y, style: span.style)
    }
  }
}
