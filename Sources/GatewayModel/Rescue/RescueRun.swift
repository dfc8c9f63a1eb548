import Host

/// A rescue under way, on disk: what lets it be left at any step, and taken up again by another Gatehouse.
public struct RescueRun: Sendable, Equatable, Codable {
  public struct Party: Sendable, Equatable, Codable {
    public var name: String
    public var stateDir: String
    public var configPath: String

    public init(name: String, stateDir: String, configPath: String) {
      self.name = name
      self.stateDir = stateDir
      self.configPath = configPath
    }
  }

  /// A line of the time line.
  public struct Entry: Sendable, Equatable, Codable {
    public enum Outcome: String, Sendable, Codable {
      case done, failed, refused
    }

    /// Seconds since 1970.
    public var at: Double
    public var step: RescueStep
    public var move: String
    public var outcome: Outcome
    /// For a person, without secrets.
    public var text: String

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
    public var repair: RescueRepair
    /// Seconds since 1970.
    public var at: Double
    /// The copy of the config that was replaced.
    public var replacedCopy: String?
    /// The unit's file as it was.
    public var unitPath: String?
    public var unitText: String?
    public var isUndone = false

    public init(_ repair: RescueRepair, at: Double) {
      self.repair = repair
      self.at = at
    }

    /// Whether there is anything that can be taken back.
    public var canBeUndone: Bool { !isUndone && (replacedCopy != nil || unitPath != nil) }
  }

  /// A move that was begun: without its end it was cut off with its Gatehouse.
  public struct Doing: Sendable, Equatable, Codable {
    public var move: RescueMove
    /// Seconds since 1970.
    public var since: Double
    public var gatehouse: ProcessIdentity?

    public init(move: RescueMove, since: Double, gatehouse: ProcessIdentity?) {
      self.move = move
      self.since = since
      self.gatehouse = gatehouse
    }
  }

  public var schema = 1
  /// When it began, as a name: `20261123T010203Z`.
  public var id: String
  /// Grows with every change, so that a plan knows whether it has been overtaken.
  public var revision = 0
  public var main: Party
  public var rescue: Party
  /// Seconds since 1970.
  public var beganAt: Double
  /// The step that is next.
  public var step = RescueStep.evidence
  public var entries: [Entry] = []
  public var repairs: [Repair] = []
  /// What was the matter when it began: a main that is stopped for the rescue tells nothing of it any more.
  public var detected: MainCondition?
  /// The directory with the evidence.
  public var evidence: String?
  /// Whether main was stopped for the rescue: it is started again at the end.
  public var isMainStopped = false
  /// Whether the rescue bot was started for this: it is stopped again at the end.
  public var isRescueStarted = false
  public var isVerified = false
  public var doing: Doing?
  /// Seconds since 1970; nil while it is under way.
  public var endedAt: Double?

  public init(id: String, main: Party, rescue: Party, beganAt: Double) {
    self.id = id
    self.main = main
    self.rescue = rescue
    self.beganAt = beganAt
  }

  /// The last repair that can be taken back.
  public var lastRepair: Repair? { repairs.last(where: \.canBeUndone) }

  /// What the last thing that was done at a step came to.
  public func last(_ step: RescueStep) -> Entry? { entries.last { $0.step == step } }

  public var isValid: Bool {
    schema == 1 && (0..<(1 << 40)).contains(revision) && PlausibleTime.holds(beganAt)
      && PlausibleTime.holds(endedAt)
      && PlausibleTime.holds(doing?.since) && entries.allSatisfy { PlausibleTime.holds($0.at) }
      && repairs.allSatisfy { PlausibleTime.holds($0.at) }
      && PlausibleTime.holds(detected?.since)
      && !id.isEmpty && id.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
  }
}
