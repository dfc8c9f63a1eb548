import CNcurses
import TestSupport
import Testing

@testable import Canvas
@testable import Terminal

/// What the terminal is given where it has no colours, and which characters it can show.
struct PaletteTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var what: String
    var role: Role
    var attributes: Style.Attributes = []
    var looks: [String]

    var testDescription: String { what }
  }

  @Test(arguments: [
    Row(what: "text", role: .text, looks: []), Row(what: "something good", role: .good, looks: []),
    Row(what: "something bad", role: .bad, looks: ["bold"]),
    Row(what: "a warning", role: .warning, looks: ["bold"]),
    Row(what: "what matters less", role: .dim, looks: ["dim"]),
    Row(what: "bold text", role: .text, attributes: .bold, looks: ["bold"]),
    Row(what: "the chosen row", role: .text, attributes: .reverse, looks: ["reverse"]),
    Row(what: "an underlined word", role: .accent, attributes: .underline, looks: ["underline"]),
    Row(
      what: "all at once", role: .dim, attributes: [.bold, .reverse, .underline],
      looks: ["bold", "dim", "reverse", "underline"]),
  ])
  func `without colour attributes say it, and no pair is asked for`(_ row: Row) {
    let cell = Cell(scalar: 0x41, marks: 0, width: 1, role: row.role, attributes: row.attributes)
    let look = Palette(wantsColor: false).look(cell)
    let all = [
      ("bold", cn_bold()), ("dim", cn_dim()), ("reverse", cn_reverse()), ("underline", cn_underline()),
    ]
    #expect(all.filter { look.attributes & $0.1 != 0 }.map(\.0) == row.looks)
    #expect(look.pair == 0)
  }

  @Test func `the C library knows the width of a wide character exactly where UTF-8 is promised`() {
    let isUTF8 = TerminalLocale.prepare()
    #expect((cn_width(0x4E2D) == 2) == isUTF8)
    #expect(cn_width(0x41) == 1)
  }
}
