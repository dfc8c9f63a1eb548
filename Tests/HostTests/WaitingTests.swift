import Host
import TestSupport
import Testing

/// Waits on a clock that the test turns.
struct WaitingTests {
  private func system(_ clock: ManualClock) -> Machine.System {
    var host = Machine.unimplemented
    clock.install(in: &host)
    return host.system
  }

  @Test func `a condition that holds already needs no step of the clock`() async throws {
    let clock = ManualClock()
    #expect(try await system(clock).wait(seconds: 60) { true })
    #expect(clock.steps == 0)
  }

  @Test func `a condition is asked for once more when the time is over`() async throws {
    let clock = ManualClock(quorum: 1)
    var asked = 0
    let held = try await system(clock).wait(seconds: 1, every: 0.4) {
      asked += 1
      return false
    }
    #expect(!held)
    #expect(asked == 4)
    #expect(clock.steps == 3)
  }

  @Test func `a condition that comes in time ends the wait`() async throws {
    let clock = ManualClock(quorum: 1)
    let began = clock.uptime
    let held = try await system(clock).wait(seconds: 60, every: 0.5) { clock.uptime >= began + 2 }
    #expect(held)
    #expect(clock.uptime == began + 2)
  }

  @Test func `a wait that is cancelled ends at once and costs no step of the clock`() async throws {
    let clock = ManualClock()
    let system = system(clock)
    let wait = Task { try await system.wait(seconds: 3600) { false } }
    #expect(await eventually { clock.sleepers == 1 })
    wait.cancel()
    await #expect(throws: CancellationError.self) { try await wait.value }
    #expect(clock.steps == 1)
    #expect(clock.sleepers == 0)
  }

  @Test func `a wait in a task that is cancelled already asks nothing`() async throws {
    let clock = ManualClock()
    let system = system(clock)
    let wait = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await system.wait(seconds: 3600) {
        Issue.record("it was asked")
        return true
      }
    }
    await #expect(throws: CancellationError.self) { try await wait.value }
    #expect(clock.steps == 0)
  }

  @Test func `what must not be left in its middle goes on when its task is cancelled`() async throws {
    let clock = ManualClock()
    let system = system(clock)
    let task = Task { await finishing { await system.slept(5) } }
    #expect(await eventually { clock.sleepers == 1 })
    task.cancel()
    clock.advance(5)
    #expect(await task.value)
  }
}
