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
