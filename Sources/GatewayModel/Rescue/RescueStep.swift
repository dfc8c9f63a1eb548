/// The way to the rescue bot and back. Rules: design section 7.
public enum RescueStep: Int, Sendable, Codable, CaseIterable, Comparable {
  /// What is the matter with main, and since when.
  case detect = 1
  /// State, log, findings and differences are put into a directory.
  case evidence
  /// Main is left as it is, or stopped.
  case freeze
  /// The rescue bot is started and awaited.
  case raise
  /// The person goes on at the rescue bot, with the brief.
  case handOver
  /// Main is repaired, one reversible thing at a time.
  case repair
  /// Main is watched until it counts as proven.
  case verify
  /// What was stopped or started for the rescue is put back.
  case goBack

  /// For a person: `Raise rescue`.
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

  /// The earlier one is smaller.
  public static func < (a: RescueStep, b: RescueStep) -> Bool { a.rawValue < b.rawValue }
}
