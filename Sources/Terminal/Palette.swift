import CNcurses
import Canvas

/// How roles look on this terminal: its own colours, or attributes alone.
struct Palette {
  private var pairs: [Role: Int32] = [:]
  private let hasColors: Bool

  /// - Parameter wantsColor: false for `NO_COLOR` and the mono theme.
  init(wantsColor: Bool) {
    hasColors = wantsColor && has_colors()
    guard hasColors else { return }
    start_color()
    let hasDefaults = use_default_colors() == OK
    let background: Int32 = hasDefaults ? -1 : 0
    let grey: Int32? = cn_colors() >= 16 ? 8 : nil
    let colors: [Role: Int32?] = [
      .dim: grey, .accent: COLOR_CYAN, .good: COLOR_GREEN, .warning: COLOR_YELLOW, .bad: COLOR_RED,
    ]
    for (role, color) in colors {
      guard let color else { continue }
      let pair = alloc_pair(color, background)
      if pair > 0 { pairs[role] = pair }
    }
  }

  func look(_ cell: Cell) -> (attributes: attr_t, pair: Int32) {
    var attributes = attr_t(0)
    if cell.attributes.contains(.bold) { attributes |= cn_bold() }
    if cell.attributes.contains(.reverse) { attributes |= cn_reverse() }
    if cell.attributes.contains(.underline) { attributes |= cn_underline() }
    let pair = pairs[cell.role] ?? 0
    if pair == 0 {
      switch cell.role {
      case .dim: attributes |= cn_dim()
      // Without colour what is wrong must still stand out.
      case .bad, .warning: attributes |= cn_bold()
      case .text, .accent, .good: break
      }
    }
    return (attributes, pair)
  }
}
