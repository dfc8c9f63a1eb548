import Host
import OpenClaw
import Ports

/// A lock file of a gateway. Read by content: its name is never computed. Source: openclaw-facts.md section 7.3.
public struct LockRecord: Sendable, Equatable {
  /// The lock file, absolute.
  public var path: String
  /// The process that holds it, as the file says.
  public var pid: Int32
  /// As OpenClaw wrote it, links not resolved; nil where the lock names none.
  public var configPath: String?
  /// As OpenClaw wrote it, links not resolved; nil in locks from before 2026-08.
  public var stateDir: String?
  /// The base port of that process; nil in locks from before 2026-08.
  public var port: Int?
  /// Kernel start time of the process in ticks; older locks may lack it.
  public var startTicks: UInt64?

  /// Of values that are known already; a file is read with its text.
  public init(
    path: String, pid: Int32, configPath: String? = nil, stateDir: String? = nil, port: Int? = nil,
    startTicks: UInt64? = nil
  ) {
    self.path = path
    self.pid = pid
    self.configPath = configPath
    self.stateDir = stateDir
    self.port = port
    self.startTicks = startTicks
  }

  /// Nil for what is no lock of a gateway: torn files, other roles.
  public init?(path: String, text: String) {
    // A lock that is being written is read again at the next look.
    guard let node = try? JSON5Parser.parse(text, file: path), let pid = node["pid"]?.integer,
      pid > 1, let pid = Int32(exactly: pid)
    else { return nil }
    if let role = node["role"]?.string, role != "gateway" { return nil }
    self.init(
      path: path, pid: pid, configPath: node["configPath"]?.string?.nonBlank,
      stateDir: node["stateDir"]?.string?.nonBlank,
      port: node["port"]?.integer.flatMap { GatewayPort.isValid($0) ? $0 : nil },
      startTicks: node["startTime"]?.integer.flatMap { UInt64(exactly: $0) })
    guard configPath != nil || stateDir != nil else { return nil }
  }

  /// Whether a file of a lock directory is one of OpenClaw's locks.
  public static func isLockName(_ name: String) -> Bool {
    name.ends(with: ".lock") && (name.begins(with: "gateway.") || name.begins(with: "state."))
  }

  /// Whether the lock speaks of this very process.
  public func matches(_ facts: ProcessFacts) -> Bool {
    facts.pid == pid && facts.isAlive && (startTicks == nil || startTicks == facts.identity.startTicks)
  }
}
