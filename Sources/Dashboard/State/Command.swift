/// Everything a person can ask for.
public enum Command: String, Sendable, CaseIterable {
  case up, down, first, last, pageUp, pageDown
  case nextPane, previousPane, overview, ports, cdp, isolation, logs, environment, journal, zoom
  case start, stop, restart, kill, endBrowsers, mark, policy, quick
  case installService, uninstallService, enableService
  case search, nextMatch, previousMatch, level, wrap, pause, lastStart, logSource, pager
  case rescue, drill, breakMain
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
    case .endBrowsers: "end left browsers"
    case .breakMain: "break main"
    case .policy: "restart policy"
    case .quick: "quick checks"
    case .installService: "install service"
    case .uninstallService: "uninstall service"
    case .enableService: "enable service"
    case .search: "search log"
    case .nextMatch: "next match"
    case .previousMatch: "previous match"
    case .level: "log level"
    case .wrap: "wrap log"
    case .pause: "pause log"
    case .lastStart: "last start"
    case .logSource: "other log"
    case .pager: "pager"
    default: rawValue
    }
  }
}

extension Command {
  /// Whether OpenClaw's or systemd's own command about a unit is meant.
  var isAboutService: Bool { [.installService, .uninstallService, .enableService].contains(self) }
}
