import GatewayModel
import Host
import TestSupport
import Testing

@testable import Control

/// What the policy says of gateways that ended by themselves, and who carries it out.
struct SupervisorTests {
  private func world(
    _ policy: RestartPolicy = .onFailure, wrap: @escaping @Sendable (Machine) -> Machine = { $0 }
  ) throws -> PlayedHome {
    try PlayedHome(
      ["default": [.init()]], clock: ManualClock(), change: { $0.restart.policy = policy }, wrap: wrap)
  }

  private func judge(_ home: PlayedHome, _ controller: Controller) async -> [GatewayID] {
    _ = await controller.look(sweep: true)
    return await controller.supervisor.judgeAll()
  }

  private func standing(_ home: PlayedHome) async -> Controller {
    let controller = home.watcher()
    await controller.standUp(as: .up)
    return controller
  }

  private func sign(_ home: PlayedHome) -> Bool {
    let path = "\(home.paths.supervisors)/\(GatewayLocks.key(home.id(), kind: "supervisor")).json"
    return Machine.live().files.status(path) != nil
  }

  @Test(arguments: [(1, 1.0), (2, 2), (3, 4), (4, 8), (5, 16)])
  func `each further end within the window waits twice as long`(count: Int, delay: Double) async throws {
    let home = try world()
    defer { home.remove() }
    let now = home.clock.now
    home.leave(.failed) {
      $0.ending = RunEnding(exitCode: 1)
      $0.endings = (0..<count).map { now - Double($0) }.reversed()
    }
    let controller = await standing(home)
    #expect(await judge(home, controller).isEmpty)
    let record = try #require(home.record("default"))
    #expect(record.phase == .backingOff && record.retryAt == now + delay)
    #expect(
      home.journal.last?.message == "default is started again in \(delay) s (\(count) of 5)"
        && home.journal.last?.by == .policy)
    home.clock.advance(delay - 0.1)
    #expect(await judge(home, controller).isEmpty)
    home.clock.advance(0.1)
    #expect(await judge(home, controller) == [home.id()])
  }

  @Test func `one end more than the limit is given up, and stays so`() async throws {
    let home = try world()
    defer { home.remove() }
    let now = home.clock.now
    home.leave(.failed) {
      $0.ending = RunEnding(exitCode: 1)
      $0.failure = "ended by itself (exit 1)"
      $0.endings = Array(repeating: now, count: 6)
    }
    let controller = await standing(home)
    #expect(await judge(home, controller).isEmpty)
    let record = try #require(home.record("default"))
    #expect(record.phase == .failed && record.isGivenUp == true && record.retryAt == nil)
    #expect(record.failure == "it ended by itself 6 times within 600 s; ended by itself (exit 1)")
    #expect(home.journal.map(\.action.rawValue) == ["give-up"])
    home.clock.advance(3600)
    #expect(await judge(home, controller).isEmpty)
    #expect(home.journal.count == 1)
  }

  @Test(arguments: [
    (RestartPolicy.never, Int32(1), false), (.onFailure, 1, true), (.onFailure, 0, false), (.always, 0, true),
  ])
  func `the policy says after which ends a gateway is wanted back`(
    policy: RestartPolicy, code: Int32, isWanted: Bool
  ) async throws {
    let home = try world(policy)
    defer { home.remove() }
    home.leave(code == 0 ? .ended : .failed) {
      $0.ending = RunEnding(exitCode: code)
      $0.endings = [home.clock.now]
    }
    _ = await judge(home, await standing(home))
    #expect((home.record("default")?.phase == .backingOff) == isWanted)
  }

  @Test(arguments: ["a person's stop", "another boot", "an end that nobody saw", "running"])
  func `some records are not the policy's to act on`(what: String) async throws {
    let home = try world(.always)
    defer { home.remove() }
    let before = home.leave(what == "running" ? .running : .failed) { record in
      record.ending = what == "an end that nobody saw" ? nil : RunEnding(exitCode: 1)
      record.endings = [home.clock.now]
      if what == "a person's stop" { record.isStopWanted = true }
      if what == "another boot" { record.bootID = "before" }
    }
    #expect(await judge(home, await standing(home)).isEmpty)
    #expect(home.record("default") == before)
  }

  @Test func `a clock that was set back does not put a restart off for ever`() async throws {
    let home = try world()
    defer { home.remove() }
    let controller = await standing(home)
    // The longest delay with its spread is 72 s.
    home.leave(.backingOff) { $0.retryAt = home.clock.now + 71 }
    #expect(await judge(home, controller).isEmpty)
    home.leave(.backingOff) { $0.retryAt = home.clock.now + 3600 }
    #expect(await judge(home, controller) == [home.id()])
  }

  @Test func `what failed without a person is not tried again at every look`() async throws {
    let home = try world()
    defer { home.remove() }
    let controller = await standing(home)
    home.leave(.backingOff) { $0.retryAt = home.clock.now }
    #expect(await judge(home, controller) == [home.id()])
    await controller.supervisor.putOff(home.id())
    #expect(await judge(home, controller).isEmpty)
    home.clock.advance(1.9)
    #expect(await judge(home, controller).isEmpty)
    home.clock.advance(0.1)
    #expect(await judge(home, controller) == [home.id()])
  }

  @Test func `one Gatehouse restarts a gateway, tells the others, and gives it to the next`() async throws {
    let home = try world()
    defer { home.remove() }
    home.leave(.backingOff) { $0.retryAt = home.clock.now }
    let (first, second) = (await standing(home), await standing(home))
    #expect(await judge(home, first) == [home.id()])
    #expect(sign(home))
    #expect(await judge(home, second).isEmpty)
    #expect(try await home.gateway("default", second).supervision.supervisor?.kind == .up)
    await first.standDown()
    #expect(!sign(home))
    #expect(await judge(home, first).isEmpty)
    #expect(await judge(home, second) == [home.id()])
    await second.standDown()
  }

  @Test func `without a policy nobody takes the lock, and one that is taken away is given back`() async throws
  {
    let home = try world(.never)
    defer { home.remove() }
    let controller = await standing(home)
    _ = await judge(home, controller)
    #expect(!sign(home))
    #expect(
      await controller.choose(.always, for: home.id(), by: .key)
        == .done("the restart policy of default is always now"))
    _ = await judge(home, controller)
    #expect(sign(home))
    #expect(await controller.choose(.never, for: home.id(), by: .key).isSuccess)
    _ = await judge(home, controller)
    #expect(!sign(home))
    #expect(
      home.journal.map(\.action.rawValue) == ["policy", "policy"] && home.journal.map(\.by) == [.key, .key])
  }

  @Test func `only those that are named are watched over`() async throws {
    let home = try world()
    defer { home.remove() }
    home.leave(.backingOff) { $0.retryAt = home.clock.now }
    let controller = await standing(home)
    await controller.superviseOnly([])
    #expect(await judge(home, controller).isEmpty && !sign(home))
    await controller.superviseOnly([home.id()])
    #expect(await judge(home, controller) == [home.id()])
  }

  @Test func `one that only looks judges nothing`() async throws {
    let home = try world()
    defer { home.remove() }
    home.leave(.backingOff) { $0.retryAt = home.clock.now }
    let controller = home.watcher()
    #expect(await judge(home, controller).isEmpty && !sign(home))
  }

  @Test func `a back-off that cannot be written is not announced`() async throws {
    let home = try world(
      wrap: fullDisk { path, text in path.contains("/runs/") && text.contains("backing-off") })
    defer { home.remove() }
    home.leave(.failed) {
      $0.ending = RunEnding(exitCode: 1)
      $0.endings = [home.clock.now]
    }
    let controller = await standing(home)
    let heard = Heard()
    await controller.hearWarnings { heard.add($0) }
    #expect(await judge(home, controller).isEmpty)
    #expect(await judge(home, controller).isEmpty)
    #expect(home.journal.isEmpty && home.record("default")?.phase == .failed)
    #expect(heard.all.count == 1)
  }

  @Test func `a unit's policy is its manager's, and a choice that cannot be written is a failure`()
    async throws
  {
    let home = try world(.never, wrap: fullDisk { path, _ in path.contains("/policies/") })
    defer { home.remove() }
    let controller = await standing(home)
    _ = await controller.look(sweep: true)
    #expect(
      await controller.choose(.always, for: home.id(), by: .key)
        == .failed("the policy of default cannot be written: no space left on device"))
    try home.place.write(
      ".config/systemd/user/openclaw-gateway.service",
      "[Service]\nExecStart=/usr/bin/node /opt/openclaw/dist/index.js gateway --port 23000\n")
    _ = await controller.look(sweep: true)
    let refused = await controller.choose(.always, for: home.id(), by: .key)
    #expect(
      refused == .refused("default is restarted by openclaw-gateway.service: its `Restart=` says when"))
    let unknown = GatewayID(stateDir: "/nowhere", configPath: "/nowhere/openclaw.json")
    #expect(await controller.choose(.always, for: unknown, by: .key) == .refused("this gateway is gone"))
  }
}
