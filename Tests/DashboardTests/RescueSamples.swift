import Canvas
import Host
import OpenClaw
import TestSupport

@testable import Dashboard
@testable import GatewayModel
@testable import Rescue

/// A night with a main that is in a restart loop, at any step of the guide.
enum RescueSamples {
  static func report(_ step: RescueStep) -> RescueReport {
    var main = Samples.gateway("default", port: 18789, state: .failed)
    var health = Health()
    health.layers[.process] = .init(.fails("not running"), since: Samples.now - 134, checkedAt: Samples.now)
    main.health = health
    main.service.state = .activating
    main.service.subState = "auto-restart"
    main.service.restarts = 7
    main.service.mainPID = 4121
    main.configProblem = ConfigProblem(
      file: "~/.openclaw/openclaw.json", line: 14, column: 3,
      message: "a comma or a closing brace is expected here")
    var rescue = Samples.gateway("rescue", port: 19789, state: .stopped)
    rescue.service.unit = "openclaw-gateway-rescue.service"
    var facts = RescueFacts(
      takenAt: Samples.now, main: main, rescue: rescue, blockers: [], run: run(step), settleSeconds: 60,
      configFingerprint: "x")
    facts.hasCopy = true
    facts.copy = .init(
      id: "20270115T060000Z", takenAt: Samples.now - 7200, isStartProven: true,
      difference: ConfigDifference(
        copy: [
          .init(
            path: "/home/op/.openclaw/openclaw.json",
            text: "{\n  port: 18789,\n  browser: { profiles: { work: { cdpPort: 18801 } } },\n}")
        ]) { _ in "{\n  port: 18789\n  browser: { profiles: { work: { cdpPort: 18801 } } },\n}" })
    facts.broken = .init(
      problem: main.configProblem ?? ConfigProblem(file: "", message: ""),
      lines: [
        (13, "  port: 18789"), (14, "  browser: { profiles: { work: { cdpPort: 18801 } } },"),
        (15, "  channels: { telegram: { botToken: \"•••\" } },"),
      ], caret: 2)
    return RescueReport(
      facts: facts, choices: RescueChoices.of(facts),
      brief: RescueBrief.text(facts, log: ["one", "two"]) { $0 },
      log: ["2026-11-22T14:31:00Z [gateway] first", "Error: Config invalid"])
  }

  private static func run(_ step: RescueStep) -> RescueRun? {
    guard step > .evidence else { return nil }
    var run = RescueRun(
      id: "20270115T080000Z",
      main: .init(
        name: "default", stateDir: "/home/op/.openclaw", configPath: "/home/op/.openclaw/openclaw.json"),
      rescue: .init(name: "rescue", stateDir: "/home/op/.openclaw-rescue", configPath: "/home/op/r.json"),
      beganAt: Samples.now - 90)
    run.step = step
    run.evidence = "/home/op/.local/state/gatehouse/rescue/evidence/20270115T080000Z"
    run.isRescueStarted = step > .raise
    let told: [(RescueStep, String, String)] = [
      (.detect, "detect", "openclaw-gateway.service is in a restart loop, 7 restarts so far"),
      (.evidence, "collect", "200 log lines, config differs in 1 line from the last good copy, port owners"),
      (.freeze, "leave-main", "default is left as it is"),
      (.raise, "raise", "rescue is live on 19789 (pid 4711); rescue is ready"),
      (.handOver, "hand-over", "the brief is ~/.local/state/gatehouse/rescue/evidence/brief.md"),
      (.repair, "go-on", "on to the proof"), (.verify, "verify", "no layer of default has failed for 60 s"),
    ]
    for (place, entry) in told.enumerated() where entry.0 < step {
      run.entries.append(
        .init(
          at: Samples.now - 80 + Double(place) * 10, step: entry.0, move: entry.1, outcome: .done,
          text: entry.2))
    }
    if step == .repair {
      run.entries.append(
        .init(
          at: Samples.now - 5, step: .repair, move: "start", outcome: .refused,
          text: "the config of default is wrong"))
    }
    return run
  }

  static func state(width: Int, height: Int, step: RescueStep, keys: [Key] = []) -> DashboardState {
    var state = Samples.state(width: width, height: height)
    _ = update(&state, .key(.character("R")))
    _ = update(&state, .rescue(report(step)))
    for key in keys { _ = update(&state, .key(key)) }
    return state
  }
}
