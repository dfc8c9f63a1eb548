/// How the dashboard ended.
struct DashboardEnding: Sendable {
  /// The names of the gateways that go on.
  var running: [String] = []
  /// The signal that ended it, where one did.
  var signal: Int32?
}
