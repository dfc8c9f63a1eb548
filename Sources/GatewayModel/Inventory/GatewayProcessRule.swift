import Host
import OpenClaw
import Ports

/// Whether a process may be a gateway. Source: openclaw-facts.md section 7.1, real-gateway.md.
public enum GatewayProcessRule {
  /// Whether a process of a run may be its gateway: a tool that a gateway started has the run's mark too.
  public static func mayBeGateway(_ facts: ProcessFacts, of run: RunRecord, processes: Machine.Processes)
    -> Bool
  {
    guard facts.isAlive, processes.environment(facts.pid)?[RunRecord.variable] == run.id else { return false }
    if facts.name == title { return true }
    return processes.commandLine(facts.pid)?.contains {
      $0 == "gateway" || $0.begins(with: "openclaw-gateway")
    } ?? false
  }

  /// The title of a running gateway, cut to the kernel's 15 bytes.
  static let title = "openclaw-gatewa"
  private static let interpreters: Set<String> = ["node", "MainThread", "bun", "openclaw", "nodejs"]

  /// Whether name or executable of a process are ones that gateways have. The executable is asked too: a gateway may give itself any name.
  public static func couldBeGateway(_ facts: ProcessFacts, executable: String?) -> Bool {
    if facts.name == title || interpreters.contains(facts.name) { return true }
    return executable.map { interpreters.contains(UserPath.name($0)) } ?? false
  }

  /// Whether a process calls itself `openclaw` and no more, as gateways and all other commands do since 2026.4: what it listens on
  /// tells a gateway. Seen: 2026.6.11.
  public static func isCommand(_ facts: ProcessFacts, commandLine: () -> [String]?) -> Bool {
    facts.isAlive && facts.name == "openclaw" && commandLine() == ["openclaw"]
  }

  /// The profile that a command line names; `.some(nil)` for the default one. Nil where it is no gateway's, or cannot be read any more:
  /// a running gateway writes its title over it.
  public static func profile(_ arguments: [String]) -> String?? {
    guard arguments.count > 1,
      let start = arguments.firstIndex(where: { $0.holds("openclaw") || $0.holds("clawdbot") }),
      arguments[start...].contains("gateway")
    else { return nil }
    return .some(ProfileName.normalized(StartCommand.profile(in: Array(arguments[start...]))))
  }

  /// The port that a gateway's command line names, while it can be read.
  public static func port(_ arguments: [String]) -> Int? {
    guard profile(arguments) != nil, let start = arguments.firstIndex(of: "gateway") else { return nil }
    return StartCommand.option("--port", in: Array(arguments[start...])).flatMap(GatewayPort.parse)
  }

  /// - Parameter commandLine: read only where the kernel's name leaves it open.
  public static func mayBeGateway(_ facts: ProcessFacts, commandLine: () -> [String]?) -> Bool {
    guard facts.isAlive else { return false }
    if facts.name == title { return true }
    guard interpreters.contains(facts.name), let arguments = commandLine() else { return false }
    if arguments.first?.begins(with: "openclaw-gateway") == true { return true }
    let isOpenClaw = arguments.contains { $0.holds("openclaw") || $0.holds("clawdbot") }
    guard isOpenClaw, let word = arguments.dropFirst().firstIndex(of: "gateway") else { return false }
    // `gateway`, `gateway run` and `gateway --port N` run one; `gateway status` and its like only ask.
    guard let next = arguments[(word + 1)...].first else { return true }
    return next == "run" || next.begins(with: "-")
  }
}
