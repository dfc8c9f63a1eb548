/// What is known of the host when the definitions are built, for the rules of isolation.
public struct AssessmentBasis: Sendable {
  /// Another number whenever a definition may have changed.
  public var revision: Int
  /// Every port of this machine on which anything listened at that look.
  public var listeningPorts: Set<Int>
  /// Directories that look like a gateway's and are claimed by none; links resolved where they could be.
  public var unclaimedDirectories: [String]
  /// Whether the user's units go on after logout; nil where that is not known.
  public var isLingering: Bool?

  /// Made by `InventoryBuilder` when the definitions were built anew.
  public init(
    revision: Int, listeningPorts: Set<Int>, unclaimedDirectories: [String], isLingering: Bool?
  ) {
    self.revision = revision
    self.listeningPorts = listeningPorts
    self.unclaimedDirectories = unclaimedDirectories
    self.isLingering = isLingering
  }
}
