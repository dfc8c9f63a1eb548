/// The way to the rescue bot and back. Rules: design section 7.
public enum RescueStep: Int, Sendable, Codable, CaseIterable, Comparable {
  case detect = 1
  case evidence, freeze, raise, handOver, repair, verify, goBack

  public var title: String {
    switch self {
    case .detect: "Detect"
    case .evidence: "Evidence"
    case .freeze: "Freeze main"
    case .raise: "Raise rescue"
    case .handOver: "Hand over"
    case .repair: "Repair"
    case .verify: "Verify"
    case .goBack: "Return"
    }
  }

  public static func < (a: RescueStep, b: RescueStep) -> Bool { a.rawValue < b.rawValue }
}

/// What brings a broken main back: one reversible thing at a time.
public enum RescueRepair: String, Sendable, Codable, CaseIterable {
  /// The newest config that worked.
  case restoreConfig = "restore-config"
  /// The newest config with which a start has worked.
  case restoreProven = "restore-proven"
  /// Ends what an earlier run of main has left on its port.
  case freePort = "free-port"
  /// OpenClaw's own `gateway install --force`.
  case reinstallUnit = "reinstall-unit"
  /// Starts main, or restarts one that hangs.
  case start
}

/// What a person can do at a step.
public enum RescueMove: Sendable, Codable, Hashable {
  /// Notes what is wrong, and collects the evidence.
  case collect
  case leaveMain
  case stopMain
  case raise
  case handOver
  case repair(RescueRepair)
  case undoRepair
  /// On to the proof, without any further repair.
  case goOn
  case verify
  /// Everything back to where it was found, from any step.
  case goBack
  /// The same, but a main that was stopped for the rescue and cannot be started stays down.
  case goBackWithoutMain

  /// The step that it belongs to.
  public var step: RescueStep {
    switch self {
    case .collect: .evidence
    case .leaveMain, .stopMain: .freeze
    case .raise: .raise
    case .handOver: .handOver
    case .repair, .undoRepair, .goOn: .repair
    case .verify: .verify
    case .goBack, .goBackWithoutMain: .goBack
    }
  }

  /// The word of `--plan`, the journal and the time line.
  public var word: String {
    switch self {
    case .collect: "collect"
    case .leaveMain: "leave-main"
    case .stopMain: "stop-main"
    case .raise: "raise"
    case .handOver: "hand-over"
    case .repair(let repair): repair.rawValue
    case .undoRepair: "undo-repair"
    case .goOn: "go-on"
    case .verify: "verify"
    case .goBack: "return"
    case .goBackWithoutMain: "return-without-main"
    }
  }
}

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
