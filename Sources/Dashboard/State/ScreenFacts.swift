/// What the screen is drawn on, and when.
public struct ScreenFacts: Sendable, Equatable {
  /// Columns of cells.
  public var width = 80
  /// Rows of cells.
  public var height = 24
  /// Whether the gateways are the demo's stand-ins.
  public var isDemo = false
  /// Why nothing can be done but looking; nil where the home is this user's.
  public var lookOnly: String?
  /// The time of day as the title shows it.
  public var clock = ""
  /// Seconds since 1970.
  public var now = 0.0
  /// The home, written `~` on the screen.
  public var home = ""
  /// Height of the pane's content at the last frame: how far a page goes.
  public var paneHeight = 10
}
