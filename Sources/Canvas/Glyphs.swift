/// The signs of the screen, once in Unicode and once in ASCII.
public struct Glyphs: Sendable, Equatable {
  /// A gateway that answers; also a listener that is the gateway's own.
  public var running = "●"
  /// A gateway that answers, and says that it is not ready.
  public var partial = "◐"
  /// A gateway that failed; also a finding of severity error, and a port that somebody else holds.
  public var failed = "✖"
  /// A gateway that does not run; also a port on which nothing listens.
  public var stopped = "○"
  /// Something under way: a start, a stop, the wait for a restart.
  public var pending = "◌"
  /// Nothing is known yet, or it cannot be known.
  public var unknown = "·"
  /// A check that passed, or a condition that holds.
  public var yes = "✓"
  /// A check that failed, or a condition that does not hold.
  public var no = "✗"
  /// A check that could not be made.
  public var maybe = "?"
  /// In front of the rescue gateway, and where the rescue is spoken of.
  public var rescue = "◆"
  /// A finding of severity warning; also what is missing for a rescue.
  public var warning = "▲"
  /// At the left of the chosen line.
  public var selection = "▌"
  /// At the left of a gateway that is marked for an action on several.
  public var mark = "+"
  /// In front of the step that a rescue has come to.
  public var current = "▸"
  /// Horizontal lines: dividers and the frames of boxes.
  public var rule: Unicode.Scalar = "─"
  /// The sides of a box.
  public var vertical = "│"
  /// The top left corner of a box.
  public var cornerTopLeft = "┌"
  /// The top right corner of a box.
  public var cornerTopRight = "┐"
  /// The bottom left corner of a box.
  public var cornerBottomLeft = "└"
  /// The bottom right corner of a box.
  public var cornerBottomRight = "┘"
  /// Stands for what was cut off a text; three columns wide in ASCII.
  public var ellipsis = "…"
  /// Between the ends of a range, and where there is no value.
  public var dash = "–"
  /// Between words that stand side by side; also a finding of severity info.
  public var dot = "·"
  /// In front of a fix, and between the steps of an entry of the journal; two columns wide in ASCII.
  public var arrow = "→"
  /// A single port in the port map.
  public var tick = "┃"
  /// A CDP range in the port map.
  public var bar = "━"
  /// The part of a CDP range that another gateway uses too.
  public var sharedBar = "▓"
  /// There is more above.
  public var up = "↑"
  /// There is more below.
  public var down = "↓"
  /// The bars of a sparkline, the lowest first.
  public var levels = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// For terminals that take UTF-8.
  public static let unicode = Glyphs()

  /// For all other terminals: one column each, but for `ellipsis` and `arrow`.
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
    glyphs.current = ">"
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
    glyphs.tick = "|"
    glyphs.bar = "="
    glyphs.sharedBar = "#"
    glyphs.up = "^"
    glyphs.down = "v"
    glyphs.levels = ["_", ".", ":", "-", "=", "+", "*", "#"]
    return glyphs
  }()
}
