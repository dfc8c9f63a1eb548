import Canvas

extension FuzzSource {
  /// Texts that are cut, wrapped and drawn.
  static let textLayout = FuzzSource(
    name: "text-layout", about: "texts that are cut, wrapped and drawn",
    corpus: {
      Corpus.texts(
        "/home/op/.openclaw-lab/openclaw.json", "日本語の名前 and ascii", "e\u{301}e\u{301}\u{301} 👨‍👩‍👧 🇩🇪🇫🇷 ❤️ 👍🏽",
        "a\u{0}b\u{1B}[2Jc\u{202E}d\r\ne\tf",
        "\u{1100}\u{1161}\u{11A8} \u{0E33} क्षि \u{FE0F} x\u{200B}\u{200D}y", "two words  three   blanks ")
    },
    dictionary: [
      "中", "\u{301}", "🇩", "👨‍", "👧", "\u{FE0F}", "\u{200D}", " ", "  ", "\u{1100}", "\u{1161}", "\u{0D4D}",
      "ﬃ", "x", "\u{AD}", "\u{3000}",
    ],
    largest: 1024,
    run: { input throws(FuzzFault) in
      let text = String(decoding: input, as: UTF8.self)
      let whole = TextWidth.of(text)
      try Hold.that(whole >= 0 && whole <= 2 * text.unicodeScalars.count, "a text has the width \(whole)")
      for width in [0, 1, 2, 3, 7, 20, 80] { try check(text, whole, width) }
      var grid = Grid(width: 40, height: 3)
      // As much as fits is drawn, and as wide as it was measured to be.
      let end = grid.put(text, x: 0, y: 0)
      if whole <= 40 { try Hold.that(end == whole, "a text of width \(whole) is drawn up to \(end)") }
      grid.put(text, x: -3, y: 1, limit: 20)
      grid.put(text, endingAt: 38, y: 1)
      grid.put(fitting: text, x: 5, y: 2, width: 9, ellipsis: "…")
      grid.put(text, x: Int(input.first ?? 0) - 128, y: 2)
      try check(grid)
    })

  private static func check(_ text: String, _ whole: Int, _ width: Int) throws(FuzzFault) {
    for (what, cut) in [
      ("a text cut at its end", TextCut.end(text, width: width, ellipsis: "…")),
      ("a text cut in its middle", TextCut.middle(text, width: width, ellipsis: "…")),
      ("a prefix", TextCut.prefix(text, width: width)),
    ] {
      let found = TextWidth.of(cut)
      try Hold.that(found <= width, "\(what) to \(width) columns has \(found)")
      if whole <= width { try Hold.same(cut, text, "\(what) that fits is another one") }
    }
    try Hold.that(
      TextWidth.of(text.padded(to: width)) == max(whole, width), "a padded text has another width")
    let lines = TextCut.wrap(text, width: width)
    // A wide character has no room in one column.
    if width != 1 {
      try Hold.that(
        lines.allSatisfy { TextWidth.of($0) <= width }, "a wrapped line is wider than \(width) columns")
    }
    if width > 1 {
      let kept = lines.joined().unicodeScalars.filter { $0 != " " }
      let given = text.unicodeScalars.filter { $0 != " " }
      try Hold.that(kept.elementsEqual(given), "a wrapped text is another one")
    }
  }

  /// Every row fills the screen exactly, and nothing but signs reaches the terminal.
  static func check(_ grid: Grid) throws(FuzzFault) {
    for y in 0..<grid.height {
      let row = grid.row(y)
      let width = row.reduce(0) { $0 + Int($1.width) }
      try Hold.that(width == grid.width, "a row of \(grid.width) columns has \(width)")
      for (x, cell) in row.enumerated()
      where cell.width != 1 || cell.scalar < 0x20 || cell.scalar >= 0x7F || cell.marks != 0 {
        try check(cell, x, row, grid)
      }
    }
  }

  private static func check(_ cell: Cell, _ x: Int, _ row: ArraySlice<Cell>, _ grid: Grid) throws(FuzzFault) {
    if cell.width == 0 {
      try Hold.that(
        cell.scalar == 0 && x > 0 && row[row.startIndex + x - 1].width == 2,
        "half of a character stands alone")
      return
    }
    if cell.width == 2 {
      try Hold.that(
        x + 1 < grid.width && row[row.startIndex + x + 1].width == 0, "a wide character has no second half")
    }
    guard let scalar = Unicode.Scalar(cell.scalar) else { throw FuzzFault("a cell holds no character") }
    for scalar in [scalar] + grid.marks[Int(cell.marks)] {
      let category = scalar.properties.generalCategory
      try Hold.that(
        ![.control, .format, .lineSeparator, .paragraphSeparator, .surrogate].contains(category),
        "a cell holds U+\(String(scalar.value, radix: 16, uppercase: true))")
    }
  }
}
