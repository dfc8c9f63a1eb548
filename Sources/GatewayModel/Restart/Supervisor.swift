import FoundationEssentials
import Host

/// Who restarts a gateway that ends by itself: one Gatehouse at a time, told to the others by a file beside its lock.
public struct Supervisor: Sendable, Equatable, Codable {
  /// What kind of Gatehouse it is.
  public enum Kind: String, Sendable, Codable {
    /// The dashboard on a terminal.
    case dashboard
    /// `gatehouse up`.
    case up
  }

  /// The form of the file.
  public var schema = 1
  /// What kind of Gatehouse it is.
  public var kind: Kind
  /// The Gatehouse's own process.
  public var process: ProcessIdentity
  /// The boot in which it was written: of another one it names nobody.
  public var bootID: String
  /// The gateway's, absolute, links not resolved.
  public var stateDir: String
  /// The gateway's, absolute, links not resolved.
  public var configPath: String

  /// Made by `RestartSupervisor` when it has the gateway's supervisor lock.
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
  /// The form of the file.
  public var schema = 1
  /// The policy from then on.
  public var policy: RestartPolicy
  /// The gateway's, absolute, links not resolved.
  public var stateDir: String
  /// The gateway's, absolute, links not resolved.
  public var configPath: String

  /// Made by `RestartSupervisor` when a person chooses.
  public init(policy: RestartPolicy, stateDir: String, configPath: String) {
    self.policy = policy
    self.stateDir = stateDir
    self.configPath = configPath
  }
}

/// What restarts a gateway, as a snapshot shows it.
public struct Supervision: Sendable, Equatable {
  /// What holds now: chosen by key, else the gateway's own, else the config's. `never` where a unit's manager restarts it.
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

  /// Nothing restarts it.
  public init() {}
}
