import Canvas

/// A line of a pane: pieces at columns.
struct PaneLine: Equatable {
  struct Piece: Equatable {
    var x: Int
    var spans: [LinePainter.Span]
  }

  var pieces: [Piece]

  static let blank = PaneLine(pieces: [])

  init(pieces: [Piece]) { self.pieces = pieces }

  /// A label and what belongs to it.
  init(_ label: String, _ spans: [LinePainter.Span], labelWidth: Int) {
    pieces = [.init(x: 2, spans: [.init(label, .dim)]), .init(x: labelWidth, spans: spans)]
  }

  init(_ spans: [LinePainter.Span], x: Int = 2) { pieces = [.init(x: x, spans: spans)] }

  /// Draws it; a piece ends where the next one begins.
  func draw(y: Int, on painter: inout LinePainter) {
    for (index, piece) in pieces.enumerated() {
      let next = index + 1 < pieces.count ? pieces[index + 1].x - 1 : painter.grid.width - 1
      painter.line(piece.spans, x: piece.x, y: y, end: next)
    }
  }

  /// The text alone, for copying.
  var text: String {
    pieces.map { $0.spans.map(\.text).joined() }.joined(separator: "  ")
  }
}
