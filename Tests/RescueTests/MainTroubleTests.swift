import Host
import OpenClaw
import TestSupport
import Testing

@testable import GatewayModel
@testable import Rescue

/// The signs by which main's trouble is told, at their limits.
@Suite(.computing) struct MainTroubleTests {
  private static func main(
    _ state: GatewayState?, pid: Int32? = nil, startedAt: Double = -1000,
    _ change: (inout Gateway) -> Void = { _ in }
  ) -> Gateway {
    var gateway = RescueSamples.gateway("default", port: 18789, pid: pid)
    gateway.state = state
    gateway.process?.startedAt = startedAt
    change(&gateway)
    return gateway
  }

  private static func unit(
    _ state: UnitState, sub: String = "", restarts: Int? = nil
  ) -> (inout Gateway) -> Void {
    {
      $0.service.isInstalled = true
      $0.service.state = state
      $0.service.subState = sub
      $0.service.restarts = restarts
    }
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var main: Gateway
    var kind: MainCondition.Kind
    var sign: String

    init(_ text: String, _ main: Gateway, _ kind: MainCondition.Kind, _ sign: String) {
      testDescription = text
      self.main = main
      self.kind = kind
      self.sign = sign
    }
  }

  private static let units: [Case] = [
    Case(
      "the manager waits to start it again",
      main(.failed, unit(.activating, sub: "auto-restart", restarts: 1)),
      .restartLoop, "openclaw-gateway.service is in a restart loop, 1 restart so far"),
    Case(
      "it waits, and counts nothing", main(.failed, unit(.activating, sub: "auto-restart")), .restartLoop,
      "openclaw-gateway.service is in a restart loop"),
    Case(
      "it comes up for the first time", main(.starting, unit(.activating, sub: "start", restarts: 0)),
      .booting,
      "it is on its way up or down"),
    Case(
      "it comes up again", main(.starting, unit(.activating, sub: "start", restarts: 2)), .restartLoop,
      "2 restarts so far"),
    Case(
      "a young process after three restarts",
      main(.running, pid: 5, startedAt: -29, unit(.active, restarts: 3)), .restartLoop, "3 restarts so far"),
    Case(
      "a process that has held out", main(.running, pid: 5, startedAt: -30, unit(.active, restarts: 3)),
      .well,
      "it answers on port 18789"),
    Case(
      "a young process after two restarts",
      main(.running, pid: 5, startedAt: -29, unit(.active, restarts: 2)),
      .well, "it answers on port 18789"),
    Case(
      "stopped after many restarts", main(.stopped, unit(.inactive, restarts: 9)), .stopped,
      "it is stopped, and nothing says that it failed"),
    Case("given up", main(.failed, unit(.failed)), .gaveUp, "openclaw-gateway.service has failed"),
    Case(
      "given up over the config",
      main(.failed) {
        unit(.failed)(&$0)
        $0.failure = "Error: Config invalid: gateway.prot"
      }, .configBroken, "Error: Config invalid: gateway.prot"),
    Case(
      "given up over something else",
      main(.failed) {
        unit(.failed)(&$0)
        $0.failure = "no space left"
      }, .gaveUp, "no space left"),
  ]

  private static let own: [Case] = [
    Case(
      "ended twice, and down with a policy",
      main(.failed) {
        $0.supervision.policy = .always
        $0.supervision.endings = 2
      }, .down, "it does not run"),
    Case(
      "ended three times, and down with a policy",
      main(.failed) {
        $0.supervision.policy = .always
        $0.supervision.endings = 3
      }, .restartLoop, "it ended by itself 3 times lately (restart policy always)"),
    Case(
      "ended three times, and nothing starts it", main(.failed) { $0.supervision.endings = 3 }, .down,
      "it does not run"),
    Case(
      "a restart is planned",
      main(.backingOff) {
        $0.supervision.policy = .onFailure
        $0.supervision.endings = 1
        $0.supervision.retryAt = 5
      }, .restartLoop, "it ended by itself 1 time lately (restart policy on-failure)"),
    Case(
      "up for 29 s after two ends", main(.running, pid: 5, startedAt: -29) { $0.supervision.endings = 2 },
      .restartLoop, "2 times"),
    Case(
      "up for 30 s after two ends", main(.running, pid: 5, startedAt: -30) { $0.supervision.endings = 2 },
      .well, "it answers"),
    Case("no reason is known", main(.failed), .down, "it does not run"),
    Case(
      "OpenClaw refused its config", main(.failed) { $0.failure = "Gateway start blocked: set gateway.mode" },
      .configBroken, "Gateway start blocked"),
    Case(
      "no config at all", main(.stopped) { $0.isConfigMissing = true }, .configBroken,
      "its config openclaw.json is not there"),
    Case(
      "its config went away while it runs", main(.running, pid: 5) { $0.isConfigMissing = true }, .well,
      "it answers"),
    Case(
      "a channel is down", main(.degraded, pid: 5) { $0.health.failing = ["telegram", "slack"] }, .degraded,
      "it answers, and telegram, slack does not work"),
    Case("it stops", main(.stopping, pid: 5), .booting, "it is on its way up or down"),
    Case("nothing was seen", main(nil), .unknown, "nothing is known of it yet"),
    Case("it hangs silently", main(.failed, pid: 5), .hangs, "pid 5 is there and does not answer (silent)"),
  ]

  @Test(arguments: units + own) func `what is seen of main has its kind and its sign`(_ one: Case) {
    let condition = MainCondition.of(one.main, now: 0)
    #expect(condition.kind == one.kind)
    #expect(condition.text.contains(one.sign), "\(condition.signs)")
  }

  @Test func `the gravest sign is first, and the config's place is told without its directory`() {
    let problem = ConfigProblem(file: "~/.openclaw/sub/a.json5", line: 2, column: 5, message: "a quote")
    let main = Self.main(.failed) {
      $0.configProblem = problem
      $0.listeners = [
        PortListener(port: 18789, address: "127.0.0.1", pid: 7, command: "node", userID: 1)
      ]
      $0.supervision.retryAt = 9
      $0.failure = "exit code 78"
    }
    let condition = MainCondition.of(main, now: 0)
    #expect(condition.kind == .configBroken)
    #expect(condition.signs.count == 4)
    #expect(condition.signs[0] == "a.json5:2:5: a quote")
    #expect(condition.signs[1] == "port 18789 is held by node 7")
    #expect(condition.signs[3] == "exit code 78")
  }

  @Test func `a start that was refused over the config is not told twice`() {
    let main = Self.main(.failed) {
      $0.configProblem = ConfigProblem(file: "c", line: 2, column: 5, message: "a quote is missing")
      $0.failure = "the config is wrong: c:2:5: a quote is missing"
    }
    #expect(MainCondition.of(main, now: 0).signs == ["c:2:5: a quote is missing"])
  }

  @Test func `a main that runs on a config that broke since is well, and its next start is not`() {
    let main = Self.main(.running, pid: 5) {
      $0.configProblem = ConfigProblem(file: "/h/c.json", line: 2, column: 5, message: "a quote is missing")
    }
    let condition = MainCondition.of(main, now: 0)
    #expect(condition.kind == .well && condition.since == nil)
    #expect(condition.signs == ["its next start will fail: c.json:2:5: a quote is missing"])
  }

  @Test func `trouble has the age of the outermost layer that fails, and rest has none`() {
    var health = Health()
    health.layers[.live] = .init(.fails("no answer"), since: 100, checkedAt: 200)
    health.layers[.listening] = .init(.fails("nothing listens"), since: 50, checkedAt: 200)
    let hanging = Self.main(.failed, pid: 5) { $0.health = health }
    #expect(MainCondition.of(hanging, now: 0).since == 50)
    #expect(MainCondition.of(hanging, now: 0).text.contains("(listening: nothing listens)"))
    let stopped = Self.main(.stopped) { $0.health = health }
    #expect(MainCondition.of(stopped, now: 0).since == nil)
  }
}
