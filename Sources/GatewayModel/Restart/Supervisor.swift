import FoundationEssentials
import Host

/// Who restarts a gateway that ends by itself: one Gatehouse at a time, told to the others by a file beside its lock.
public struct Supervisor: Sendable, Equatable, Codable {
  public enum Kind: String, Sendable, Codable {
    case dashboard, up
  }

  public var schema = 1
  public var kind: Kind
  /// The Gatehouse.
  public var process: ProcessIdentity
  public var bootID: String
  public var stateDir: String
  public var configPath: String

  public init(kind: Kind, process: ProcessIdentity, bootID: String, stateDir: String, configPath: String) {
    self.kind = kind
    self.process = process
    self.bootID = bootID
    self.stateDir = stateDir
    self.configPath = configPath
  }

  /// `up, pid 4711`.
  public var text: String { "\(kind == .up ? "up" : "a dashboard"), pid \(process.pid)" }
}

/// The policy that a person chose by key: it wins over the config until it is given back.
public struct PolicyChoice: Sendable, Equatable, Codable {
  public var schema = 1
  public var policy: RestartPolicy
  public var stateDir: String
  public var configPath: String

  public init(policy: RestartPolicy, stateDir: String, configPath: String) {
    self.policy = policy
    self.stateDir = stateDir
    self.configPath = configPath
  }
}

/// What restarts a gateway, as a snapshot shows it.
public struct Supervision: Sendable, Equatable {
  public var policy = RestartPolicy.never
  /// Whether a person chose the policy by key; else it is the config's.
  public var isChosen = false
  /// The Gatehouse that restarts it now; nil where none does.
  public var supervisor: Supervisor?
  /// Whether a person stopped it: no policy starts it then.
  public var isStopWanted = false
  /// Seconds since 1970 of the next restart; nil where none is planned.
  public var retryAt: Double?
  /// Ends by itself within the policy's window.
  public var endings = 0

  public init() {}
}
