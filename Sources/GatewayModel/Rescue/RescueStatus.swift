/// Main, its rescue, how ready that is, and what is under way. Part of every snapshot.
public struct RescueStatus: Sendable, Equatable {
  public enum Verdict: String, Sendable {
    case ready
    /// Something is missing; a switch would work.
    case gaps
    /// A switch would be refused.
    case blocked
    /// There is no rescue bot.
    case none
  }

  /// Shown names; nil where there is no such gateway.
  public var main: String?
  public var rescue: String?
  /// Whether nobody has named the pair: it is the default profile and one called `rescue`.
  public var isProposed: Bool
  public var points: [ReadinessPoint]
  public var run: RescueRun?

  public init(
    main: String? = nil, rescue: String? = nil, isProposed: Bool, points: [ReadinessPoint],
    run: RescueRun? = nil
  ) {
    self.main = main
    self.rescue = rescue
    self.isProposed = isProposed
    self.points = points
    self.run = run
  }

  public var missing: [ReadinessPoint] { points.filter { $0.status == .missing } }

  public var verdict: Verdict {
    if main == nil || rescue == nil { return .none }
    if points.contains(where: { $0.kind == .isolated && $0.status != .met }) { return .blocked }
    return missing.isEmpty ? .ready : .gaps
  }
}
