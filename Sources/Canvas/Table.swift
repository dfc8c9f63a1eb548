/// Columns of a table that give way when the screen is narrow.
public struct Table: Sendable {
  /// One column of the table, before it has its place.
  public struct Column: Sendable {
    /// The text of its header.
    public var title: String
    /// Columns of cells it takes, and at least gets where it grows.
    public var width: Int
    /// The column is shown from this table width on.
    public var from: Int
    /// Takes what is left, up to `most` columns.
    public var grows: Bool
    /// The widest it becomes, in columns of cells.
    public var most: Int

    /// Always shown and of fixed width, unless the other parameters say more.
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
    /// Which one it is: its index in `Table.columns`.
    public var index: Int
    /// Where it begins, in columns of cells from the left edge of the screen.
    public var x: Int
    /// Columns of cells that it got; the two blanks behind it are not counted.
    public var width: Int
  }

  /// From left to right, with those that a narrow screen leaves out.
  public var columns: [Column]

  /// A table with these columns, from left to right.
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
