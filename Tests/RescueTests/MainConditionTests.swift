import Host
import OpenClaw
import TestSupport
import Testing

@testable import GatewayModel
@testable import Rescue

@Suite(.computing) struct MainConditionTests {
  private func main(
    _ state: GatewayState?, pid: Int32? = nil, _ change: (inout Gateway) -> Void = { _ in }
  ) -> Gateway {
    var gateway = RescueSamples.gateway("default", port: 18789, pid: pid)
    gateway.state = state
    change(&gateway)
    return gateway
  }

  @Test func `every state of main has its word, the gravest sign first`() {
    let problem = ConfigProblem(
      file: "~/.openclaw/openclaw.json", line: 14, column: 3, message: "a comma is missing")
    let stranger = PortListener(port: 18789, address: "127.0.0.1", pid: 7, command: "node", userID: 1)
    var hanging = Health()
    hanging.layers[.live] = .init(.fails("no answer within 3 s"), since: 100, checkedAt: 200)
    let cases: [(Gateway, MainCondition.Kind, Bool)] = [
      (main(.running, pid: 5), .well, false), (main(.stopped), .stopped, false),
      (main(.starting), .booting, false), (main(nil), .unknown, false),
      (main(.degraded, pid: 5), .degraded, true), (main(.failed), .down, true),
      (main(.failed, pid: 5) { $0.health = hanging }, .hangs, true),
      (main(.failed) { $0.configProblem = problem }, .configBroken, true),
      // What runs has its config in memory.
      (main(.running, pid: 5) { $0.configProblem = problem }, .well, false),
      (main(.failed) { $0.listeners = [stranger] }, .portTaken, true),
      (main(.backingOff) { $0.supervision.retryAt = 300 }, .restartLoop, true),
      (
        main(.failed) {
          $0.service.isInstalled = true
          $0.service.state = .activating
          $0.service.subState = "auto-restart"
        }, .restartLoop, true
      ),
      // One that has come up again just now is in the loop still; what ended long ago is none.
      (main(.running, pid: 5) { $0.supervision.endings = 2 }, .restartLoop, true),
      (
        main(.running, pid: 5) {
          $0.supervision.endings = 2
          $0.process?.startedAt = -100
        }, .well, false
      ),
      (
        main(.failed, pid: 5) {
          $0.health = hanging
          $0.service.isInstalled = true
          $0.service.state = .active
          $0.service.restarts = 7
          $0.process?.startedAt = -100
        }, .hangs, true
      ),
      (main(.stopped) { $0.isConfigMissing = true }, .configBroken, true),
      // A unit that comes up for the first time is no loop.
      (
        main(.starting) {
          $0.service.isInstalled = true
          $0.service.state = .activating
          $0.service.subState = "start"
          $0.service.restarts = 0
        }, .booting, false
      ),
    ]
    for (gateway, kind, isTrouble) in cases {
      let condition = MainCondition.of(gateway, now: 0)
      #expect(condition.kind == kind, "\(condition)")
      #expect(condition.isTrouble == isTrouble && !condition.text.isEmpty, "\(condition)")
    }
    let hangs = MainCondition.of(main(.failed, pid: 5) { $0.health = hanging }, now: 0)
    #expect(hangs.since == 100 && hangs.summary(now: 230).hasSuffix("for 2 m 10 s"))
    let broken = MainCondition.of(main(.failed) { $0.configProblem = problem }, now: 0)
    #expect(broken.text == "openclaw.json:14:3: a comma is missing")
  }
}
