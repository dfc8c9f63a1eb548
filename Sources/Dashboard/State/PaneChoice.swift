/// How the pane is looked at.
public struct PaneChoice: Sendable, Equatable {
  public var isZoomed = false
  /// Lines by which it is scrolled; for the log counted from its end.
  public var scroll = 0
  /// The finding that the Isolation pane shows with its fix: a place among the gateway's.
  var chosenFinding = 0
}
