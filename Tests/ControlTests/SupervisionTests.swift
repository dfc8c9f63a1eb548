import Control
import GatewayModel
import Host
import TestSupport
import Testing

/// The restart policy at work, with time of its own.
struct RestartPolicyTests {
  private func watched(
    _ parts: [PlayedMachine.Part], policy: RestartPolicy = .onFailure,
    wrap: @escaping @Sendable (Machine) -> Machine = { $0 }
  ) async throws -> (PlayedHome, Controller, Task<Void, Never>) {
    let home = try PlayedHome(
      ["default": parts],
      change: {
        $0.restart.policy = policy
        $0.probe.interval = 0.25
      }, wrap: wrap)
    let controller = home.controller()
    #expect(try await home.perform(.start, "default", controller).isSuccess)
    home.clock.run(quorum: nil)
    let watching = Task { await controller.run(as: .up) { _ in } }
    return (home, controller, watching)
  }

  /// Turns the clock until something is so: from sleep to sleep, and only while the watch itself sleeps (between two looks, and before it
  /// listens to a manager again).
  private func turn(_ home: PlayedHome, until condition: () async -> Bool) async -> Bool {
    await eventually(pause: 0.003) {
      if await condition() { return true }
      home.clock.step(quorum: 2)
      return false
    }
  }

  /// Turns the clock so far.
  private func turn(_ home: PlayedHome, seconds: Double) async {
    let end = home.clock.uptime + seconds
    #expect(await turn(home) { home.clock.uptime >= end })
  }

  @Test func `a crash is followed by a start after its delay, and a person's stop by none`() async throws {
    let (home, controller, watching) = try await watched([.init()])
    defer { home.remove() }
    home.machine.crash(4001)
    #expect(await turn(home) { home.record("default")?.phase == .backingOff })
    #expect(await turn(home) { home.record("default")?.phase == .running })
    #expect(home.machine.pids == [4002])
    let id = try await home.gateway("default", controller).id
    let stop = Task { await controller.perform(.stop, on: id) }
    #expect(await turn(home) { home.machine.pids.isEmpty })
    #expect(await turn(home) { home.record("default")?.phase == .ended })
    #expect(await stop.value.isSuccess)
    await turn(home, seconds: 60)
    #expect(home.machine.pids.isEmpty)
    watching.cancel()
    await watching.value
  }

  @Test func `what crashes again and again is given up`() async throws {
    let (home, controller, watching) = try await watched([
      .init(), .init(listensAfter: nil, endsAfter: 0.2, exitCode: 3),
    ])
    defer { home.remove() }
    home.machine.crash(4001)
    #expect(await turn(home) { home.record("default")?.isGivenUp == true })
    let gateway = try await home.gateway("default", controller)
    #expect(gateway.failure?.contains("exit 3") == true)
    #expect(home.journal.contains { $0.action == .giveUp })
    watching.cancel()
    await watching.value
  }

  @Test func `exit 78 is never tried again`() async throws {
    let (home, _, watching) = try await watched([.init(exitCode: 78)])
    defer { home.remove() }
    let process = try #require(home.record("default")?.process)
    home.machine.end(process.pid)
    #expect(await turn(home) { home.record("default")?.isGivenUp == true })
    #expect(home.machine.pids.isEmpty)
    watching.cancel()
    await watching.value
  }

  @Test func `an end that cannot be recorded is warned of once and restarts nothing`() async throws {
    let (home, controller, watching) = try await watched(
      [.init()],
      wrap: fullDisk { path, text in path.contains("/runs/") && text.contains("\"phase\" : \"failed\"") })
    defer { home.remove() }
    let heard = Heard()
    await controller.hearWarnings { heard.add($0) }
    home.machine.crash(4001)
    #expect(await turn(home) { !heard.all.isEmpty })
    await turn(home, seconds: 10)
    #expect(
      heard.all == [
        "the run record of default cannot be written: no space left on device; nothing is restarted until it can"
      ])
    #expect(home.machine.pids.isEmpty)
    watching.cancel()
    await watching.value
  }

  @Test func `a watch that is cancelled ends at once, without one more step of the clock`() async throws {
    let (home, _, watching) = try await watched([.init()])
    defer { home.remove() }
    // The pauses between two looks and before a manager is listened to again, and the moment in which what comes becomes one snapshot.
    #expect(await eventually { home.clock.sleepers == 3 })
    let steps = home.clock.steps
    watching.cancel()
    await watching.value
    #expect(home.clock.steps == steps)
    home.clock.advance(1)
  }
}
