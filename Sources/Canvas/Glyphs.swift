/// The signs of the screen, once in Unicode and once in ASCII.
public struct Glyphs: Sendable, Equatable {
  public var running = "●"
  public var partial = "◐"
  public var failed = "✖"
  public var stopped = "○"
  public var pending = "◌"
  public var unknown = "·"
  public var yes = "✓"
  public var no = "✗"
  public var maybe = "?"
  public var rescue = "◆"
  public var warning = "▲"
  public var selection = "▌"
  public var mark = "+"
  public var rule: Unicode.Scalar = "─"
  public var vertical = "│"
  public var cornerTopLeft = "┌"
  public var cornerTopRight = "┐"
  public var cornerBottomLeft = "└"
  public var cornerBottomRight = "┘"
  public var ellipsis = "…"
  public var dash = "–"
  public var dot = "·"
  public var arrow = "→"
  public var up = "↑"
  public var down = "↓"
  public var levels = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  public static let unicode = Glyphs()

  public static let ascii: Glyphs = {
    var glyphs = Glyphs()
    glyphs.running = "*"
    glyphs.partial = "%"
    glyphs.failed = "X"
    glyphs.stopped = "o"
    glyphs.pending = "~"
    glyphs.unknown = "."
    glyphs.yes = "+"
    glyphs.no = "x"
    glyphs.rescue = "#"
    glyphs.warning = "!"
    glyphs.selection = ">"
    glyphs.rule = "-"
    glyphs.vertical = "|"
    glyphs.cornerTopLeft = "+"
    glyphs.cornerTopRight = "+"
    glyphs.cornerBottomLeft = "+"
    glyphs.cornerBottomRight = "+"
    glyphs.ellipsis = "..."
    glyphs.dash = "-"
    glyphs.dot = "-"
    glyphs.arrow = "->"
    glyphs.up = "^"
    glyphs.down = "v"
    glyphs.levels = ["_", ".", ":", "-", "=", "+", "*", "#"]
    return glyphs
  }()
}
