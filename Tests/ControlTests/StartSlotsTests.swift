import TestSupport
import Testing

@testable import Control

/// Turns are given in order, and a wait that is cancelled costs nobody a turn.
struct StartSlotsTests {
  @Test func `turns are given in the order in which they were asked for`() async throws {
    let slots = StartSlots(1)
    #expect(slots.tryEnter())
    #expect(!slots.tryEnter())
    let heard = Heard()
    var waiting: [Task<Void, any Error>] = []
    for name in ["a", "b", "c"] {
      let before = slots.waiting
      waiting.append(
        Task {
          try await slots.enter()
          heard.add(name)
          slots.leave()
        })
      #expect(await eventually { slots.waiting == before + 1 })
    }
    slots.leave()
    for task in waiting { try await task.value }
    #expect(heard.all == ["a", "b", "c"])
    #expect(slots.tryEnter())
  }

  @Test func `a wait that is cancelled ends at once and gives its place to the next`() async throws {
    let slots = StartSlots(1)
    #expect(slots.tryEnter())
    let first = Task { try await slots.enter() }
    #expect(await eventually { slots.waiting == 1 })
    let second = Task { try await slots.enter() }
    #expect(await eventually { slots.waiting == 2 })
    first.cancel()
    await #expect(throws: CancellationError.self) { try await first.value }
    slots.leave()
    try await second.value
    #expect(!slots.tryEnter())
  }

  @Test func `a task that is cancelled already takes no turn`() async throws {
    let slots = StartSlots(1)
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      try await slots.enter()
    }
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(slots.tryEnter())
  }
}
