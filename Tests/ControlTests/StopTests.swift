import Control
import GatewayModel
import Host
import TestSupport
import Testing

/// Stops and restarts on a machine that is played, with time of its own.
struct StopTests {
  private func running(
    _ parts: [PlayedMachine.Part] = [.init()], wrap: @escaping @Sendable (Machine) -> Machine = { $0 }
  ) async throws -> (PlayedHome, Controller) {
    let home = try PlayedHome(["default": parts], wrap: wrap)
    let controller = home.controller()
    #expect(try await home.perform(.start, "default", controller).isSuccess)
    // A stop sleeps alone.
    home.clock.run(quorum: 1)
    return (home, controller)
  }

  @Test func `a stop sends TERM to the group and waits for its end`() async throws {
    let (home, controller) = try await running([.init(termTakes: 12)])
    defer { home.remove() }
    let began = home.clock.uptime
    #expect(try await home.perform(.stop, "default", controller) == .done("default is stopped"))
    #expect(home.machine.signals == [.init(pid: 4001, number: 15)])
    #expect((12...13).contains(home.clock.uptime - began))
    #expect(home.record("default")?.isStopWanted == true)
  }

  @Test func `what ignores TERM is killed after its grace`() async throws {
    let (home, controller) = try await running([.init(termTakes: nil)])
    defer { home.remove() }
    let began = home.clock.uptime
    #expect(try await home.perform(.stop, "default", controller).isSuccess)
    #expect(home.machine.signals.map(\.number) == [15, 9])
    #expect(home.clock.uptime - began >= home.config.stopSeconds)
  }

  @Test func `a kill goes without TERM`() async throws {
    let (home, controller) = try await running()
    defer { home.remove() }
    #expect(try await home.perform(.kill, "default", controller).isSuccess)
    #expect(home.machine.signals.map(\.number) == [9])
  }

  @Test func `a kill shortens a stop that waits`() async throws {
    let (home, controller) = try await running([.init(termTakes: nil)])
    defer { home.remove() }
    home.clock.run(quorum: nil)
    let id = try await home.gateway("default", controller).id
    let stop = Task { await controller.perform(.stop, on: id) }
    #expect(await eventually { home.machine.signals.map(\.number) == [15] && home.clock.sleepers > 0 })
    #expect(await controller.perform(.kill, on: id) == .done("default: not waiting any longer"))
    let began = home.clock.uptime
    home.clock.run(quorum: 1)
    #expect(await stop.value.isSuccess)
    #expect(home.clock.uptime - began < 1)
  }

  @Test func `a process that nothing proves is not signalled`() async throws {
    let home = try PlayedHome(["default": [.init()]], clock: ManualClock(quorum: 1))
    defer { home.remove() }
    let state = home.place.path + "/.openclaw"
    home.machine.begin(
      ["openclaw-gateway"],
      environment: [
        "HOME": home.place.path, "OPENCLAW_STATE_DIR": state,
        "OPENCLAW_CONFIG_PATH": state + "/openclaw.json",
      ], port: 23000, part: .init(listensAfter: 0, answersAfter: 0))
    let result = try await home.perform(.stop, "default", home.controller())
    #expect(
      result
        == .refused(.target(.unproven(name: "default", pid: 4001))))
    #expect(home.machine.signals.isEmpty)
  }

  @Test func `a stop whose end cannot be written says who may start it again`() async throws {
    let (home, controller) = try await running(
      wrap: fullDisk { path, text in path.contains("/runs/") && text.contains("\"phase\" : \"ended\"") })
    defer { home.remove() }
    let result = try await home.perform(.stop, "default", controller)
    #expect(!result.isSuccess)
    #expect(result.message.contains("no space left on device"))
    #expect(result.message.contains("whoever supervises it may start it again"))
  }

  @Test func `a stop that cannot be announced in its record says so and is carried out`() async throws {
    let (home, controller) = try await running(
      wrap: fullDisk { path, text in path.contains("/runs/") && text.contains("\"phase\" : \"stopping\"") })
    defer { home.remove() }
    let result = try await home.perform(.stop, "default", controller)
    #expect(
      result
        == .done(
          "default is stopped; that it was to be stopped cannot be written: no space left on device"))
  }

  @Test func `a restart keeps the order stop, launch and is one action`() async throws {
    let (home, controller) = try await running()
    defer { home.remove() }
    home.clock.run(quorum: 2)
    let result = try await home.perform(.restart, "default", controller)
    #expect(result == .done("default is live on 23000 (pid 4002)"))
    #expect(home.machine.signals == [.init(pid: 4001, number: 15)])
    #expect(home.record("default")?.generation == 2)
    #expect(
      home.journal.filter { $0.action == JournalAction(.restart) }.map(\.phase) == [.began, .began, .done])
  }

  @Test func `a restart that could not start again stops nothing`() async throws {
    let (home, controller) = try await running()
    defer { home.remove() }
    try home.place.write(".openclaw/openclaw.json", "{ gateway: ")
    let result = try await home.perform(.restart, "default", controller)
    #expect(!result.isSuccess)
    #expect(home.machine.signals.isEmpty)
    #expect(home.machine.pids == [4001])
  }
}
