import FoundationEssentials
import Host
import OpenClaw

/// One launch of a gateway by Gatehouse, as kept on disk: what lets the next Gatehouse find and prove it.
public struct RunRecord: Sendable, Equatable, Codable {
  public enum Phase: String, Sendable, Codable {
    /// Written before the launch, so that a crash in between is noticed.
    case launching
    /// Launched, and not proven to answer yet.
    case starting
    case running
    /// A person stops it; what is not ended yet still belongs to it.
    case stopping
    /// Stopped on purpose, or ended as the policy allows.
    case ended
    /// The launch failed, or the run ended by itself; stays until a person or the policy acts.
    case failed
    /// Ended by itself; the policy starts it again at `retryAt`.
    case backingOff = "backing-off"
  }

  public static let currentSchema = 1

  public var schema = RunRecord.currentSchema
  /// Stands in the child's environment as `GATEHOUSE_RUN` and proves that a process belongs to this run.
  public var id: String
  public var name: String
  public var stateDir: String
  public var configPath: String
  public var generation: Int
  public var phase: Phase
  public var bootID: String
  public var port: Int
  public var command: [String]
  public var logFile: String
  /// Size of the log file when the run began: what follows is this run's.
  public var logOffset: Int
  /// Seconds since 1970.
  public var startedAt: Double
  /// The gateway's process. Another one than was launched where OpenClaw has restarted itself.
  public var process: ProcessIdentity?
  /// The process group that the launch made.
  public var group: Int32?
  /// Why the run failed, for a person.
  public var failure: String?
  /// Who started it.
  public var startedBy: Initiator?
  /// Whether a person wants it to be stopped: no policy starts it then.
  public var isStopWanted: Bool?
  /// Whether what is being stopped is to be started again: a restart that was cut off is finished.
  public var isRestarting: Bool?
  /// How it ended by itself.
  public var ending: RunEnding?
  /// Whether the policy has given up: it stays failed until a person acts.
  public var isGivenUp: Bool?
  /// When runs of this gateway ended by themselves, as far as the policy counts them; seconds since 1970.
  public var endings: [Double]?
  /// When the policy starts it again; seconds since 1970.
  public var retryAt: Double?

  public init(
    id: String, name: String, stateDir: String, configPath: String, generation: Int, phase: Phase,
    bootID: String, port: Int, command: [String], logFile: String, logOffset: Int, startedAt: Double,
    process: ProcessIdentity? = nil, failure: String? = nil
  ) {
    self.id = id
    self.name = name
    self.stateDir = stateDir
    self.configPath = configPath
    self.generation = generation
    self.phase = phase
    self.bootID = bootID
    self.port = port
    self.command = command
    self.logFile = logFile
    self.logOffset = logOffset
    self.startedAt = startedAt
    self.process = process
    self.failure = failure
  }

  /// Whether everything in it can be calculated with: a file may hold anything.
  public var isValid: Bool {
    schema == Self.currentSchema && GatewayPort.isValid(port) && (0..<(1 << 40)).contains(generation)
      && logOffset >= 0 && PlausibleTime.holds(startedAt) && PlausibleTime.holds(retryAt)
      && (endings ?? []).allSatisfy(PlausibleTime.holds)
  }

  /// Whether it speaks of an action in its middle, in this boot.
  public func isUnfinished(bootID: String) -> Bool {
    bootID == self.bootID && [.launching, .starting, .stopping].contains(phase)
  }

  /// The variable in a child's environment that carries `id`.
  public static let variable = "GATEHOUSE_RUN"

  /// The process of this run, if this boot still has it.
  public func isAlive(bootID: String, facts: (Int32) -> ProcessFacts?) -> Bool {
    guard bootID == self.bootID, let process, let now = facts(process.pid) else { return false }
    return now.identity == process && now.isAlive
  }
}
