/// How roles become what a terminal can show. Pure, so that goldens hold both schemes.
public enum Scheme: Sendable, CaseIterable {
  /// The terminal's own colours.
  case color
  /// Attributes alone: `NO_COLOR`, the mono theme, terminals without colour.
  case mono

  /// The terminal's colours by number, so that its own theme decides how they look.
  public enum Color: Int16, Sendable {
    /// ANSI colour 1: what is wrong.
    case red = 1
    /// ANSI colour 2: what is well.
    case green = 2
    /// ANSI colour 3: warnings.
    case yellow = 3
    /// ANSI colour 6: what can be acted on.
    case cyan = 6
    /// Bright black: only where there are 16 colours.
    case grey = 8
  }

  /// What one cell asks of the terminal.
  public struct Look: Sendable, Hashable {
    /// Nil for the terminal's own foreground.
    public var color: Color?
    /// Asked for by the cell; without a colour also for what is wrong.
    public var isBold: Bool
    /// Only without a colour, for the role `dim`.
    public var isDim: Bool
    /// Text and background exchanged: the chosen button, a cursor, what a search found.
    public var isReverse: Bool
    /// Asked for by the cell.
    public var isUnderlined: Bool
  }

  /// - Parameter hasGrey: whether the terminal has a colour between text and background.
  public func look(_ cell: Cell, hasGrey: Bool = true) -> Look {
    let color = self == .mono ? nil : Self.color(cell.role, hasGrey: hasGrey)
    let isPlain = color == nil
    // Without colour what is wrong must still stand out, and what matters less step back.
    let isLoud = isPlain && (cell.role == .bad || cell.role == .warning)
    return Look(
      color: color, isBold: cell.attributes.contains(.bold) || isLoud,
      isDim: isPlain && cell.role == .dim, isReverse: cell.attributes.contains(.reverse),
      isUnderlined: cell.attributes.contains(.underline))
  }

  private static func color(_ role: Role, hasGrey: Bool) -> Color? {
    switch role {
    case .text: nil
    case .dim: hasGrey ? .grey : nil
    case .accent: .cyan
    case .good: .green
    case .warning: .yellow
    case .bad: .red
    }
  }
}

extension Grid {
  /// For each row one letter a column that stands for its look: what goldens compare beside the text.
  /// `r g y c` colours and `d` grey or dim, upper case where bold, `#` reverse, `.` plain, `*` plain and bold.
  public func lookLines(_ scheme: Scheme) -> [String] {
    (0..<height).map { y in
      var line = row(y).map { cell -> Character in
        let look = scheme.look(cell)
        if look.isReverse { return "#" }
        if cell.scalar == 0x20 { return " " }
        let letter: Character =
          switch look.color {
          case .red: "r"
          case .green: "g"
          case .yellow: "y"
          case .cyan: "c"
          case .grey: "d"
          case nil: look.isDim ? "d" : "."
          }
        return look.isBold ? (letter == "." ? "*" : Character(letter.uppercased())) : letter
      }
      while line.last == " " { line.removeLast() }
      return String(line)
    }
  }
}
