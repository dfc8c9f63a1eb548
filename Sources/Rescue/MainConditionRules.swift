import GatewayModel
import OpenClaw

extension MainCondition {
  /// Seconds after which a process that came up again is no sign of a loop any more.
  static let loopSeconds = 30.0

  /// - Parameter now: seconds since 1970.
  public static func of(_ main: Gateway, now: Double) -> MainCondition {
    var found: [(Kind, String)] = []
    if main.isConfigMissing, main.process == nil {
      found.append((.configBroken, "its config \(name(main.configPath)) is not there"))
    }
    if let problem = main.configProblem {
      // One that runs has its config in memory: only its next start fails.
      if main.process == nil { found.append((.configBroken, text(problem))) }
    }
    if let stranger = main.stranger {
      found.append((.portTaken, "port \(stranger.port) is held by \(stranger.holder)"))
    }
    if let loop = loop(main, now: now) { found.append((.restartLoop, loop)) }
    if main.service.state == .failed, main.process == nil {
      let failure = main.failure ?? "\(main.service.unit) has failed"
      // A config that OpenClaw refused is what is broken, whatever we make of it.
      found.append((isAboutConfig(failure) ? .configBroken : .gaveUp, failure))
    }
    let failure = main.health.firstFailure
    if main.process != nil, main.state == .failed {
      found.append(
        (
          .hangs,
          "pid \(main.process?.identity.pid ?? 0) is there and does not answer (\(failure.map { "\($0.layer.rawValue): \($0.reason)" } ?? "silent"))"
        ))
    }
    if main.state == .failed, main.process == nil, main.service.state != .failed,
      found.isEmpty || main.failure != nil
    {
      let failure = main.failure ?? "it does not run"
      // A start that was refused over the config says no more than the config.
      if main.configProblem.map({ failure.contains($0.message) }) != true {
        found.append((isAboutConfig(failure) ? .configBroken : .down, failure))
      }
    }
    if let problem = main.configProblem, main.process != nil {
      found.append((.well, "its next start will fail: \(text(problem))"))
    }
    let kind = found.first { $0.0 != .well }?.0 ?? calm(main)
    var signs = found.map(\.1)
    if signs.isEmpty { signs = [calmText(kind, main)] }
    return MainCondition(
      kind: kind, signs: signs, since: ![.well, .stopped].contains(kind) ? failure?.since : nil)
  }

  private static func isAboutConfig(_ failure: String) -> Bool {
    ["Invalid config", "onfig invalid", "config is invalid", "Gateway start blocked"].contains {
      failure.contains($0)
    }
  }

  /// With the file's name alone: where it lies is said elsewhere.
  private static func text(_ problem: ConfigProblem) -> String {
    problem.description(file: name(problem.file))
  }

  private static func name(_ path: String) -> String { String(path.parts(at: "/").last ?? "file") }

  /// What starts it again and again; nil where nothing does.
  private static func loop(_ main: Gateway, now: Double) -> String? {
    let service = main.service
    if service.isInstalled {
      let isBetween = service.subState == "auto-restart" || service.state == .activating
      // The count is the unit's since it was last started by hand: old ones say nothing of now.
      let isFailing = main.process.map { now - $0.startedAt < loopSeconds } ?? true
      guard isBetween || isFailing && (service.restarts ?? 0) >= 3 && service.state == .active else {
        return nil
      }
      let times = service.restarts.map { ", \($0) restart\($0 == 1 ? "" : "s") so far" } ?? ""
      return isBetween && (service.restarts ?? 0) == 0 && service.subState != "auto-restart"
        ? nil : "\(service.unit) is in a restart loop\(times)"
    }
    let count = main.supervision.endings
    // One that has come up again just now is in the loop still.
    let isYoung = main.process.map { now - $0.startedAt < loopSeconds } ?? false
    let isDown = main.process == nil && main.supervision.policy != .never
    guard main.supervision.retryAt != nil || count >= 2 && (isYoung || isDown && count >= 3) else {
      return nil
    }
    return
      "it ended by itself \(count) time\(count == 1 ? "" : "s") lately (restart policy \(main.supervision.policy.rawValue))"
  }

  private static func calm(_ main: Gateway) -> Kind {
    switch main.state {
    case .running: .well
    case .degraded: .degraded
    case .starting, .stopping: .booting
    case .stopped: .stopped
    case .backingOff, .failed: .down
    case nil: .unknown
    }
  }

  private static func calmText(_ kind: Kind, _ main: Gateway) -> String {
    switch kind {
    case .well: "it answers on port \(main.plan.gateway.port)"
    case .degraded: "it answers, and \(main.health.failing.joined(separator: ", ")) does not work"
    case .booting: "it is on its way up or down"
    case .stopped: "it is stopped, and nothing says that it failed"
    case .down where main.state == .backingOff: "it ended by itself, and waits to be started again"
    default: "nothing is known of it yet"
    }
  }
}
