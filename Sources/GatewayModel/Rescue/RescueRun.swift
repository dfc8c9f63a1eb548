import Host

/// A rescue under way, on disk: what lets it be left at any step, and taken up again by another Gatehouse.
public struct RescueRun: Sendable, Equatable, Codable {
  /// One of the two gateways, as it was when the rescue began.
  public struct Party: Sendable, Equatable, Codable {
    /// Its shown name then.
    public var name: String
    /// Absolute, links not resolved.
    public var stateDir: String
    /// Absolute, links not resolved.
    public var configPath: String

    /// Made by `RescueCoordinator` with the first move.
    public init(name: String, stateDir: String, configPath: String) {
      self.name = name
      self.stateDir = stateDir
      self.configPath = configPath
    }
  }

  /// A line of the time line.
  public struct Entry: Sendable, Equatable, Codable {
    /// What a move came to.
    public enum Outcome: String, Sendable, Codable {
      /// Carried out, or it was so already.
      case done
      /// Begun, and not brought to its end.
      case failed
      /// Not begun, or a proof that was left before its end.
      case refused
    }

    /// Seconds since 1970.
    public var at: Double
    /// The step that the move belongs to.
    public var step: RescueStep
    /// `RescueMove.word`; also `detect`, and `abandon` for a rescue that was forgotten.
    public var move: String
    /// What the move came to.
    public var outcome: Outcome
    /// For a person, without secrets.
    public var text: String

    /// Made by `RescueCoordinator` when a move is over.
    public init(at: Double, step: RescueStep, move: String, outcome: Outcome, text: String) {
      self.at = at
      self.step = step
      self.move = move
      self.outcome = outcome
      self.text = text
    }
  }

  /// A repair and what undoes it. Written before the repair, so that one that was cut off can be undone too.
  public struct Repair: Sendable, Equatable, Codable {
    /// What was done.
    public var repair: RescueRepair
    /// Seconds since 1970.
    public var at: Double
    /// The id of the copy that keeps the replaced config; nil for other repairs.
    public var replacedCopy: String?
    /// The unit file that was replaced, absolute; nil for other repairs.
    public var unitPath: String?
    /// Its text before the repair; nil for other repairs.
    public var unitText: String?
    /// Whether a person has taken it back.
    public var isUndone = false

    /// Made by `RepairRunner`, which then adds what undoes it.
    public init(_ repair: RescueRepair, at: Double) {
      self.repair = repair
      self.at = at
    }

    /// Whether there is anything that can be taken back.
    public var canBeUndone: Bool { !isUndone && (replacedCopy != nil || unitPath != nil) }
  }

  /// A move that was begun: without its end it was cut off with its Gatehouse.
  public struct Doing: Sendable, Equatable, Codable {
    /// The move.
    public var move: RescueMove
    /// Seconds since 1970.
    public var since: Double
    /// The Gatehouse that makes it; nil where that could not be told.
    public var gatehouse: ProcessIdentity?

    /// Made by `RescueCoordinator` before a move is made.
    public init(move: RescueMove, since: Double, gatehouse: ProcessIdentity?) {
      self.move = move
      self.since = since
      self.gatehouse = gatehouse
    }
  }

  /// The form of the file; one with another number is not read.
  public var schema = 1
  /// When it began, as a name: `20261123T010203Z`.
  public var id: String
  /// Grows with every change, so that a plan knows whether it has been overtaken.
  public var revision = 0
  /// The gateway that is repaired.
  public var main: Party
  /// The gateway that repairs it.
  public var rescue: Party
  /// Seconds since 1970.
  public var beganAt: Double
  /// The step that is next.
  public var step = RescueStep.evidence
  /// The time line, the oldest first.
  public var entries: [Entry] = []
  /// All repairs that were begun, the oldest first, those that failed or were taken back too.
  public var repairs: [Repair] = []
  /// What was the matter when it began: a main that is stopped for the rescue tells nothing of it any more.
  public var detected: MainCondition?
  /// The directory with the evidence, absolute; nil before that step.
  public var evidence: String?
  /// Whether main was stopped for the rescue: it is started again at the end.
  public var isMainStopped = false
  /// Whether the rescue bot was started for this: it is stopped again at the end.
  public var isRescueStarted = false
  /// Whether the last proof of main succeeded.
  public var isVerified = false
  /// The move that is being made, or that was cut off; nil between two moves.
  public var doing: Doing?
  /// Seconds since 1970; nil while it is under way.
  public var endedAt: Double?

  /// Made by `RescueCoordinator` with the first move; nothing has happened yet.
  public init(id: String, main: Party, rescue: Party, beganAt: Double) {
    self.id = id
    self.main = main
    self.rescue = rescue
    self.beganAt = beganAt
  }

  /// The last repair that can be taken back.
  public var lastRepair: Repair? { repairs.last(where: \.canBeUndone) }

  /// The last line of the time line that belongs to a step; nil where there is none.
  public func last(_ step: RescueStep) -> Entry? { entries.last { $0.step == step } }

  /// Whether everything in it can be calculated with and named as a file: a file may hold anything.
  public var isValid: Bool {
    schema == 1 && (0..<(1 << 40)).contains(revision) && PlausibleTime.holds(beganAt)
      && PlausibleTime.holds(endedAt)
      && PlausibleTime.holds(doing?.since) && entries.allSatisfy { PlausibleTime.holds($0.at) }
      && repairs.allSatisfy { PlausibleTime.holds($0.at) }
      && PlausibleTime.holds(detected?.since)
      && !id.isEmpty && id.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
  }
}
