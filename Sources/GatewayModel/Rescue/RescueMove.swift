/// What may bring a broken main back, one at a time. Only restored configs and a reinstalled unit can be taken back.
public enum RescueRepair: String, Sendable, Codable, CaseIterable {
  /// The newest config that worked.
  case restoreConfig = "restore-config"
  /// The newest config with which a start has worked.
  case restoreProven = "restore-proven"
  /// Ends what an earlier run of main has left on its port.
  case freePort = "free-port"
  /// Ends a Chrome that main has left behind.
  case endBrowsers = "end-browsers"
  /// OpenClaw's own `gateway install --force`.
  case reinstallUnit = "reinstall-unit"
  /// Starts main, or restarts one that hangs.
  case start
}

/// What a person can do at a step.
public enum RescueMove: Sendable, Codable, Hashable {
  /// Notes what is wrong, and collects the evidence.
  case collect
  /// Main is left as it is, be it running or not.
  case leaveMain
  /// Stops main, through its unit where it has one; `goBack` starts it again.
  case stopMain
  /// Starts the rescue bot, or takes one that runs, and waits until it is ready.
  case raise
  /// Writes the brief anew; from here on the person is at the rescue bot.
  case handOver
  /// One repair of main.
  case repair(RescueRepair)
  /// Takes back the last repair that can be taken back.
  case undoRepair
  /// On to the proof, without any further repair.
  case goOn
  /// Waits until no layer of main has failed for the time that counts as proof.
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
