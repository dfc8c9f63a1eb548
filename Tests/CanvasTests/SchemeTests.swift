import Canvas
import Testing

/// How roles look with colours, without grey and without colours.
struct SchemeTests {
  private func cell(_ style: Style, _ letter: Character = "x") -> Cell {
    var grid = Grid(width: 1, height: 1)
    grid.put(String(letter), x: 0, y: 0, style: style)
    return grid[0, 0]
  }

  @Test(arguments: [
    (Role.text, nil), (.dim, Scheme.Color.grey), (.accent, .cyan), (.good, .green), (.warning, .yellow),
    (.bad, .red),
  ])
  func `each role has its colour`(role: Role, color: Scheme.Color?) {
    let look = Scheme.color.look(cell(Style(role)))
    #expect(look.color == color)
    #expect(!look.isBold && !look.isDim && !look.isReverse && !look.isUnderlined)
  }

  @Test func `a terminal without grey dims instead, and keeps the other colours`() {
    let dim = Scheme.color.look(cell(.dim), hasGrey: false)
    #expect(dim.color == nil && dim.isDim)
    #expect(Scheme.color.look(cell(.bad), hasGrey: false).color == .red)
    #expect(!Scheme.color.look(cell(.text), hasGrey: false).isDim)
  }

  @Test(arguments: [
    (Role.text, false, false), (.dim, false, true), (.accent, false, false), (.good, false, false),
    (.warning, true, false), (.bad, true, false),
  ])
  func `without colours what is wrong is bold and what matters less is dim`(
    role: Role, isBold: Bool, isDim: Bool
  ) {
    let look = Scheme.mono.look(cell(Style(role)))
    #expect(look.color == nil)
    #expect(look.isBold == isBold && look.isDim == isDim)
  }

  @Test func `with colours what is wrong is not bold by itself`() {
    #expect(!Scheme.color.look(cell(.bad)).isBold)
    #expect(Scheme.color.look(cell(Style(.bad, .bold))).isBold)
  }

  @Test(arguments: Scheme.allCases) func `reverse and underline are there in every scheme`(scheme: Scheme) {
    let look = scheme.look(cell(Style(.text, [.reverse, .underline])))
    #expect(look.isReverse && look.isUnderlined && !look.isBold)
  }

  @Test func `the letters of a golden tell roles, weight, reverse and blanks apart`() {
    var grid = Grid(width: 12, height: 1)
    let styles: [Style] = [
      .text, .strong, .dim, .accent, .key, .good, .warning, .bad, Style(.bad, .bold), Style(.text, .reverse),
    ]
    for (x, style) in styles.enumerated() { grid.put("x", x: x, y: 0, style: style) }
    grid.put(" ", x: 10, y: 0, style: .bad)
    grid.put(" ", x: 11, y: 0, style: Style(.text, .reverse))
    #expect(grid.lookLines(.color) == [".*dcCgyrR# #"])
    #expect(grid.lookLines(.mono) == [".*d.*.***# #"])
  }

  @Test func `plain glyphs are ASCII, and stand for as much as the others`() {
    let plain = Glyphs.ascii
    let signs = [
      plain.running, plain.partial, plain.failed, plain.stopped, plain.pending, plain.unknown, plain.yes,
      plain.no, plain.maybe, plain.rescue, plain.warning, plain.selection, plain.mark, plain.current,
      String(plain.rule), plain.vertical, plain.cornerTopLeft, plain.cornerTopRight, plain.cornerBottomLeft,
      plain.cornerBottomRight, plain.ellipsis, plain.dash, plain.dot, plain.arrow, plain.tick, plain.bar,
      plain.sharedBar, plain.up, plain.down,
    ]
    for sign in signs + plain.levels {
      #expect(sign.utf8.allSatisfy { (0x21..<0x7F).contains($0) }, "\(sign)")
    }
    #expect(plain.levels.count == Glyphs.unicode.levels.count)
    #expect(Set(plain.levels).count == 8)
  }

  @Test(arguments: [Glyphs.unicode, .ascii])
  func `states, answers and kinds of ports have signs of their own`(glyphs: Glyphs) {
    let states = [
      glyphs.running, glyphs.partial, glyphs.failed, glyphs.stopped, glyphs.pending, glyphs.unknown,
    ]
    #expect(Set(states).count == states.count)
    #expect(Set([glyphs.yes, glyphs.no, glyphs.maybe]).count == 3)
    #expect(Set([glyphs.tick, glyphs.bar, glyphs.sharedBar]).count == 3)
    for sign in states { #expect(TextWidth.of(sign) == 1, "\(sign)") }
  }
}
