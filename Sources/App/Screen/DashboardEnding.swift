/// How the dashboard ended.
public struct DashboardEnding: Sendable {
  /// The names of the gateways that go on.
  public var running: [String] = []
  /// Whether something that was asked for was still under way.
  public var isActing = false
  /// The signal that ended it, where one did.
  public var signal: Int32?
}
