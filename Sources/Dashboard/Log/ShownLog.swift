import GatewayModel

extension DashboardState {
  /// The lines of the log that the level lets through.
  var shownLog: [LogLine] {
    logView.least == .debug ? log.lines : log.lines.filter { $0.level >= logView.least }
  }
}
