import Canvas

/// Rows of cells as pane lines.
enum TableLines {
  static func lines(_ rows: [[[LinePainter.Span]]], table: Table, _ context: PaneContext) -> [PaneLine] {
    let columns = table.place(x: 2, width: context.width - 3)
    return rows.map { row in
      PaneLine(
        pieces: columns.map { column in
          .init(x: column.x, spans: cut(row[column.index], width: column.width, context.glyphs))
        })
    }
  }

  private static func cut(_ spans: [LinePainter.Span], width: Int, _ glyphs: Glyphs) -> [LinePainter.Span] {
    var left = width
    var kept: [LinePainter.Span] = []
    for span in spans where left > 0 {
      let text = TextCut.end(span.text, width: left, ellipsis: glyphs.ellipsis)
      left -= TextWidth.of(text)
      kept.append(.init(text, span.style))
    }
    return kept
  }
}
