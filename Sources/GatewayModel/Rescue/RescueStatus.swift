/// Main, its rescue, how ready that is, and what is under way. Part of every snapshot.
public struct RescueStatus: Sendable, Equatable {
  /// How ready the rescue is.
  public enum Verdict: String, Sendable {
    /// No point is missing; some may be unknown.
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
  /// The gateway that can repair main; nil where there is none besides main itself.
  public var rescue: String?
  /// Whether nobody has named the pair: it is the default profile and one called `rescue`.
  public var isProposed: Bool
  /// Only those that can be asked: without a rescue bot not those about it.
  public var points: [ReadinessPoint]
  /// The rescue under way; nil where there is none.
  public var run: RescueRun?

  /// Made by `ReadinessRules` with every snapshot.
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

  /// The points that are not met; unknown ones are not among them.
  public var missing: [ReadinessPoint] { points.filter { $0.status == .missing } }

  /// What the points mean together.
  public var verdict: Verdict {
    if main == nil || rescue == nil { return .none }
    if points.contains(where: { $0.kind == .isolated && $0.status != .met }) { return .blocked }
    return missing.isEmpty ? .ready : .gaps
  }
}
