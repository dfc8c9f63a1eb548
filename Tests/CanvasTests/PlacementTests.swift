import Canvas
import Testing

/// Columns of a table, and bars of a sparkline.
struct PlacementTests {
  @Test func `columns stand two blanks apart from where the table begins`() {
    let placed = Table([.init("A", width: 3), .init("B", width: 5), .init("C", width: 1)]).place(
      x: 4, width: 40)
    #expect(placed.map(\.index) == [0, 1, 2])
    #expect(placed.map(\.x) == [4, 9, 16])
    #expect(placed.map(\.width) == [3, 5, 1])
  }

  @Test(arguments: [(29, [0, 2]), (30, [0, 1, 2]), (31, [0, 1, 2])])
  func `a column is there from its width on, and the others keep their index`(width: Int, shown: [Int]) {
    let table = Table([.init("A", width: 3), .init("B", width: 5, from: 30), .init("C", width: 1)])
    #expect(table.place(x: 0, width: width).map(\.index) == shown)
  }

  @Test func `two growing columns share what is left`() {
    let table = Table([
      .init("A", width: 2, grows: true), .init("B", width: 4), .init("C", width: 2, grows: true),
    ])
    // 8 columns and two gaps of two leave 10.
    #expect(table.place(x: 0, width: 22).map(\.width) == [7, 4, 7])
  }

  @Test func `a growing column stops at its most, and the next one follows it`() {
    let table = Table([.init("A", width: 4, grows: true, most: 9), .init("B", width: 4)])
    let placed = table.place(x: 1, width: 60)
    #expect(placed.map(\.width) == [9, 4])
    #expect(placed.map(\.x) == [1, 12])
  }

  @Test func `without room no column shrinks below its width`() {
    let table = Table([.init("A", width: 8, grows: true), .init("B", width: 8)])
    #expect(table.place(x: 0, width: 5).map(\.width) == [8, 8])
    #expect(Table([]).place(x: 0, width: 80).isEmpty)
  }

  @Test(
    arguments: [
      ("no samples", [], 10.0, ""), ("nothing is the lowest bar", [0], 10, "▁"),
      ("below the ceiling small stays small", [1, 2], 16, "▁▁"),
      ("an eighth each", [1, 2, 3, 4, 5, 6, 7, 8], 8, "▁▂▃▄▅▆▇█"),
      ("just above an eighth", [1.01], 8, "▂"), ("above the ceiling the highest is full", [5, 40], 10, "▁█"),
      ("missing ones are blank", [nil, 8, nil], 8, " █ "), ("no ceiling and no height", [0, 0], 0, "  "),
      ("below nothing", [-3, 8], 8, "▁█"),
    ] as [(String, [Double?], Double, String)])
  func `bars are eighths of the ceiling or of the highest sample`(
    _ name: String, samples: [Double?], ceiling: Double, bars: String
  ) {
    #expect(Sparkline.text(samples, ceiling: ceiling, glyphs: .unicode) == bars, "\(name)")
  }

  @Test func `plain bars have the same heights`() {
    #expect(Sparkline.text([1, 4, nil, 8], ceiling: 8, glyphs: .ascii) == "_- #")
  }
}
