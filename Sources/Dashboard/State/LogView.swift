import GatewayModel

/// How the log is looked at: the same for all gateways.
public struct LogView: Sendable, Equatable {
  /// Lines of a lower level are left out.
  var least = LogLevel.debug
  var search = ""
  /// The line that the search has found, counted from the end of what is shown, 0 the newest; nil before a search.
  var match: Int?
  var isWrapped = false
  /// Whether the view stays where it is when new lines come.
  var isPaused = false
  /// OpenClaw's own file instead of what the gateway printed.
  var isOwn = false
}
