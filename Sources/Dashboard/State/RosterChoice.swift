import GatewayModel

/// What is chosen in the roster.
public struct RosterChoice: Sendable, Equatable {
  /// The row that the panes are about; nil until a snapshot has a gateway.
  public var selected: GatewayID?
  /// The gateways that actions go to; where it is empty they go to the selected one.
  public var marked: Set<GatewayID> = []
  /// Only gateways that have this text are shown.
  public var filter = ""
  /// When the row that the panes are about became another one without a key; seconds since 1970.
  var movedAt = -Double.infinity
}
