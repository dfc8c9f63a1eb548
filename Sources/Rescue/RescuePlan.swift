import GatewayModel

/// What a headless rescue would do from here on: printed with an id, and carried out only while the world is as it was then.
public struct RescuePlan: Sendable, Equatable, Codable {
  /// One move of a plan.
  public struct Line: Sendable, Equatable, Codable {
    /// The move that is made.
    public var move: RescueMove
    /// What it will do, for a person.
    public var text: String
  }

  /// What a person asks of a plan.
  public struct Wishes: Sendable, Equatable, Codable {
    /// Whether main is stopped before the rescue bot is started (`--freeze`).
    public var freezes = false
    /// The repairs to be made, in this order (`--repair`).
    public var repairs: [RescueRepair] = []
    /// Everything back to where it was, also without a proof that main works.
    public var ends = false
    /// With `ends`: a main that was stopped for the rescue stays so.
    public var leavesMain = false

    /// Made by `gatehouse rescue --plan` from its options.
    public init(
      freezes: Bool = false, repairs: [RescueRepair] = [], ends: Bool = false, leavesMain: Bool = false
    ) {
      self.leavesMain = leavesMain
      self.freezes = freezes
      self.repairs = repairs
      self.ends = ends
    }
  }

  /// The form of the file; there is one so far, and reading does not look at it.
  public var schema = 1
  /// Eight hexadecimal digits, made from the facts, the moves and the wish to end: another id means that the plan is overtaken.
  public var id: String
  /// Seconds since 1970.
  public var madeAt: Double
  /// As the person asked for them, also what is so already and needs no move.
  public var wishes: Wishes
  /// The moves in the order in which they are made.
  public var lines: [Line]
  /// Why it cannot be carried out; nil where it can.
  public var refusal: String?

  /// Made by `RescuePlanExecutor` for `--plan`, and once more for `--execute`: only where the id is the same it is carried out.
  public init(_ facts: RescueFacts, wishes asked: Wishes) {
    madeAt = facts.takenAt
    wishes = asked
    var wishes = asked
    // What is so already, perhaps since a plan that was cut off, needs no repair.
    if facts.hasCopy, facts.copy == nil { wishes.repairs.removeAll { $0 == .restoreConfig } }
    wishes.repairs = wishes.repairs.distinct()
    if facts.works { wishes.repairs.removeAll { $0 == .start } }
    let moves: [RescueMove] =
      wishes.ends ? [wishes.leavesMain ? .goBackWithoutMain : .goBack] : Self.moves(facts, wishes)
    lines = moves.map { Line(move: $0, text: Self.text($0, facts, among: moves)) }
    if moves.contains(.raise), let blocker = facts.blockers.first {
      refusal = "\(blocker.detail) \(blocker.fix)"
    } else if wishes.ends, facts.step < .freeze {
      refusal = "no rescue is under way that could be ended"
    } else if facts.works, !wishes.repairs.isEmpty {
      refusal = "\(facts.main.name) works: there is nothing to repair; plan without --repair"
    } else if let problem = facts.main.configProblem, Self.startsBroken(wishes.repairs) {
      refusal =
        "\(facts.main.name) would not start: \(problem); plan with --repair restore-config, or mend it first"
    } else {
      let offered = Set(RescueChoices.of(Self.at(.repair, facts)).map(\.move))
      refusal = wishes.repairs.first { !offered.contains(.repair($0)) }.map {
        "there is nothing for \($0.rawValue) to repair"
      }
    }
    let words = lines.map(\.move.word).joined(separator: ",")
    id = String(Fingerprint.of("\(facts.fingerprint)\n\(words)\n\(wishes.ends)").suffix(8))
  }

  /// Whether a start is asked for before anything has restored the config.
  private static func startsBroken(_ repairs: [RescueRepair]) -> Bool {
    guard let start = repairs.firstIndex(of: .start) else { return false }
    return !repairs[..<start].contains { $0 == .restoreConfig || $0 == .restoreProven }
  }

  /// From the step that is next on. Nothing is repaired that nobody has asked for.
  private static func moves(_ facts: RescueFacts, _ wishes: Wishes) -> [RescueMove] {
    var moves: [RescueMove] = []
    let step = facts.step
    if step <= .evidence { moves.append(.collect) }
    if step <= .freeze { moves.append(wishes.freezes && facts.canStopMain ? .stopMain : .leaveMain) }
    if step <= .raise { moves.append(.raise) }
    if step <= .handOver { moves.append(.handOver) }
    guard !wishes.repairs.isEmpty || step >= .repair || facts.condition.kind == .well else { return moves }
    if step < .verify || !wishes.repairs.isEmpty {
      moves += wishes.repairs.map { .repair($0) }
      // What the plan itself has stopped runs again before anything is proven.
      if moves.contains(.stopMain), !wishes.repairs.contains(.start) {
        moves.append(.repair(.start))
      } else if wishes.repairs.last != .start {
        moves.append(.goOn)
      }
    }
    return moves + (step < .goBack || !wishes.repairs.isEmpty ? [.verify, .goBack] : [.goBack])
  }

  private static func at(_ step: RescueStep, _ facts: RescueFacts) -> RescueFacts {
    var facts = facts
    var run =
      facts.run
      ?? RescueRun(
        id: "x", main: .init(name: "", stateDir: "", configPath: ""),
        rescue: .init(name: "", stateDir: "", configPath: ""), beganAt: facts.takenAt)
    run.step = step
    facts.run = run
    return facts
  }

  private static func text(
    _ move: RescueMove, _ facts: RescueFacts, among moves: [RescueMove]
  ) -> String {
    let main = facts.main.name
    var facts = facts
    if move == .goBack {
      // As it will be by then.
      facts = at(facts.step, facts)
      if moves.contains(.raise), facts.rescue.process == nil { facts.run?.isRescueStarted = true }
    }
    switch move {
    case .leaveMain:
      return facts.canStopMain
        ? "leave \(main) as it is (--freeze would stop it)" : "\(main) does not run: nothing to stop"
    case .goOn: return "no further repair of \(main)"
    case .goBackWithoutMain: return "leave \(main) stopped; \(facts.rescue.name) as it was found"
    case .handOver: return "write the brief for \(facts.rescue.name)"
    default:
      let step = move.step == .evidence ? facts.step : move.step
      let choice = RescueChoices.of(at(step, facts)).first { $0.move == move }
      return choice?.text ?? move.word
    }
  }
}
