import CNcurses
import Canvas

/// Looks as ncurses' attributes and colour pairs.
struct Palette {
  private let scheme: Scheme
  private let hasGrey: Bool
  private let background: Int32

  /// - Parameter wantsColor: false for `NO_COLOR` and the mono theme.
  init(wantsColor: Bool) {
    let hasColors = wantsColor && has_colors()
    scheme = hasColors ? .color : .mono
    if hasColors {
      start_color()
      background = use_default_colors() == OK ? -1 : 0
      hasGrey = cn_colors() >= 16
    } else {
      background = 0
      hasGrey = false
    }
  }

  func look(_ cell: Cell) -> (attributes: attr_t, pair: Int32) {
    let look = scheme.look(cell, hasGrey: hasGrey)
    var attributes = attr_t(0)
    if look.isBold { attributes |= cn_bold() }
    if look.isDim { attributes |= cn_dim() }
    if look.isReverse { attributes |= cn_reverse() }
    if look.isUnderlined { attributes |= cn_underline() }
    // ncurses keeps the pairs it was asked for, so the same colours give the same pair.
    let pair = look.color.map { alloc_pair(Int32($0.rawValue), background) } ?? 0
    return (attributes, max(0, pair))
  }
}
