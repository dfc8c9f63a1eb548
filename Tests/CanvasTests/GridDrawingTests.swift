import Canvas
import Testing

/// What stands in which cell, and with which look.
struct GridDrawingTests {
  private func cell(_ grid: Grid, _ x: Int, _ y: Int = 0) -> String {
    Unicode.Scalar(grid[x, y].scalar).map { String(Character($0)) } ?? ""
  }

  @Test func `a limit cuts the text before the edge does`() {
    var grid = Grid(width: 10, height: 1)
    #expect(grid.put("abcdef", x: 2, y: 0, limit: 3) == 5)
    #expect(grid.lines() == ["  abc"])
    #expect(grid.put("中中", x: 6, y: 0, limit: 3) == 8)
    #expect(grid.lines() == ["  abc 中"])
  }

  @Test func `text that begins left of the grid shows what reaches into it`() {
    var grid = Grid(width: 5, height: 1)
    #expect(grid.put("abcde", x: -3, y: 0) == 2)
    #expect(grid.lines() == ["de"])
  }

  @Test(arguments: [("ab", "   ab"), ("中", "   中"), ("abcdefg", "cdefg"), ("e\u{301}", "    e\u{301}")])
  func `text ends before the column it is given`(text: String, line: String) {
    var grid = Grid(width: 6, height: 1)
    grid.put(text, endingAt: 5, y: 0)
    #expect(grid.lines() == [line])
  }

  @Test func `what does not fit its place ends with an ellipsis, and does not leave the place`() {
    var grid = Grid(width: 12, height: 1)
    grid.put("............", x: 0, y: 0)
    let end = grid.put(fitting: "abcdefgh", x: 2, y: 0, width: 4, ellipsis: "…")
    #expect(end == 6)
    #expect(grid.lines() == ["..abc…......"])
  }

  @Test func `the edge of the grid is a place's edge too`() {
    var grid = Grid(width: 5, height: 1)
    grid.put(fitting: "abcdefgh", x: 2, y: 0, width: 40, ellipsis: "…")
    #expect(grid.lines() == ["  ab…"])
  }

  @Test func `a fill keeps to its rectangle, its sign and its style`() {
    var grid = Grid(width: 6, height: 4)
    grid.fill(x: 1, y: 1, width: 3, height: 2, with: "#", style: .bad)
    #expect(grid.lines() == ["", " ###", " ###", ""])
    #expect(grid[1, 1].role == .bad && grid[0, 1].role == .text)
    grid.fill(x: -2, y: -2, width: 3, height: 3, with: "x")
    #expect(grid.lines() == ["x", " ###", " ###", ""])
    grid.fill(x: 5, y: 3, width: 9, height: 9, with: "y")
    #expect(grid.lines() == ["x", " ###", " ###", "     y"])
  }

  @Test func `a fill over half of a wide character leaves no half behind`() {
    var grid = Grid(width: 6, height: 1)
    grid.put("中文字", x: 0, y: 0)
    grid.fill(x: 1, y: 0, width: 2, height: 1, with: "-")
    #expect(grid.lines() == [" -- 字"])
    #expect(grid.row(0).reduce(0) { $0 + Int($1.width) } == 6)
  }

  @Test func `a wide character has one cell with it and one with nothing`() {
    var grid = Grid(width: 4, height: 1)
    grid.put("日", x: 1, y: 0, style: .warning)
    #expect(grid[1, 0].width == 2 && grid[1, 0].scalar == 0x65E5)
    #expect(grid[2, 0].width == 0 && grid[2, 0].scalar == 0)
    #expect(grid[2, 0].role == .warning)
    #expect(grid[3, 0] == .blank)
  }

  @Test func `a wide character over the second half of another takes that one's place`() {
    var grid = Grid(width: 6, height: 1)
    grid.put("日", x: 2, y: 0)
    grid.put("本", x: 1, y: 0)
    #expect(grid.lines() == [" 本"])
    #expect(grid[3, 0] == .blank)
  }

  @Test func `the same marks are kept once, and other marks beside them`() {
    var grid = Grid(width: 8, height: 1)
    grid.put("e\u{301}a\u{301}o\u{308}u", x: 0, y: 0)
    #expect(grid.marks.count == 3)
    #expect(grid[0, 0].marks == grid[1, 0].marks && grid[1, 0].marks != grid[2, 0].marks)
    #expect(grid[3, 0].marks == 0)
    grid.put("x", x: 0, y: 0)
    #expect(grid.lines() == ["xa\u{301}o\u{308}u"])
  }

  @Test func `a pile of marks is cut to four`() {
    var grid = Grid(width: 4, height: 1)
    grid.put("a" + String(repeating: "\u{301}", count: 40) + "b", x: 0, y: 0)
    #expect(grid.marks[Int(grid[0, 0].marks)].count == 4)
    #expect(cell(grid, 1) == "b")
  }

  @Test func `of joined emoji and variation selectors the first sign is drawn alone`() {
    var grid = Grid(width: 8, height: 1)
    grid.put("👨‍👩‍👧|❤️|", x: 0, y: 0)
    #expect(grid[0, 0].scalar == 0x1F468 && grid[0, 0].marks == 0)
    #expect(cell(grid, 2) == "|")
    #expect(grid[3, 0].scalar == 0x2764 && grid[3, 0].width == 1 && grid[3, 0].marks == 0)
    #expect(cell(grid, 4) == "|")
  }

  @Test(arguments: [
    "a\u{1B}[31mb", "a\u{07}b", "a\u{9B}31mb", "a\r\nb", "a\u{7F}b", "日\u{1B}]0;x\u{07}本", "e\u{301}\u{1B}c",
    "x\u{202E}y", "a\u{2028}b", "\u{200E}a", "a\u{0}b",
  ])
  func `no cell ever holds a control, an escape or a mark that reorders`(text: String) {
    var grid = Grid(width: 20, height: 1)
    grid.put(text, x: 0, y: 0)
    for cell in grid.cells where cell.width > 0 {
      let scalars = [Unicode.Scalar(cell.scalar)].compactMap(\.self) + grid.marks[Int(cell.marks)]
      #expect(!scalars.isEmpty)
      for scalar in scalars {
        #expect(
          ![.control, .format, .lineSeparator].contains(scalar.properties.generalCategory), "\(scalar.value)")
      }
    }
  }

  @Test func `each cell has the style of what was drawn there last`() {
    var grid = Grid(width: 6, height: 1)
    grid.put("abcdef", x: 0, y: 0, style: .dim)
    grid.put("XY", x: 2, y: 0, style: Style(.bad, [.bold, .reverse]))
    #expect(grid.row(0).map(\.role) == [.dim, .dim, .bad, .bad, .dim, .dim])
    #expect(grid[2, 0].attributes.contains(.bold) && grid[2, 0].attributes.contains(.reverse))
    #expect(grid[4, 0].attributes.isEmpty)
  }

  @Test func `a grid of no size holds nothing`() {
    let grid = Grid(width: -3, height: 4)
    #expect(grid.width == 0 && grid.cells.isEmpty)
    #expect(grid.lines() == ["", "", "", ""])
  }

  @Test func `a wide character over a wide one is drawn`() {
    var grid = Grid(width: 4, height: 1)
    grid.put("中", x: 0, y: 0)
    grid.put("文", x: 0, y: 0)
    #expect(grid.lines() == ["文"])
    #expect(grid.row(0).reduce(0) { $0 + Int($1.width) } == 4)
  }

  @Test func `a wide character over the halves of two leaves a blank on either side`() {
    var grid = Grid(width: 4, height: 1)
    grid.put("中中", x: 0, y: 0)
    grid.put("文", x: 1, y: 0)
    #expect(grid.lines() == [" 文"])
    #expect(grid.row(0).map(\.width) == [1, 2, 0, 1])
  }
}
