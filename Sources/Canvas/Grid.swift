/// One column of one row: 12 bytes.
public struct Cell: Sendable, Hashable {
  /// The character; 0 for the second half of a wide one.
  public var scalar: UInt32
  /// Marks that stand on it: an index into `Grid.marks`, 0 for none.
  public var marks: UInt16
  /// Columns that the character takes: 1 or 2, and 0 for the second half of a wide one.
  public var width: UInt8
  /// What the character means: the terminal's colour follows from it.
  public var role: Role
  /// Bold, reverse and underline, beside the role.
  public var attributes: Style.Attributes

  /// A blank in the role `text`: what a new grid is full of.
  public static let blank = Cell(
    scalar: 0x20, marks: 0, width: 1, role: .text, attributes: [])
}

/// The cells of a screen. Everything that draws writes here; the terminal, or a test, reads.
public struct Grid: Sendable {
  /// Columns of cells.
  public let width: Int
  /// Rows of cells.
  public let height: Int
  /// Row by row from the top, each from the left.
  public private(set) var cells: [Cell]
  /// Combinations of marks; the first is none.
  public private(set) var marks: [[Unicode.Scalar]] = [[]]
  /// Where each combination stands in `marks`.
  private var places: [[Unicode.Scalar]: UInt16] = [:]

  /// A grid of blanks; a negative size counts as 0.
  public init(width: Int, height: Int) {
    self.width = max(0, width)
    self.height = max(0, height)
    cells = Array(repeating: .blank, count: self.width * self.height)
  }

  /// The cell in column `x` of row `y`, both counted from 0. The caller keeps to the edges: only the end of all cells is checked.
  public subscript(x: Int, y: Int) -> Cell { cells[y * width + x] }

  /// The cells of row `y`, counted from 0. The slice keeps the indices of `cells`.
  public func row(_ y: Int) -> ArraySlice<Cell> { cells[y * width..<(y + 1) * width] }

  /// Draws text from a column on, cut at `limit` columns and at the edge.
  /// - Returns: the column behind it.
  @discardableResult
  public mutating func put(
    _ text: String, x: Int, y: Int, style: Style = .text, limit: Int = .max
  ) -> Int {
    guard y >= 0, y < height, x < width else { return x }
    let end = min(width, limit > width - max(x, 0) ? width : x + limit)
    var column = x
    var isASCII = true
    for byte in text.utf8 where byte < 0x20 || byte >= 0x7F {
      isASCII = false
      break
    }
    if isASCII {
      let row = y * width
      for byte in text.utf8 {
        if column >= end { break }
        if column >= 0 { set(row + column, UInt32(byte), 1, 0, style) }
        column += 1
      }
      return column
    }
    if TextWidth.isSimple(text) {
      for scalar in text.unicodeScalars {
        let columns = TextWidth.of(scalar)
        if columns == 0 { continue }
        if column + columns > end { break }
        if column >= 0 {
          set(y * width + column, scalar.value, UInt8(columns), 0, style)
          if columns == 2 { set(y * width + column + 1, 0, 0, 0, style) }
        }
        column += columns
      }
      return column
    }
    for character in text {
      let cluster = Cluster(character)
      if cluster.width == 0 { continue }
      if column + cluster.width > end { break }
      if column >= 0 {
        set(y * width + column, cluster.base.value, UInt8(cluster.width), index(cluster.marks), style)
        if cluster.width == 2 { set(y * width + column + 1, 0, 0, 0, style) }
      }
      column += cluster.width
    }
    return column
  }

  /// Draws text that ends before column `end`.
  public mutating func put(_ text: String, endingAt end: Int, y: Int, style: Style = .text) {
    put(text, x: end - TextWidth.of(text), y: y, style: style)
  }

  /// Draws text, with an ellipsis where it must be cut.
  @discardableResult
  public mutating func put(
    fitting text: String, x: Int, y: Int, width limit: Int, style: Style = .text, ellipsis: String
  ) -> Int {
    put(TextCut.end(text, width: min(limit, width - x), ellipsis: ellipsis), x: x, y: y, style: style)
  }

  /// Fills a rectangle with one character.
  public mutating func fill(
    x: Int, y: Int, width: Int, height: Int, with scalar: Unicode.Scalar = " ", style: Style = .text
  ) {
    for row in max(0, y)..<max(max(0, y), min(self.height, y + height)) {
      for column in max(0, x)..<max(max(0, x), min(self.width, x + width)) {
        set(row * self.width + column, scalar.value, 1, 0, style)
      }
    }
  }

  private mutating func set(
    _ index: Int, _ scalar: UInt32, _ width: UInt8, _ marks: UInt16, _ style: Style
  ) {
    // Half of a wide character that is written over would leave the other half alone.
    // The second half of a wide one belongs to what was drawn just before it.
    if cells[index].width == 0, width != 0, index % self.width > 0 { cells[index - 1] = .blank }
    if cells[index].width == 2, index % self.width + 1 < self.width, width != 2 { cells[index + 1] = .blank }
    cells[index] = Cell(
      scalar: scalar, marks: marks, width: width, role: style.role, attributes: style.attributes)
  }

  private mutating func index(_ scalars: [Unicode.Scalar]) -> UInt16 {
    if scalars.isEmpty { return 0 }
    if let known = places[scalars] { return known }
    guard marks.count < Int(UInt16.max) else { return 0 }
    let place = UInt16(marks.count)
    marks.append(scalars)
    places[scalars] = place
    return place
  }

  /// The text of each row without trailing blanks.
  public func lines() -> [String] {
    (0..<height).map { y in
      var line = String.UnicodeScalarView()
      for cell in row(y) where cell.width > 0 {
        line.append(Unicode.Scalar(cell.scalar) ?? " ")
        line.append(contentsOf: marks[Int(cell.marks)])
      }
      while line.last == " " { line.removeLast() }
      return String(line)
    }
  }
}
