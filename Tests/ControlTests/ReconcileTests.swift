import GatewayModel
import Host
import TestSupport
import Testing

@testable import Control

/// Runs that ended, or moved to another process, while nobody acted on them.
struct ReconcileTests {
  @Test(arguments: [
    (Int32(0), RunRecord.Phase.ended, "exit 0"), (1, .failed, "exit 1"), (78, .failed, "exit 78"),
  ])
  func `the end of a child is told with its exit code`(
    code: Int32, phase: RunRecord.Phase, text: String
  ) async throws {
    let home = try PlayedHome(["default": [.init(exitCode: code)]])
    defer { home.remove() }
    let controller = home.controller()
    #expect(try await home.perform(.start, "default", controller).isSuccess)
    home.machine.end(4001)
    _ = await controller.look(sweep: true)
    let record = try #require(home.record("default"))
    #expect(record.phase == phase && record.ending?.exitCode == code)
    #expect(record.failure == "ended by itself (\(text))" && record.endings == [home.clock.now])
    let line = try #require(home.journal.last)
    #expect(line.action == .ended && line.phase == .noted && line.by == .recovery)
    #expect(line.message == "default ended by itself (\(text))" && line.target.pid == 4001)
    #expect(try await home.gateway("default", controller).state == (phase == .ended ? .stopped : .failed))
    // Told once.
    #expect(home.journal.filter { $0.action == .ended }.count == 1)
  }

  @Test func `a child that a signal ended is said to have been`() async throws {
    let home = try PlayedHome(["default": [.init()]])
    defer { home.remove() }
    let controller = home.controller()
    #expect(try await home.perform(.start, "default", controller).isSuccess)
    home.machine.crash(4001, signal: 9)
    _ = await controller.look(sweep: true)
    #expect(home.record("default")?.ending?.signal == 9 && home.record("default")?.phase == .failed)
  }

  @Test func `one that only looks tells nothing of what it did not launch`() async throws {
    let home = try PlayedHome(["default": [.init()]])
    defer { home.remove() }
    let record = home.leave(.running, process: ProcessIdentity(pid: 99, startTicks: 1))
    let controller = home.watcher()
    _ = await controller.look(sweep: true)
    #expect(home.record("default") == record && home.journal.isEmpty)
    await controller.standUp(as: .up)
    _ = await controller.look(sweep: true)
    #expect(home.record("default")?.phase == .failed)
  }

  @Test(arguments: [RunRecord.Phase.launching, .starting, .stopping, .ended, .failed, .backingOff])
  func `only what was running can have ended by itself`(phase: RunRecord.Phase) async throws {
    let home = try PlayedHome(["default": [.init()]])
    defer { home.remove() }
    let record = home.leave(phase, process: ProcessIdentity(pid: 99, startTicks: 1))
    let controller = home.watcher()
    await controller.standUp(as: .up)
    _ = await controller.look(sweep: true)
    #expect(home.record("default") == record)
  }

  @Test func `a record of another boot did not end by itself`() async throws {
    let home = try PlayedHome(["default": [.init()]])
    defer { home.remove() }
    let record = home.leave(.running, process: ProcessIdentity(pid: 99, startTicks: 1)) {
      $0.bootID = "before"
    }
    let controller = home.watcher()
    await controller.standUp(as: .up)
    _ = await controller.look(sweep: true)
    #expect(home.record("default") == record)
  }

  @Test func `nothing is noted while somebody holds the gateway, and at the next look it is`() async throws {
    let home = try PlayedHome(["default": [.init()]])
    defer { home.remove() }
    let record = home.leave(.running, process: ProcessIdentity(pid: 99, startTicks: 1))
    let controller = home.watcher()
    await controller.standUp(as: .up)
    var lock: FileLock? = try home.locks.take(home.id(), name: "default").get()
    #expect(lock != nil)
    _ = await controller.look(sweep: true)
    #expect(home.record("default") == record)
    lock = nil
    _ = await controller.look(sweep: true)
    #expect(home.record("default")?.phase == .failed)
  }

  @Test func `a record that another Gatehouse changed since the look is left as that one wrote it`()
    async throws
  {
    let home = try PlayedHome(["default": [.init()]])
    defer { home.remove() }
    let seen = home.leave(.running, process: ProcessIdentity(pid: 99, startTicks: 1))
    let base = ControlBase(
      host: home.host, paths: home.paths, config: home.config, services: nil, policyClock: nil,
      prober: home.prober())
    let stopped = home.leave(.ended) { $0.isStopWanted = true }
    #expect(await base.reconciler.edit(seen) { $0.phase = .failed } == nil)
    #expect(home.record("default") == stopped)
    #expect(await base.reconciler.edit(stopped) { $0.generation = 7 }?.generation == 7)
    #expect(home.record("default")?.generation == 7)
  }

  @Test(arguments: [(true, RunRecord.Phase.failed, "a crash"), (false, .ended, "a clean end")])
  func `of a process that is not our child its lock tells how it ended`(
    isLeft: Bool, phase: RunRecord.Phase, kind: String
  ) async throws {
    let home = try PlayedHome(["default": [.init()]])
    defer { home.remove() }
    let process = home.run()
    try home.keepLock(process)
    let controller = home.watcher()
    await controller.standUp(as: .up)
    _ = await controller.look(sweep: true)
    home.machine.end(process.pid)
    if !isLeft {
      let lock = "\(home.place.path)/tmp/openclaw-\(PlayedHome.userID)/gateway.default.lock"
      #expect(Machine.live().files.remove(lock) == nil)
    }
    _ = await controller.look(sweep: true)
    #expect(home.record("default")?.phase == phase)
    #expect(home.record("default")?.ending?.kind == kind)
  }

  @Test func `a restart that OpenClaw did by itself is followed to the process that has the lock`()
    async throws
  {
    let home = try PlayedHome(["default": [.init()]])
    defer { home.remove() }
    let before = home.run()
    let controller = home.watcher()
    await controller.standUp(as: .up)
    _ = await controller.look(sweep: true)
    home.machine.end(before.pid)
    let after = home.begin("default", run: "run-default")
    try home.keepLock(after)
    _ = await controller.look(sweep: true)
    let record = try #require(home.record("default"))
    #expect(record.phase == .running && record.process == after && record.generation == 1)
    let line = home.journal.last
    #expect(line?.action == .follow && line?.target.pid == after.pid)
    #expect(line?.message == "default has restarted itself: pid \(before.pid) is pid \(after.pid) now")
  }

  @Test func `what restarts itself and has no lock yet is waited for`() async throws {
    let home = try PlayedHome(["default": [.init()]])
    defer { home.remove() }
    let before = home.run()
    let controller = home.watcher()
    await controller.standUp(as: .up)
    home.machine.end(before.pid)
    let next = home.machine.begin(
      ["openclaw-gateway"], environment: [RunRecord.variable: "run-default"], port: 1,
      part: .init(listensAfter: nil))
    _ = await controller.look(sweep: true)
    #expect(home.record("default")?.phase == .running)
    home.machine.end(next.pid)
    _ = await controller.look(sweep: true)
    #expect(home.record("default")?.phase == .failed)
  }

  @Test func `what somebody else has started since is not for the policy to start`() async throws {
    let home = try PlayedHome(["default": [.init()]])
    defer { home.remove() }
    home.leave(.running, process: ProcessIdentity(pid: 99, startTicks: 1))
    try home.keepLock(home.begin())
    let controller = home.watcher()
    await controller.standUp(as: .up)
    _ = await controller.look(sweep: true)
    let record = try #require(home.record("default"))
    #expect(record.phase == .ended && record.ending == nil)
  }

  @Test func `only ends within the window are counted on`() async throws {
    let home = try PlayedHome(["default": [.init()]]) { $0.restart.window = 600 }
    defer { home.remove() }
    let now = home.clock.now
    home.leave(.running, process: ProcessIdentity(pid: 99, startTicks: 1)) {
      $0.endings = [now - 700, now - 600, now - 599]
    }
    let controller = home.watcher()
    await controller.standUp(as: .up)
    _ = await controller.look(sweep: true)
    #expect(home.record("default")?.endings == [now - 599, now])
  }

  @Test func `an action does not pass over an end that nobody has seen`() async throws {
    let home = try PlayedHome(["default": [.init()]])
    defer { home.remove() }
    home.leave(.running, process: ProcessIdentity(pid: 99, startTicks: 1))
    #expect(try await home.perform(.start, "default", home.controller()).isSuccess)
    #expect(home.journal.map(\.action.rawValue) == ["ended", "start", "start"])
    let steps = home.journal.last?.steps.map(\.text) ?? []
    #expect(steps.contains("after a crash"))
  }
}
