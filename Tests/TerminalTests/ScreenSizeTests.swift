import Testing

@testable import Terminal

/// A terminal may claim any size.
struct ScreenSizeTests {
  @Test(
    arguments: [
      (65535, 65535, 2000, 1000), (80, 24, 80, 24), (2001, 1000, 2000, 1000), (1, 1, 1, 1),
      (Int32.max, 3, 2000, 3),
    ] as [(Int32, Int32, Int32, Int32)])
  func `no more is drawn on than memory can be had for`(
    columns: Int32, rows: Int32, width: Int32, height: Int32
  ) {
    #expect(CursesScreen.bounded(columns: columns, rows: rows) == (width, height))
  }
}
