import GatewayModel

/// How the log is looked at: the same for all gateways.
public struct LogView: Sendable, Equatable {
  /// Lines of a lower level are left out.
  var least = LogLevel.debug
  var search = ""
  /// The line that the search has reached, counted from the end of what is shown.
  var match: Int?
  var isWrapped = false
  /// What comes is not followed.
  var isPaused = false
  /// OpenClaw's own file instead of what the gateway printed.
  var isOwn = false
}
