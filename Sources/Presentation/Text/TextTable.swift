import Canvas

/// Columns as wide as their widest cell.
public enum TextTable {
  /// - Parameter rows: each with as many cells as the header.
  public static func text(header: [String], rows: [[String]]) -> String {
    let all = [header] + rows
    let widths = header.indices.map { column in all.map { TextWidth.of($0[column]) }.max() ?? 0 }
    return all.map { row in
      let cells = zip(row, widths).map { cell, width in
        cell.padded(to: width)
      }.joined(separator: "  ")
      return String(cells.reversed().drop { $0 == " " }.reversed())
    }.joined(separator: "\n")
  }
}
