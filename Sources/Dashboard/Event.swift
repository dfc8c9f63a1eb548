import Canvas
import Fleet

/// What reaches the dashboard.
public enum DashboardEvent: Sendable {
  case key(Key)
  case resized(width: Int, height: Int)
  case time(now: Double, clock: String)
  case snapshot(Snapshot)
  case log(id: GatewayID, lines: [String], isNew: Bool)
  case noLog(id: GatewayID, reason: String)
  case environment(EnvironmentReport)
  /// How an action went, for the line above the keys.
  case message(String, isBad: Bool)
}

/// What the dashboard asks of the rest of the program.
public enum Intent: Sendable, Equatable {
  case perform(Command, [GatewayID])
  case showLog(GatewayID)
  case hideLog
  case loadEnvironment(GatewayID)
  case copy(String)
  case open(String)
  case shell(GatewayID)
  case suspend
  case redraw
  case quit
}
