import Canvas
import GatewayModel
import Rescue

/// What reaches the dashboard.
public enum DashboardEvent: Sendable {
  case key(Key)
  case resized(width: Int, height: Int)
  case time(now: Double, clock: String)
  case snapshot(Snapshot)
  /// - Parameter title: which log it is; empty for what the gateway printed.
  case log(id: GatewayID, title: String = "", lines: [String], isNew: Bool)
  case noLog(id: GatewayID, reason: String)
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
  case perform(Command, [GatewayID])
  case showLog(GatewayID, own: Bool)
  case hideLog
  case loadEnvironment(GatewayID)
  case loadJournal
  /// The log in the person's pager, while the screen is away.
  case page(GatewayID, own: Bool)
  case choosePolicy(RestartPolicy, [GatewayID])
  case quick(GatewayID)
  case endQuick
  /// OpenClaw's own service command, while the screen is away.
  case service(Command, GatewayID)
  /// The guide needs its report, again and again until it is closed.
  case openRescue
  case closeRescue
  case rescue(RescueMove, seen: String)
  /// Something of the hand-over on the terminal, while the screen is away.
  case handOver(HandOver)
  /// This program with these arguments on the terminal, while the screen is away.
  case runSelf([String])
  /// The demo's main gateway, and only that, is broken on purpose.
  case breakMain
  case copy(String)
  case open(String)
  case shell(GatewayID)
  case suspend
  case redraw
  case quit
}
