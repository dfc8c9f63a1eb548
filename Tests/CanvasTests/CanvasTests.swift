import Canvas
import Testing

@Suite struct TextWidthTests {
  @Test(arguments: [
    ("abc", 3), ("中文", 4), ("é", 1), ("e\u{301}", 1), ("😀", 2), ("👨‍👩‍👧", 2), ("❤️", 1), ("\u{200B}", 0),
    ("●─✓", 3),
    ("\u{1B}[31m", 4), ("한글", 4),
  ])
  func `text takes the columns that the grid gives it`(text: String, width: Int) {
    #expect(TextWidth.of(text) == width)
  }

  @Test(arguments: [
    ("abcdef", 4, "abc…"), ("abc", 3, "abc"), ("中文字", 5, "中文…"), ("中文字", 4, "中…"), ("abc", 0, ""),
  ])
  func `text is cut between characters`(text: String, width: Int, expected: String) {
    #expect(TextCut.end(text, width: width, ellipsis: "…") == expected)
  }

  @Test func `a path is cut in its middle`() {
    #expect(
      TextCut.middle("/home/a/very/long/path/openclaw.json", width: 20, ellipsis: "…")
        == "/home/…openclaw.json")
  }

  @Test func `long words and lines are wrapped within the width`() {
    let lines = TextCut.wrap("one two threefourfive six", width: 7)
    #expect(lines == ["one two", "threefo", "urfive", "six"])
  }
}

@Suite struct GridTests {
  @Test func `what lies outside is not drawn`() {
    var grid = Grid(width: 4, height: 1)
    grid.put("abcdef", x: 2, y: 0)
    grid.put("xyz", x: -2, y: 0)
    grid.put("no", x: 0, y: 5)
    #expect(grid.lines() == ["z ab"])
  }

  @Test func `a wide character does not stand half outside`() {
    var grid = Grid(width: 3, height: 1)
    grid.put("a中中", x: 0, y: 0)
    #expect(grid.lines() == ["a中"])
  }

  @Test func `writing over half of a wide character removes the other half`() {
    var grid = Grid(width: 4, height: 2)
    grid.put("中", x: 0, y: 0)
    grid.put("x", x: 1, y: 0)
    grid.put("中", x: 0, y: 1)
    grid.put("x", x: 0, y: 1)
    #expect(grid.lines() == [" x", "x"])
  }

  @Test func `no size and no place makes it fall over`() {
    for width in [0, 1, 2, 3] {
      for height in [0, 1, 2] {
        var grid = Grid(width: width, height: height)
        for x in -3...4 {
          for y in -2...3 {
            grid.put("a中e\u{301}", x: x, y: y)
            grid.fill(x: x, y: y, width: 3, height: 3)
            grid.put("ab", endingAt: x, y: y)
          }
        }
        #expect(grid.lines().count == height)
      }
    }
  }

  @Test func `marks stay on their character`() {
    var grid = Grid(width: 4, height: 1)
    grid.put("e\u{301}x", x: 0, y: 0)
    #expect(grid.lines() == ["e\u{301}x"])
  }
}

@Suite struct TableTests {
  @Test func `columns give way when there is no room, and the growing one takes what is left`() {
    let table = Table([
      .init("A", width: 4), .init("B", width: 5, grows: true), .init("C", width: 6, from: 30),
    ])
    #expect(table.place(x: 2, width: 20).map(\.x) == [2, 8])
    #expect(table.place(x: 2, width: 20).map(\.width) == [4, 14])
    #expect(table.place(x: 0, width: 30).map(\.width) == [4, 16, 6])
  }
}

@Suite struct SparklineTests {
  @Test func `the highest sample is full and a missing one is blank`() {
    #expect(Sparkline.text([0, 4, nil, 8], ceiling: 8, glyphs: .unicode) == "▁▄ █")
  }
}
