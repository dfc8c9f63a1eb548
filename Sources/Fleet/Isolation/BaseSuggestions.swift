/// Free base ports for gateways that have to move, each gateway its own. A value that remembers what it gave.
struct BaseSuggestions {
  /// More than these nobody reads one by one: `gatehouse plan` is the answer then.
  static let limit = 64

  private var planner: Planner
  private var given: [Int: Int] = [:]
  private var isExhausted = false

  init(planner: Planner) { self.planner = planner }

  /// - Parameter order: the gateway's place in the roster.
  mutating func base(for order: Int) -> Int? {
    if let known = given[order] { return known }
    guard !isExhausted, given.count < Self.limit, let base = planner.take() else {
      isExhausted = true
      return nil
    }
    given[order] = base
    return base
  }

  /// What to do so that a gateway has ports of its own.
  mutating func move(_ subject: Subject) -> String {
    guard let base = base(for: subject.order) else {
      return "Give \(subject.name) another gateway.port; `gatehouse plan` finds free ones."
    }
    let what =
      "Move \(subject.name) to \(base), which is free with all its derived ports: set gateway.port in \(subject.config)"
    guard subject.hasUnit else { return "\(what)." }
    let profile = subject.profile.map { " --profile \($0)" } ?? ""
    return "\(what) and run `openclaw\(profile) gateway install --port \(base) --force`."
  }
}
