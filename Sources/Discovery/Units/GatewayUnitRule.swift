import GatewayModel
import OpenClaw

/// Whether a unit starts a gateway, by what it says and not by its name alone.
/// Source: OpenClaw `src/daemon/inspect.ts` (marker, or an ExecStart of OpenClaw with the word gateway); openclaw-2026-11.md "Services".
enum GatewayUnitRule {
  /// Words of helpers: a unit that is called like a gateway's, and whose program cannot be read, is one of those.
  private static let helperWords = [
    "watchdog", "monitor", "health", "check", "probe", "backup", "notify", "alert", "exporter", "metrics",
    "updater", "update", "cleanup", "rotate", "keepalive", "tunnel", "restart", "logs", "heartbeat",
  ]

  static func namesOpenClaw(_ text: String) -> Bool {
    ["openclaw", "clawdbot", "moltbot", "OpenClaw", "OPENCLAW", "CLAWDBOT"].contains { text.contains($0) }
  }

  static func isMarked(_ environment: [String: String]) -> Bool {
    guard let marker = environment["OPENCLAW_SERVICE_MARKER"]?.nonBlank?.lowercased(),
      let kind = environment["OPENCLAW_SERVICE_KIND"]?.nonBlank?.lowercased()
    else { return false }
    return marker.contains("openclaw") && kind.contains("gateway")
  }

  static func startsGateway(
    name: String, type: String, start: StartCommand, command: [String], environment: [String: String],
    hasTimer: Bool, hasProfile: (String?) -> Bool
  ) -> Bool {
    let isMarked = isMarked(environment)
    let isNamed = ServiceNames.profile(ofUnit: name) != nil
    switch start.kind {
    case .gateway: return true
    // What runs once, or by the clock, keeps no gateway.
    case .container(let run): return isMarked || isNamed || run.isGateway && type != "oneshot" && !hasTimer
    case .unclear:
      if isMarked { return true }
      // What runs once, or by the clock, keeps no gateway.
      if type == "oneshot" || hasTimer || isHelper(name, command, environment) { return false }
      if start.namesGateway || GatewayWords.startGateway(command) { return true }
      // By its name alone a unit counts only where its profile has a directory, or where it names a place.
      return ServiceNames.profile(ofUnit: name).map { hasProfile($0) || isPlaced(environment) } ?? false
    // What runs is known, and is no gateway: a name alone makes none. Without a command there is nothing to go by but
    // the name; and a unit that names a gateway's own place stands for that gateway, whatever was put in its stead.
    case .other:
      if command.isEmpty { return isMarked || isNamed }
      guard let profile = ServiceNames.profile(ofUnit: name), type != "oneshot", !hasTimer else {
        return false
      }
      return isPlaced(environment) && hasProfile(profile) && !namesOpenClaw(command.joined(separator: " "))
    }
  }

  /// A unit that is called as OpenClaw calls a gateway's, and that starts a program which runs anything: it may well start the gateway,
  /// with a port that nobody here can read.
  static func doubted(_ start: StartCommand, name: String, command: [String]) -> StartCommand {
    guard start.kind == .other, ServiceNames.profile(ofUnit: name) != nil, let program = command.first,
      StartPrograms.isRunner(program)
    else { return start }
    var doubted = start
    doubted.kind = .unclear("what \(LogText.clean(UserPath.name(program))) starts there is not known")
    return doubted
  }

  static func isPlaced(_ environment: [String: String]) -> Bool {
    ["OPENCLAW_STATE_DIR", "OPENCLAW_CONFIG_PATH", "OPENCLAW_PROFILE", "OPENCLAW_GATEWAY_PORT"].contains {
      environment[$0]?.nonBlank != nil
    }
  }

  private static func isHelper(_ name: String, _ command: [String], _ environment: [String: String]) -> Bool {
    if isPlaced(environment) { return false }
    let stem = ServiceNames.stem(ofUnit: name)
    let program = command.first.map(UserPath.name) ?? ""
    return helperWords.contains { stem.contains($0) || program.contains($0) }
  }

  /// What of a unit's start is not understood, for a person.
  static func problems(of unit: UnitFile, command: [String]) -> [String] {
    switch unit.start.kind {
    case .unclear(let why):
      return ["what ExecStart starts is not known (\(why)), so no port is taken from it"]
    case .container(let run):
      let name = run.name.map { " \(LogText.clean($0))" } ?? ""
      return ["it runs the container\(name), whose ports and paths inside are not this machine's"]
    case .gateway, .other:
      return
        ((unit.placeDoubt ?? unit.nameDoubt).map { ["\($0), so which gateway it starts is not known"] } ?? [])
        + (unit.portDoubt.map { ["\($0), so no port is taken from it"] } ?? [])
    }
  }
}
