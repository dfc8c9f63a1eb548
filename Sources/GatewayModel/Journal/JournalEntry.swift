import FoundationEssentials
import Host

/// One line of the journal: what Gatehouse did or saw, to what, and why.
public struct JournalEntry: Sendable, Equatable, Codable {
  /// Which line of an action it is, and how the action went.
  public enum Phase: String, Sendable, Codable {
    /// Written before anything is touched: an action without a second line was cut off.
    case began
    /// Carried out, and proven.
    case done
    /// There was nothing to do: it was so already.
    case already
    /// Not begun, or called off; the message says why.
    case refused
    /// Begun, and not brought to its end; the message says why.
    case failed
    /// No action: something that was seen.
    case noted
  }

  /// What an action was aimed at, so exactly that nothing else can be meant.
  public struct Target: Sendable, Equatable, Codable {
    /// Nil where there was no process yet, or where a unit was meant.
    public var pid: Int32?
    /// Kernel start time in clock ticks since boot.
    public var startTicks: UInt64?
    /// The unit that was driven through its manager; nil for a gateway without one.
    public var unit: String?
    /// The base port that was meant; nil where it was not known.
    public var port: Int?
    /// The launch that was meant, counted for each gateway; nil where no run record was concerned.
    public var generation: Int?

    /// What an action is about to touch, or what an observation is about; what is not known stays nil.
    public init(
      process: ProcessIdentity? = nil, unit: String? = nil, port: Int? = nil, generation: Int? = nil
    ) {
      pid = process?.pid
      startTicks = process?.startTicks
      self.unit = unit
      self.port = port
      self.generation = generation
    }
  }

  /// One step of an action.
  public struct Step: Sendable, Equatable, Codable {
    /// Seconds since 1970.
    public var at: Double
    /// As the screen showed it, without secrets.
    public var text: String

    /// Added by `ActionRunner` with every new step.
    public init(at: Double, text: String) {
      self.at = at
      self.text = text
    }
  }

  /// Whether its times can be shown: a file may hold anything.
  public var isPlausible: Bool { PlausibleTime.holds(at) && steps.allSatisfy { PlausibleTime.holds($0.at) } }

  /// The form of the line.
  public var schema = 1
  /// Seconds since 1970.
  public var at: Double
  /// The same for all lines of one action.
  public var id: String
  /// Its shown name at that time, without control characters.
  public var gateway: String
  /// The gateway's, absolute: tells gateways of one name apart.
  public var stateDir: String
  /// What was done or seen.
  public var action: JournalAction
  /// How far the action was, or how it went.
  public var phase: Phase
  /// Who asked for it.
  public var by: Initiator
  /// The pid of the Gatehouse that writes.
  public var gatehouse: Int32
  /// What was meant.
  public var target: Target
  /// In the order in which they were taken; empty for what was only seen.
  public var steps: [Step]
  /// For a person, without secrets.
  public var message: String

  /// Made by `ActionTrace`, for an action as for what was only seen.
  public init(
    at: Double, id: String, gateway: String, stateDir: String, action: JournalAction, phase: Phase,
    by: Initiator,
    gatehouse: Int32, target: Target = Target(), steps: [Step] = [], message: String = ""
  ) {
    self.at = at
    self.id = id
    self.gateway = gateway
    self.stateDir = stateDir
    self.action = action
    self.phase = phase
    self.by = by
    self.gatehouse = gatehouse
    self.target = target
    self.steps = steps
    self.message = message
  }
}
