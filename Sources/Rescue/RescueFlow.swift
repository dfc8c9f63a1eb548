import GatewayModel

/// The table of steps: what may be done at which, and where it leads. Pure.
public enum RescueFlow {
  /// - Parameters:
  ///   - step: the step that is next; `detect` before anything has begun.
  ///   - canUndo: whether a repair is there to be undone.
  /// - Returns: whether the move means something now.
  public static func allows(_ move: RescueMove, at step: RescueStep, canUndo: Bool) -> Bool {
    switch move {
    case .collect: step <= .evidence
    case .undoRepair: canUndo && step >= .repair
    // Main may come back by itself, and a person may give up, at any time after the beginning.
    case .verify: step >= .freeze
    case .goBack, .goBackWithoutMain: step >= .evidence
    // A repair that did not help is followed by another one.
    case .repair, .goOn: step >= .repair
    case .leaveMain, .stopMain, .raise, .handOver: step == move.step
    }
  }

  /// The step that is next; nil where the rescue is over.
  public static func next(_ step: RescueStep, after move: RescueMove, succeeded: Bool) -> RescueStep? {
    // What did not help is followed by another repair.
    guard succeeded else { return move == .verify && step == .verify ? .repair : step }
    switch move {
    case .collect: return .freeze
    case .leaveMain, .stopMain: return .raise
    case .raise: return .handOver
    case .handOver: return .repair
    // After a repair of files main is still to be started.
    case .repair(.start), .goOn: return .verify
    case .repair, .undoRepair: return .repair
    case .verify: return .goBack
    case .goBack, .goBackWithoutMain: return nil
    }
  }
}
