import GatewayModel

/// What is chosen in the roster.
public struct RosterChoice: Sendable, Equatable {
  public var selected: GatewayID?
  public var marked: Set<GatewayID> = []
  /// Only gateways that have this text are shown.
  public var filter = ""
}
