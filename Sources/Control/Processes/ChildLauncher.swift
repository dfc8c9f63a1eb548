import Fleet
import GatewayModel

/// How a gateway's command is started; a test starts none.
public struct ChildLauncher: Sendable {
  /// - Parameters:
  ///   - runID: what the child carries in its environment as the mark of its run.
  ///   - logFile: what it prints is appended there.
  public var launch:
    @Sendable (_ plan: LaunchPlan, _ runID: String, _ logFile: String)
      throws(LaunchFailure) -> ChildProcess

  /// Made for `live`, and by tests that start nothing.
  public init(
    launch:
      @escaping @Sendable (LaunchPlan, String, String)
      throws(LaunchFailure) -> ChildProcess
  ) {
    self.launch = launch
  }

  /// By `Foundation.Process`.
  public static let live = ChildLauncher { plan, runID, logFile throws(LaunchFailure) in
    try ChildProcess.launch(plan, runID: runID, logFile: logFile)
  }
}
