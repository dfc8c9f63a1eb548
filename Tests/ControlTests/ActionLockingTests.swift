import GatewayModel
import Host
import TestSupport
import Testing

@testable import Control

/// Actions on gateways that another Gatehouse is acting on.
struct ActionLockingTests {
  private func held(_ home: PlayedHome) throws -> FileLock {
    try home.locks.take(home.id(), name: "default").get()
  }

  private func wish(_ home: PlayedHome) -> Bool {
    let path = "\(home.paths.locks)/\(GatewayLocks.key(home.id(), kind: "stop-wish")).json"
    return Machine.live().files.status(path) != nil
  }

  /// Asks for an action while another Gatehouse holds the lock for ever.
  /// - Returns: the result, and the seconds that it took.
  private func ask(
    _ action: ActionKind, of home: PlayedHome, by initiator: Initiator = .key
  ) async throws -> (result: ActionResult, seconds: Double) {
    let lock = try held(home)
    let controller = home.controller()
    let id = try await home.gateway("default", controller).id
    let began = home.clock.uptime
    let result = await controller.perform(action, on: id, by: initiator)
    withExtendedLifetime(lock) {}
    return (result, home.clock.uptime - began)
  }

  @Test func `a start waits one second for the lock, asks for nothing, and touches nothing`() async throws {
    let home = try PlayedHome(["default": [.init()]], clock: ManualClock(quorum: 2))
    defer { home.remove() }
    let (result, seconds) = try await ask(.start, of: home)
    #expect(result == .refused(.busy(.actedOn(name: "default"))))
    #expect((1.0...1.2).contains(seconds))
    #expect(home.machine.pids.isEmpty && home.record("default") == nil && !wish(home))
    // Refused, so one line and no beginning.
    #expect(home.journal.map(\.phase) == [.refused])
  }

  @Test(arguments: [Controller.Action.stop, .kill])
  func `a person's stop asks the other Gatehouse after half a second, and takes the request back`(
    action: Controller.Action
  ) async throws {
    let home = try PlayedHome(["default": [.init()]], clock: ManualClock())
    defer { home.remove() }
    let lock = Shared<FileLock?>(try held(home))
    let controller = home.controller()
    let id = try await home.gateway("default", controller).id
    let heard = Heard()
    let stop = Task { await controller.perform(action, on: id) { heard.add($0) } }
    #expect(await eventually { home.clock.sleepers == 1 })
    home.clock.advance(0.5)
    #expect(await eventually { home.clock.steps == 2 && home.clock.sleepers == 1 })
    #expect(!wish(home))
    home.clock.advance(0.1)
    #expect(await eventually { wish(home) })
    #expect(await eventually { heard.all == ["waiting for another Gatehouse to give its start up"] })
    lock.value = nil
    home.clock.run(quorum: 1)
    #expect(await stop.value == .already("default is stopped already"))
    #expect(!wish(home))
  }

  @Test func `without a person nobody is asked to give up anything`() async throws {
    let home = try PlayedHome(["default": [.init()]], clock: ManualClock(quorum: 1))
    defer { home.remove() }
    let (result, seconds) = try await ask(.stop, of: home, by: .up)
    #expect(result == .refused(.busy(.actedOn(name: "default"))))
    #expect(seconds < 1.2)
  }

  @Test func `a stop that is not given way to is refused after its patience`() async throws {
    let home = try PlayedHome(["default": [.init()]], clock: ManualClock(quorum: 1))
    defer { home.remove() }
    let (result, seconds) = try await ask(.stop, of: home)
    #expect(result == .refused(.busy(.actedOn(name: "default"))))
    // As long as a start takes to be ended: its grace, and twice the time of a KILL.
    #expect((40.0...40.1).contains(seconds))
    #expect(!wish(home))
  }

  @Test func `a request that cannot be written is part of the refusal`() async throws {
    let home = try PlayedHome(
      ["default": [.init()]], clock: ManualClock(quorum: 1),
      wrap: fullDisk { path, _ in path.contains("stop-wish") })
    defer { home.remove() }
    let lock = try held(home)
    let result = try await home.perform(.stop, "default", home.controller())
    #expect(
      result
        == .refused(
          "another Gatehouse is acting on default just now, and it could not be "
            + "asked to give its start up: no space left on device"
        ))
    withExtendedLifetime(lock) {}
  }

  @Test func `a request that cannot be taken back is said with the result`() async throws {
    let home = try PlayedHome(
      ["default": [.init()]], clock: ManualClock(quorum: 1),
      wrap: { original in
        var host = original
        host.files.remove = { path in
          path.contains("stop-wish") ? FileFailure.denied : original.files.remove(path)
        }
        return host
      })
    defer { home.remove() }
    let lock = try held(home)
    let result = try await home.perform(.stop, "default", home.controller())
    #expect(
      result.message.hasSuffix("; the request to give a start up cannot be taken back: permission denied"))
    withExtendedLifetime(lock) {}
  }

  @Test func `locks that cannot be made refuse an action at once`() async throws {
    let home = try PlayedHome(
      ["default": [.init()]], clock: ManualClock(),
      wrap: { original in
        var host = original
        host.files.lock = { _ in .failure(.denied) }
        return host
      })
    defer { home.remove() }
    let result = try await home.perform(.start, "default", home.controller())
    #expect(result == .refused("the lock of default cannot be taken: permission denied"))
    #expect(home.machine.pids.isEmpty)
  }

  @Test func `a launch that another one holds up for ten seconds is refused, and nothing is recorded`()
    async throws
  {
    let home = try PlayedHome(["default": [.init()]], clock: ManualClock(quorum: 2))
    defer { home.remove() }
    #expect(Machine.live().files.makeDirectory(home.paths.locks, 0o700) == nil)
    let lock = try Machine.live().files.lock(home.paths.locks + "/launch.lock").get()
    let controller = home.controller()
    let id = try await home.gateway("default", controller).id
    let began = home.clock.uptime
    let result = await controller.perform(.start, on: id)
    #expect(result.message.hasPrefix("another Gatehouse has been launching something for 10 s"))
    #expect((10.0...10.2).contains(home.clock.uptime - began))
    #expect(home.machine.pids.isEmpty && home.record("default") == nil)
    withExtendedLifetime(lock) {}
  }

  @Test func `the launch lock is free while a start waits for its answer`() async throws {
    let home = try PlayedHome(["default": [.init(answersAfter: nil)]], clock: ManualClock())
    defer { home.remove() }
    let controller = home.controller()
    let id = try await home.gateway("default", controller).id
    let start = Task { await controller.perform(.start, on: id) }
    #expect(await eventually { home.record("default")?.phase == .starting && home.clock.sleepers >= 2 })
    #expect(try Machine.live().files.lock(home.paths.locks + "/launch.lock").get() != nil)
    // The gateway's own is held until the action is over.
    #expect(home.locks.tryTake(id, name: "default") == nil)
    home.clock.run(quorum: 1)
    _ = await controller.perform(.stop, on: id)
    _ = await start.value
    #expect(home.locks.tryTake(id, name: "default") != nil)
  }
}
