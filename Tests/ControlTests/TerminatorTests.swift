import Control
import GatewayModel
import Host
import TestSupport
import Testing

/// TERM, wait, KILL: what shortens the wait, and what makes it longer.
struct TerminatorTests {
  @Test func `a gateway that restarts itself in the middle of a TERM gets one more`() async throws {
    let home = try PlayedHome(["default": [.init()]], clock: ManualClock())
    defer { home.remove() }
    let process = home.run("default", .init(listensAfter: 0, answersAfter: 0, termTakes: nil))
    try home.keepLock(process)
    let controller = home.watcher()
    let id = try await home.gateway("default", controller).id
    let heard = Heard()
    let stop = Task { await controller.perform(.stop, on: id) { heard.add($0) } }
    #expect(await eventually { home.machine.signals.count == 1 && home.clock.sleepers > 0 })
    try home.keepLock(process, mark: ",\"createdAt\":\"later\"")
    home.clock.advance(0.05)
    #expect(await eventually { home.machine.signals.count == 2 })
    #expect(home.machine.signals.map(\.number) == [15, 15])
    #expect(heard.all.contains("it had restarted itself; TERM again, at most 30 s"))
    home.machine.end(process.pid)
    home.clock.run(quorum: 1)
    #expect(await stop.value.isSuccess)
    // Written anew once, so told once.
    #expect(home.machine.signals.count == 2)
  }

  @Test func `a lock that another process has written is no restart of this one`() async throws {
    let home = try PlayedHome(["default": [.init()]], clock: ManualClock())
    defer { home.remove() }
    let process = home.run("default", .init(listensAfter: 0, answersAfter: 0, termTakes: nil))
    try home.keepLock(process)
    let controller = home.watcher()
    let id = try await home.gateway("default", controller).id
    let stop = Task { await controller.perform(.stop, on: id) }
    #expect(await eventually { home.machine.signals.count == 1 && home.clock.sleepers > 0 })
    try home.keepLock(ProcessIdentity(pid: process.pid + 1000, startTicks: 1))
    home.clock.run(quorum: 1)
    #expect(await stop.value.isSuccess)
    #expect(home.machine.signals.map(\.number) == [15, 9])
  }

  @Test func `a gateway that drains is waited for beyond the grace, and the journal says so`() async throws {
    let home = try PlayedHome(["default": [.init()]], clock: ManualClock())
    defer { home.remove() }
    home.run("default", .init(listensAfter: 0, answersAfter: 0, termTakes: 40))
    let controller = home.watcher(prober: home.prober { ["gateway-draining"] })
    let id = try await home.gateway("default", controller).id
    let began = home.clock.uptime
    #expect(await home.turning { await controller.perform(.stop, on: id) } == .done("default is stopped"))
    #expect((40...41).contains(home.clock.uptime - began))
    #expect(home.machine.signals.map(\.number) == [15])
    #expect(home.journal.last?.steps.map(\.text).contains { $0.hasPrefix("draining") } == true)
  }

  @Test func `a failing channel is no draining`() async throws {
    let home = try PlayedHome(["default": [.init()]], clock: ManualClock())
    defer { home.remove() }
    home.run("default", .init(listensAfter: 0, answersAfter: 0, termTakes: 40))
    let controller = home.watcher(prober: home.prober { ["telegram"] })
    let id = try await home.gateway("default", controller).id
    #expect(await home.turning { await controller.perform(.stop, on: id) }.isSuccess)
    #expect(home.machine.signals.map(\.number) == [15, 9])
  }

  @Test func `a person's own limit counts also where it drains`() async throws {
    let home = try PlayedHome(["default": [.init()]], clock: ManualClock()) {
      $0.declared = [.init(name: "default", stopSeconds: 3)]
    }
    defer { home.remove() }
    home.run("default", .init(listensAfter: 0, answersAfter: 0, termTakes: 40))
    let controller = home.watcher(prober: home.prober { ["gateway-draining"] })
    let id = try await home.gateway("default", controller).id
    let began = home.clock.uptime
    #expect(await home.turning { await controller.perform(.stop, on: id) }.isSuccess)
    #expect((3...4).contains(home.clock.uptime - began))
    #expect(home.machine.signals.map(\.number) == [15, 9])
  }

  @Test func `a stop whose caller goes away is brought to its end`() async throws {
    let home = try PlayedHome(["default": [.init()]], clock: ManualClock())
    defer { home.remove() }
    home.run("default", .init(listensAfter: 0, answersAfter: 0, termTakes: 5))
    let controller = home.watcher()
    let id = try await home.gateway("default", controller).id
    let stop = Task { await controller.perform(.stop, on: id) }
    #expect(await eventually { home.machine.signals.count == 1 && home.clock.sleepers > 0 })
    stop.cancel()
    home.clock.run(quorum: 1)
    await controller.finishStops()
    #expect(home.machine.pids.isEmpty && home.machine.signals.map(\.number) == [15])
    #expect(home.record("default")?.phase == .ended)
    #expect(await stop.value.isSuccess)
  }

  @Test func `one action at a time: what is under way already is said`() async throws {
    let home = try PlayedHome(["default": [.init()]], clock: ManualClock())
    defer { home.remove() }
    home.run("default", .init(listensAfter: 0, answersAfter: 0, termTakes: 5))
    let controller = home.watcher()
    let id = try await home.gateway("default", controller).id
    let stop = Task { await controller.perform(.stop, on: id) }
    #expect(await eventually { home.clock.sleepers > 0 })
    for action in [Controller.Action.start, .stop, .restart] {
      #expect(
        await controller.perform(action, on: id) == .refused("default: stop is under way already"),
        "\(action)")
    }
    #expect(try await home.gateway("default", controller).state == .stopping)
    home.clock.run(quorum: 1)
    #expect(await stop.value.isSuccess)
  }
}
