import FoundationEssentials
import Host

/// Who asked for an action.
public enum Initiator: String, Sendable, Codable {
  /// A person at the dashboard.
  case key
  /// A command of a shell.
  case command
  /// The restart policy.
  case policy
  /// `gatehouse up`, when it begins and when it ends.
  case up
  /// A Gatehouse that finishes what another one began, or notes what happened meanwhile.
  case recovery

  /// Whether a person asked: what a person stopped no policy starts again.
  public var isPerson: Bool { self == .key || self == .command }
}

/// One line of the journal: what Gatehouse did or saw, to what, and why.
public struct JournalEntry: Sendable, Equatable, Codable {
  public enum Phase: String, Sendable, Codable {
    /// Written before anything is touched: an action without a second line was cut off.
    case began
    case done, already, refused, failed
    /// No action: something that was seen.
    case noted
  }

  /// The proof of the target: what was meant, so that nothing else can have been hit.
  public struct Target: Sendable, Equatable, Codable {
    public var pid: Int32?
    /// Kernel start time in clock ticks since boot.
    public var startTicks: UInt64?
    public var unit: String?
    public var port: Int?
    public var generation: Int?

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

  public struct Step: Sendable, Equatable, Codable {
    /// Seconds since 1970.
    public var at: Double
    public var text: String

    public init(at: Double, text: String) {
      self.at = at
      self.text = text
    }
  }

  /// Whether its times can be shown: a file may hold anything.
  public var isPlausible: Bool { PlausibleTime.holds(at) && steps.allSatisfy { PlausibleTime.holds($0.at) } }

  public var schema = 1
  /// Seconds since 1970.
  public var at: Double
  /// The same for all lines of one action.
  public var id: String
  public var gateway: String
  public var stateDir: String
  /// `start`, `stop`, `restart`, `kill`, `ended`, `adopt`, `follow`, `back-off`, `give-up`, `policy`, …
  public var action: String
  public var phase: Phase
  public var by: Initiator
  /// The Gatehouse that writes.
  public var gatehouse: Int32
  public var target: Target
  public var steps: [Step]
  /// For a person, without secrets.
  public var message: String

  public init(
    at: Double, id: String, gateway: String, stateDir: String, action: String, phase: Phase, by: Initiator,
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
