/// Everything a person can ask for.
public enum Command: String, Sendable, CaseIterable {
  case up, down, first, last, pageUp, pageDown
  case nextPane, previousPane, overview, ports, cdp, isolation, logs, environment, zoom
  case start, stop, restart, kill, mark
  case filter, palette, copy, openUI, shell
  case help, redraw, suspend, quit

  /// The name in the list of commands.
  var title: String {
    switch self {
    case .nextPane: "next pane"
    case .previousPane: "previous pane"
    case .pageUp: "page up"
    case .pageDown: "page down"
    case .openUI: "control ui"
    case .cdp: "cdp"
    default: rawValue
    }
  }
}
