/// Everything a person can ask for.
public enum Command: String, Sendable, CaseIterable {
  /// Moving: a gateway up or down, to the first or the last, a page of the pane. In a pane that is zoomed `up` and `down` move by a line.
  case up, down, first, last, pageUp, pageDown
  /// Which pane is shown: the next one, the one before, or one by its name.
  case nextPane, previousPane, overview, ports, cdp, isolation, logs, environment, journal
  /// The pane gets the whole screen, or gives it back.
  case zoom
  /// Done to the marked gateways, or to the selected one where none is marked.
  case start, stop, restart, kill
  /// Ends the Chrome that a gateway which does not run has left behind.
  case endBrowsers
  /// Marks the selected gateway for actions on several, or takes its mark away.
  case mark
  /// The restart policy after the present one: never, on-failure, always.
  case policy
  /// OpenClaw's own checks of the selected gateway.
  case quick
  /// About the selected gateway's unit, by OpenClaw's own commands: `gateway install`, `gateway uninstall`.
  case installService, uninstallService
  /// `systemctl enable`: the unit starts with the machine.
  case enableService
  /// Finds a text in the log upwards; `nextMatch` is the next one above, `previousMatch` the next one below.
  case search, nextMatch, previousMatch
  /// How the log is shown: the lowest level, whether long lines are wrapped, whether it is followed.
  case level, wrap, pause
  /// Shows where the gateway's last run begins in the log.
  case lastStart
  /// OpenClaw's own log file instead of what the gateway printed, and back.
  case logSource
  /// The whole log in `$PAGER`.
  case pager
  /// The guide to the rescue bot and back.
  case rescue
  /// `gatehouse rescue --drill` on the terminal: the whole rescue on stand-ins.
  case drill
  /// Breaks the demo's main gateway on purpose; refused outside the demo.
  case breakMain
  /// Narrows the roster to rows with a text.
  case filter
  /// Opens the list of all commands.
  case palette
  /// Copies what the pane says through the terminal (OSC 52).
  case copy
  /// The gateway's Control UI in a browser; a shell with the gateway's environment.
  case openUI, shell
  /// The help; the screen drawn anew; back to the shell as by Ctrl-Z; the end of the dashboard, which leaves the gateways running.
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
  /// Whether it is done to the selected gateway without a question that names it.
  var actsAtOnce: Bool { [.start, .policy, .mark, .quick, .openUI, .shell].contains(self) }

  /// Whether OpenClaw's or systemd's own command about a unit is meant.
  var isAboutService: Bool { [.installService, .uninstallService, .enableService].contains(self) }
}
