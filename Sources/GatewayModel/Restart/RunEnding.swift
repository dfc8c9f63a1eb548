/// How a run ended, as far as it can be known. Exit codes: openclaw-facts.md section 7.2.
public struct RunEnding: Sendable, Equatable, Codable {
  /// OpenClaw's code for a config that cannot work: a restart would only fail again.
  static let configError: Int32 = 78

  /// Nil where a signal ended it, or where it was not our child.
  public var exitCode: Int32?
  /// The number of the signal that ended it; nil where it exited, or where it was not our child.
  public var signal: Int32?
  /// Whether it left OpenClaw's lock file, which a clean end removes; nil for our own children, and where no lock was ever seen.
  public var leftLock: Bool?
  /// Its last lines, without secrets and escape sequences.
  public var lastLines: [String]

  /// Of a child its exit code or signal; of what was not our child whether it left its lock, where that was seen.
  public init(
    exitCode: Int32? = nil, signal: Int32? = nil, leftLock: Bool? = nil, lastLines: [String] = []
  ) {
    self.exitCode = exitCode
    self.signal = signal
    self.leftLock = leftLock
    self.lastLines = lastLines
  }

  /// Exit 0, or, of what was not our child, a lock that is gone. What is not known is no clean end.
  public var isClean: Bool {
    if let exitCode { return exitCode == 0 }
    return signal == nil && leftLock == false
  }

  /// Whether another gateway has its lock or port: OpenClaw ends with 0 or 1 then, by version.
  public var isAlreadyRunning: Bool {
    // After a signal, or with another code, such a line speaks of something earlier.
    guard exitCode == 0 || exitCode == 1 else { return false }
    return lastLines.contains { line in
      let text = line.lowercased()
      return text.contains("gateway already running") || text.contains("already listening on ws")
    }
  }

  /// Whether OpenClaw refused its config: exit 78.
  public var isConfigError: Bool { exitCode == Self.configError }

  /// `exit 1`, `signal 9`, `a crash`, `a clean end`.
  public var kind: String {
    if let exitCode { return "exit \(exitCode)" }
    if let signal { return "signal \(signal)" }
    return leftLock == false ? "a clean end" : "a crash"
  }

  /// With its last lines, for a person.
  public var text: String {
    // A KILL or TERM comes from outside: its last lines do not say why.
    lastLines.isEmpty || signal == 9 || signal == 15
      ? kind : "\(kind): \(lastLines.joined(separator: " / "))"
  }
}
