import GatewayModel
import OpenClaw
import Ports

/// Free base ports for gateways that have to move, each gateway its own. A value that remembers what it gave.
struct BaseSuggestions {
  /// How many gateways get a port of their own named; for more the fix points to `gatehouse plan`.
  static let limit = 64

  private var planner: Planner
  private var given: [Int: Int] = [:]
  private var isExhausted = false

  init(planner: Planner) { self.planner = planner }

  /// - Parameter order: the gateway's place in the roster.
  mutating func base(for order: Int) -> Int? {
    if let known = given[order] { return known }
    guard !isExhausted, given.count < Self.limit, var base = planner.take() else {
      isExhausted = true
      return nil
    }
    // 18789 is suggested only where nothing else is free: commands of OpenClaw without a profile go there.
    if base == GatewayPort.standard, let next = planner.take() { base = next }
    given[order] = base
    return base
  }

  /// What to do so that a gateway has ports of its own.
  mutating func move(_ subject: IsolationInput) -> String {
    if subject.hasLeakedConfig { return ServiceRepair.repair(subject, "OPENCLAW_CONFIG_PATH") }
    guard let base = base(for: subject.order) else {
      return "Give \(subject.name) another base port; `gatehouse plan` finds free ones."
    }
    let what = "Move \(subject.name) to \(base), which is free with all its derived ports:"
    // Which config it has is not known.
    if subject.placeDoubt != nil, let unit = subject.unit { return "\(what) edit \(unit.path)." }
    guard let place = subject.portPlace else {
      return "\(what) start it with --port \(base), and write gateway.port: \(base) into \(subject.config)."
    }
    return subject.unit != nil
      ? "\(what) set \(place) and \(ServiceRepair.bring(subject, to: base))." : "\(what) set \(place)."
  }
}
