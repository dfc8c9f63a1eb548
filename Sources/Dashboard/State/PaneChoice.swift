/// How the pane is looked at.
public struct PaneChoice: Sendable, Equatable {
  /// Whether the pane has the whole screen, and the roster is not shown.
  public var isZoomed = false
  /// Lines by which it is scrolled; for the log counted from its end.
  public var scroll = 0
  /// The finding that the Isolation pane shows with its fix, counted from 0 among the groups of the gateway's findings.
  var chosenFinding = 0
}
