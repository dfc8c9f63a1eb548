import Canvas
import GatewayModel
import Rescue

/// What reaches the dashboard.
public enum DashboardEvent: Sendable {
  /// A key, a click or a step of the wheel.
  case key(Key)
  /// The screen's new size, in columns and rows of cells.
  case resized(width: Int, height: Int)
  /// `now` in seconds since 1970; `clock` is the local time as the title shows it, `14:03:07`.
  case time(now: Double, clock: String)
  /// What the controller knows now.
  case snapshot(Snapshot)
  /// - Parameter title: which log it is; empty for what the gateway printed.
  case log(id: GatewayID, title: String = "", lines: [String], isNew: Bool)
  /// Why a gateway has no log that can be shown, for a person.
  case noLog(id: GatewayID, reason: String)
  /// The answer to `Intent.loadEnvironment`.
  case environment(EnvironmentReport)
  /// The journal's last entries, the newest last.
  case journal([JournalEntry])
  /// What a quick check printed so far.
  case quick(id: GatewayID, lines: [String], isDone: Bool)
  /// The rescue as it is now, for the guide.
  case rescue(RescueReport)
  /// Why there is no rescue, with the remedy.
  case noRescue(String)
  /// What a move of the rescue is doing now.
  case rescueProgress(String)
  /// How a move of the rescue went.
  case rescueMoved(String, isBad: Bool)
  /// How an action went, for the line above the keys.
  case message(String, isBad: Bool)
}

/// What the dashboard asks of the rest of the program.
public enum Intent: Sendable, Equatable {
  /// Start, stop, restart, kill, or the end of left browsers; begun in this order, without waiting for one another.
  case perform(Command, [GatewayID])
  /// Follows a log until `hideLog`, and posts `DashboardEvent.log`.
  /// `own`: OpenClaw's own file; else what the gateway printed, and OpenClaw's file only where that was not kept.
  case showLog(GatewayID, own: Bool)
  /// No log is followed any more.
  case hideLog
  /// Asks for `DashboardEvent.environment`.
  case loadEnvironment(GatewayID)
  /// Asks for `DashboardEvent.journal`: the last 500 entries of all gateways.
  case loadJournal
  /// The log in the person's pager, while the screen is away.
  case page(GatewayID, own: Bool)
  /// These gateways have this restart policy from now on, whatever the config says.
  case choosePolicy(RestartPolicy, [GatewayID])
  /// Runs OpenClaw's own checks of a gateway, which post `DashboardEvent.quick`.
  case quick(GatewayID)
  /// Ends the checks that run.
  case endQuick
  /// OpenClaw's own service command, while the screen is away.
  case service(Command, GatewayID)
  /// The guide needs its report, again and again until it is closed.
  case openRescue
  /// No more reports for the guide; a proof that runs is left.
  case closeRescue
  /// Makes a move. `seen` is the fingerprint of the facts that the person saw: the move is refused where it is another one by now.
  case rescue(RescueMove, seen: String)
  /// Something of the hand-over on the terminal, while the screen is away.
  case handOver(HandOver)
  /// This program with these arguments on the terminal, while the screen is away.
  case runSelf([String])
  /// The demo's main gateway, and only that, is broken on purpose.
  case breakMain
  /// Puts a text into the clipboard through the terminal (OSC 52).
  case copy(String)
  /// Opens an address in a browser; it is copied instead where no window can be shown.
  case open(String)
  /// A shell with the gateway's environment, while the screen is away.
  case shell(GatewayID)
  /// Stops the program as Ctrl-Z does; until it goes on others may restart the gateways.
  case suspend
  /// Draws every cell anew, whatever the terminal shows.
  case redraw
  /// Ends the dashboard; the gateways go on.
  case quit
}
