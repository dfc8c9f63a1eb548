/// Columns of a table that give way when the screen is narrow.
public struct Table: Sendable {
  public struct Column: Sendable {
    public var title: String
    public var width: Int
    /// The column is shown from this table width on.
    public var from: Int
    /// Takes what is left, up to `most` columns.
    public var grows: Bool
    public var most: Int

    public init(_ title: String, width: Int, from: Int = 0, grows: Bool = false, most: Int = .max) {
      self.title = title
      self.width = width
      self.from = from
      self.grows = grows
      self.most = most
    }
  }

  /// A column with its place.
  public struct Placed: Sendable {
    public var index: Int
    public var x: Int
    public var width: Int
  }

  public var columns: [Column]

  public init(_ columns: [Column]) { self.columns = columns }

  /// Where each shown column stands, two blanks apart.
  public func place(x: Int, width: Int) -> [Placed] {
    let shown = columns.indices.filter { columns[$0].from <= width }
    let fixed = shown.reduce(0) { $0 + columns[$1].width } + 2 * max(0, shown.count - 1)
    let growing = shown.filter { columns[$0].grows }
    let spare = max(0, width - fixed)
    var column = x
    return shown.map { index in
      let extra = columns[index].grows ? spare / max(1, growing.count) : 0
      let placed = Placed(
        index: index, x: column, width: min(columns[index].width + extra, columns[index].most))
      column += placed.width + 2
      return placed
    }
  }
}
