import Control
import Foundation
import GatewayModel
import Host
import TestSupport
import Testing

/// The restart policy with real processes and a clock that is turned by hand.
@Suite(.onlyByName("Supervision"), .serialized, .inPlaces) struct SupervisionTests {
  let clock = TestClock()

  private func home(_ standIn: String = "", policy: String = "always", _ more: String = "") throws
    -> StandInHome
  {
    try StandInHome(
      ["default": standIn],
      config: "restart: { policy: '\(policy)', limit: 2, firstDelaySeconds: 10 } \(more)")
  }

  private func watch(_ home: StandInHome) throws -> Watch {
    Watch(try home.controller(stopGrace: 1, policyClock: clock.policy), as: .up)
  }

  private func perform(_ action: Controller.Action, _ watch: Watch) async throws -> ActionResult {
    #expect(await eventually { watch.gateway("default") != nil })
    return await watch.controller.perform(
      action, on: try #require(watch.gateway("default")).id, by: .key)
  }

  private func killGateway(_ home: StandInHome, _ signal: Int32 = SIGKILL) throws {
    let process = try #require(home.living("default").first)
    #expect(home.host.processes.signal(process, signal))
  }

  @Test func `a crash is waited for, restarted, and counted up to the limit, then it stays failed`()
    async throws
  {
    let home = try home()
    defer { home.remove() }
    let watch = try watch(home)
    defer { watch.end() }
    #expect(try await perform(.start, watch).isSuccess)
    for (count, delay) in [(1, 10.0), (2, 20.0)] {
      try killGateway(home)
      #expect(await eventually { watch.gateway("default")?.state == .backingOff })
      #expect(home.record("default")?.endings?.count == count)
      #expect(home.living("default").isEmpty)
      clock.advance(delay - 1)
      await watch.controller.look(sweep: true)
      #expect(watch.gateway("default")?.state == .backingOff)
      clock.advance(1.5)
      #expect(await eventually { watch.gateway("default")?.state == .running })
      #expect(home.living("default").count == 1)
    }
    try killGateway(home)
    #expect(await eventually { home.record("default")?.isGivenUp == true })
    #expect(await eventually { watch.gateway("default")?.state == .failed })
    #expect(
      await eventually {
        watch.gateway("default")?.failure?.contains("3 times within 600 s") == true
      })
    clock.advance(100)
    await watch.controller.look(sweep: true)
    #expect(home.record("default")?.phase == .failed && home.living("default").isEmpty)
    // A person acts, and it begins anew.
    #expect(try await perform(.start, watch).isSuccess)
    #expect(home.record("default")?.endings == nil)
    let actions = home.journal.filter { $0.phase != .began }.map { "\($0.action.rawValue) \($0.by.rawValue)" }
    #expect(
      actions == [
        "start key", "ended recovery", "back-off policy", "start policy", "ended recovery",
        "back-off policy", "start policy", "ended recovery", "give-up policy", "start key",
      ])
  }

  @Test func `a stop by a person is never undone, also where a restart was planned`() async throws {
    let home = try home()
    defer { home.remove() }
    let watch = try watch(home)
    defer { watch.end() }
    #expect(try await perform(.start, watch).isSuccess)
    try killGateway(home)
    #expect(await eventually { watch.gateway("default")?.state == .backingOff })
    #expect(
      try await perform(.stop, watch) == .done("default is stopped: it will not be started again"))
    clock.advance(1000)
    await watch.controller.look(sweep: true)
    #expect(watch.gateway("default")?.state == .stopped && home.living("default").isEmpty)
    let started = try await perform(.start, watch)
    #expect(started.isSuccess, "\(started)")
    #expect(try await perform(.stop, watch).isSuccess)
    clock.advance(1000)
    await watch.controller.look(sweep: true)
    #expect(home.living("default").isEmpty && home.record("default")?.isStopWanted == true)
  }

  @Test(arguments: [("exitCode: 78", "exit 78"), ("exitCode: 1", nil as String?)])
  func `exit 78 is not tried again, another failure is`(ending: String, reason: String?) async throws {
    let home = try home("exitSeconds: 1, \(ending)", policy: "on-failure")
    defer { home.remove() }
    let watch = try watch(home)
    defer { watch.end() }
    // On a busy machine it may end before it was proven: that is judged in the same way.
    _ = try await perform(.start, watch)
    if let reason {
      #expect(
        await eventually { home.record("default")?.isGivenUp == true },
        "\(String(describing: home.record("default"))) \(String(describing: watch.gateway("default")?.state))"
      )
      #expect(home.record("default")?.failure?.contains(reason) == true)
    } else {
      #expect(await eventually { watch.gateway("default")?.state == .backingOff })
      #expect(home.record("default")?.failure?.contains("told to end with 1") == true)
    }
  }

  @Test func `on-failure leaves a clean end alone, also of a process that is not our child`() async throws {
    let home = try home(policy: "on-failure")
    defer { home.remove() }
    let first = try watch(home)
    #expect(try await perform(.start, first).isSuccess)
    first.end()
    await first.ended()
    let second = try watch(home)
    defer { second.end() }
    #expect(await eventually { second.gateway("default")?.state == .running })
    try killGateway(home, SIGTERM)
    #expect(await eventually { home.record("default")?.ending?.leftLock == false })
    #expect(home.record("default")?.phase == .ended)
    #expect(await eventually { second.gateway("default")?.state == .stopped })
  }

  @Test func `only one Gatehouse restarts a gateway, and another takes over when it is gone`() async throws {
    let home = try home()
    defer { home.remove() }
    let first = try watch(home)
    #expect(try await perform(.start, first).isSuccess)
    #expect(
      await eventually {
        first.gateway("default")?.supervision.supervisor?.process.pid
          == ProcessInfo.processInfo.processIdentifier
      })
    let second = try watch(home)
    defer { second.end() }
    try killGateway(home)
    #expect(await eventually { second.gateway("default")?.state == .backingOff })
    clock.advance(11)
    #expect(await eventually { second.gateway("default")?.state == .running })
    #expect(home.living("default").count == 1)
    #expect(home.journal.filter { $0.action == .backOff }.count == 1)
    first.end()
    await first.ended()
    let last = try #require(home.living("default").first)
    try killGateway(home)
    // The one that started it is gone but for its name, and this process, its parent, is not: nobody else reaps it.
    #expect(await eventually { waitpid(last.pid, nil, WNOHANG) != 0 })
    #expect(await eventually { second.gateway("default")?.state == .backingOff })
    clock.advance(21)
    #expect(
      await eventually { second.gateway("default")?.state == .running },
      "\(String(describing: home.record("default"))) \(home.journal.suffix(4).map(\.message))")
  }

  @Test func `a policy chosen by a person wins over the config and is journalled`() async throws {
    let home = try home(policy: "never")
    defer { home.remove() }
    let watch = try watch(home)
    defer { watch.end() }
    #expect(try await perform(.start, watch).isSuccess)
    let id = try #require(watch.gateway("default")).id
    #expect(watch.gateway("default")?.supervision.policy == .never)
    #expect(await watch.controller.choose(.always, for: id, by: .key).isSuccess)
    #expect(watch.gateway("default")?.supervision.policy == .always)
    try killGateway(home)
    #expect(await eventually { watch.gateway("default")?.state == .backingOff })
    #expect(home.journal.contains { $0.action == .policy && $0.message.contains("always") })
  }

  @Test func `a restart that OpenClaw does by itself is followed, not taken for an end`() async throws {
    let home = try home(
      "startSeconds: 0.4", ", gateways: { default: { environment: { OPENCLAW_NO_RESPAWN: '0' } } }")
    defer { home.remove() }
    let watch = try watch(home)
    defer { watch.end() }
    #expect(try await perform(.start, watch).isSuccess)
    let before = try #require(home.record("default")?.process)
    try killGateway(home, SIGUSR1)
    #expect(
      await eventually {
        let now = home.record("default")?.process
        return now != nil && now != before
      })
    #expect(await eventually { watch.gateway("default")?.state == .running })
    let record = try #require(home.record("default"))
    #expect(record.phase == .running && home.living("default") == [record.process])
    #expect(home.journal.contains { $0.action == .follow && $0.target.pid == record.process?.pid })
    #expect(!home.journal.contains { $0.action == .ended })
    #expect(try await perform(.stop, watch).isSuccess)
    #expect(home.living("default").isEmpty)
  }

  @Test func `a stop of what Gatehouse never started is remembered too`() async throws {
    let home = try home()
    defer { home.remove() }
    try home.startByHand()
    let watch = try watch(home)
    defer { watch.end() }
    #expect(await eventually { watch.gateway("default")?.state == .running })
    #expect(watch.gateway("default")?.runBy == .other)
    #expect(try await perform(.stop, watch).isSuccess)
    #expect(home.record("default")?.isStopWanted == true)
    let up = try Command(home, ["up"])
    #expect(await up.says("everything is started that is to be started"))
    #expect(home.living("default").isEmpty)
    kill(up.pid, SIGTERM)
    #expect(await up.exit() == .exit(0))
  }

  @Test func `what somebody else starts after an end is not taken for ours`() async throws {
    let home = try home()
    defer { home.remove() }
    let first = try watch(home)
    #expect(try await perform(.start, first).isSuccess)
    first.end()
    await first.ended()
    let ours = try #require(home.living("default").first)
    _ = home.host.processes.signal(ours, SIGKILL)
    #expect(await eventually { home.living("default").isEmpty })
    try home.startByHand()
    #expect(await eventually { home.living("default").count == 1 })
    let second = try watch(home)
    defer { second.end() }
    #expect(await eventually { home.record("default")?.phase == .ended })
    #expect(await eventually { second.gateway("default")?.state == .running })
    #expect(second.gateway("default")?.runBy == .other)
    #expect(!home.journal.contains { $0.action == .follow })
    #expect(home.journal.contains { $0.action == .ended && $0.target.pid == ours.pid })
    // It is not ours, so its end is not ours to undo.
    try killGateway(home)
    clock.advance(1000)
    #expect(await eventually { second.gateway("default")?.process == nil })
    await second.controller.look(sweep: true)
    #expect(home.living("default").isEmpty)
  }

  @Test func `a secret that was taken out of the config is still crossed out while the gateway has it`()
    async throws
  {
    let home = try home("chatterSeconds: 0.1", policy: "never")
    defer { home.remove() }
    let watch = try watch(home)
    defer { watch.end() }
    #expect(try await perform(.start, watch).isSuccess)
    try home.write(".openclaw/openclaw.json", "{ broken")
    #expect(await eventually { watch.gateway("default")?.configProblem != nil })
    #expect(await watch.controller.redactor().redact("x fake-token-default y") == "x ••• y")
  }
}
