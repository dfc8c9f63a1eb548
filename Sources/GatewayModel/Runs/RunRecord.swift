import FoundationEssentials
import Host
import OpenClaw
import Ports

/// One launch of a gateway by Gatehouse, as kept on disk: what lets the next Gatehouse find and prove it.
public struct RunRecord: Sendable, Equatable, Codable {
  /// What Gatehouse last wrote of the run.
  public enum Phase: String, Sendable, Codable {
    /// Written before the launch, so that a crash in between is noticed.
    case launching
    /// Launched, and not proven to answer yet.
    case starting
    /// Proven to answer. It stays so until somebody sees that it ended.
    case running
    /// A stop, or the first half of a restart, is under way; what is left of it still belongs to it.
    case stopping
    /// Stopped on purpose, ended by itself without a failure, or run by somebody else since.
    case ended
    /// The launch failed, or the run ended by itself; stays until a person or the policy acts.
    case failed
    /// Ended by itself; the policy starts it again at `retryAt`.
    case backingOff = "backing-off"
  }

  /// The form that this Gatehouse writes and reads.
  public static let currentSchema = 1

  /// The form of the file; one with another number is not read.
  public var schema = RunRecord.currentSchema
  /// Stands in the child's environment as `GATEHOUSE_RUN` and proves that a process belongs to this run.
  public var id: String
  /// The gateway's shown name at that time.
  public var name: String
  /// The gateway's, absolute, links not resolved.
  public var stateDir: String
  /// The gateway's, absolute, links not resolved.
  public var configPath: String
  /// Counts the launches of the gateway, from 1; 0 where a person stopped one that Gatehouse never launched.
  public var generation: Int
  /// How far it was when it was last written.
  public var phase: Phase
  /// The boot in which it was launched: of another one its process is gone.
  public var bootID: String
  /// The base port that it was launched with.
  public var port: Int
  /// The whole command line, secrets masked; empty like generation 0.
  public var command: [String]
  /// Where it prints, absolute; empty like generation 0.
  public var logFile: String
  /// Size of the log file when the run began: what follows is this run's.
  public var logOffset: Int
  /// Seconds since 1970.
  public var startedAt: Double
  /// The gateway's process, no more the launched one where OpenClaw has restarted itself; nil before the launch.
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

  /// Made by `GatewayLaunch` before the child is, by `StopAction` to remember a person's stop.
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
      // To kill(2) a smaller number means other processes than one.
      && (process.map { $0.pid > 1 } ?? true) && (group.map { $0 > 1 } ?? true)
  }

  /// Whether a start or stop was under way when it was written, in this boot.
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
