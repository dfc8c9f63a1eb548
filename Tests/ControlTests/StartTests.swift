import Control
import GatewayModel
import Host
import TestSupport
import Testing

/// Starts on a machine that is played, with time of its own.
struct StartTests {
  @Test func `a start is proven, recorded and journalled`() async throws {
    let home = try PlayedHome(["default": [.init()]])
    defer { home.remove() }
    let controller = home.controller()
    let result = try await home.perform(.start, "default", controller)
    #expect(result == .done("default is live on 23000 (pid 4001)"))
    #expect(home.record("default")?.phase == .running)
    #expect(home.record("default")?.process?.pid == 4001)
    #expect(home.journal.map(\.phase) == [.began, .done])
    #expect(try await home.gateway("default", controller).state == .running)
  }

  @Test func `a start looks at the host once before and once under the launch lock until there is a child`()
    async throws
  {
    let home = try PlayedHome(["default": [.init()]])
    defer { home.remove() }
    let controller = home.controller()
    let id = try await home.gateway("default", controller).id
    let before = home.machine.sweeps
    #expect(await controller.perform(.start, on: id).isSuccess)
    // One more look proves the child, and one shows the outcome. Each look sweeps the process table once.
    #expect(home.machine.sweeps - before <= 4)
  }

  @Test func `what never answers is ended after sixty seconds of its own clock`() async throws {
    let home = try PlayedHome(["default": [.init(answersAfter: nil)]])
    defer { home.remove() }
    let controller = home.controller()
    let began = home.clock.uptime
    let result = try await home.perform(.start, "default", controller)
    #expect(result.message.contains("did not answer within 60 s"))
    #expect(home.clock.uptime - began >= 60)
    #expect(home.machine.pids.isEmpty)
    #expect(home.record("default")?.phase == .failed)
  }

  @Test func `what ends while it starts says how`() async throws {
    let home = try PlayedHome(["default": [.init(listensAfter: nil, endsAfter: 0.5, exitCode: 78)]])
    defer { home.remove() }
    let result = try await home.perform(.start, "default", home.controller())
    #expect(
      result
        == .failed(
          .start(name: "default", .ended(how: "exit 78", isAgain: false), lines: [], left: nil)))
    #expect(home.record("default")?.ending?.exitCode == 78)
  }

  @Test func `a stop calls a start off at once and leaves nothing behind`() async throws {
    let home = try PlayedHome(["default": [.init(answersAfter: nil)]], clock: ManualClock())
    defer { home.remove() }
    let controller = home.controller()
    let id = try await home.gateway("default", controller).id
    let start = Task { await controller.perform(.start, on: id) }
    #expect(await eventually { home.machine.pids == [4001] && home.clock.sleepers >= 2 })
    // What is sent now takes a tenth of a second on this clock, which the stop alone turns.
    home.clock.run(quorum: 1)
    let stop = await controller.perform(.stop, on: id)
    #expect(stop.isSuccess)
    #expect(await start.value.message.contains("the start of default was called off"))
    #expect(home.machine.pids.isEmpty)
    #expect(home.record("default")?.isStopWanted == true)
  }

  @Test func `one start waits for its turn until the one before it is proven`() async throws {
    let names = ["a", "b"]
    let home = try PlayedHome(["a": [.init()], "b": [.init()]], clock: ManualClock()) { $0.startsAtOnce = 1 }
    defer { home.remove() }
    let controller = home.controller()
    var ids: [GatewayID] = []
    for name in names { ids.append(try await home.gateway(name, controller).id) }
    let first = Task { [ids] in await controller.perform(.start, on: ids[0]) }
    #expect(await eventually { home.machine.pids.count == 1 })
    let second = Task { [ids] in await controller.perform(.start, on: ids[1]) }
    #expect(await eventually { await controller.waitingStarts() == ["b"] })
    #expect(home.machine.pids.count == 1)
    home.clock.run(quorum: 2)
    #expect(await first.value.isSuccess)
    #expect(await second.value.isSuccess)
    #expect(home.machine.pids.count == 2)
  }

  @Test func `a launch that cannot be recorded is said and ends what it launched`() async throws {
    let home = try PlayedHome(
      ["default": [.init()]], clock: ManualClock(quorum: 1),
      wrap: fullDisk { path, text in
        path.contains("/runs/") && text.contains("\"phase\" : \"starting\"")
      })
    defer { home.remove() }
    let result = try await home.perform(.start, "default", home.controller())
    #expect(
      result
        == .failed(
          .file(.runRecord(name: "default", FileFailure.system("no space left on device"), left: nil))))
    #expect(home.machine.pids.isEmpty)
  }

  @Test func `a proven start whose record cannot be written says so`() async throws {
    let home = try PlayedHome(
      ["default": [.init()]],
      wrap: fullDisk { path, text in
        path.contains("/runs/") && text.contains("\"phase\" : \"running\"")
      })
    defer { home.remove() }
    let controller = home.controller()
    let result = try await home.perform(.start, "default", controller)
    #expect(
      result
        == .done(
          "default is live on 23000 (pid 4001); the run record of default cannot be written: no space left on device"
        ))
    #expect(await controller.latest()?.lastEvent?.text.contains("no space left on device") == true)
  }

  @Test func `a journal that cannot be written is part of the result`() async throws {
    let home = try PlayedHome(
      ["default": [.init()]],
      wrap: fullDisk { path, _ in path.hasSuffix("journal.jsonl") })
    defer { home.remove() }
    let result = try await home.perform(.start, "default", home.controller())
    #expect(result.isSuccess)
    #expect(result.message.contains("journal.jsonl cannot be written: no space left on device"))
    // Said once, although two lines were lost.
    #expect(result.message.components(separatedBy: "cannot be written").count == 2)
  }
}
