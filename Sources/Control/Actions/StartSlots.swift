import Synchronization

/// How many gateways are started at the same time. First come, first served.
final class StartSlots: Sendable {
  private struct State {
    var free: Int
    var waiting: [(number: Int, turn: CheckedContinuation<Bool, Never>)] = []
    /// Those that were cancelled before they had begun to wait.
    var cancelled: Set<Int> = []
    var last = 0
  }

  private let state: Mutex<State>

  /// - Parameter count: of gateways; at least one.
  init(_ count: Int) { state = Mutex(State(free: max(1, count))) }

  /// How many wait for a slot.
  var waiting: Int { state.withLock { $0.waiting.count } }

  /// Takes a slot if one is free.
  func tryEnter() -> Bool {
    state.withLock { state in
      guard state.free > 0 else { return false }
      state.free -= 1
      return true
    }
  }

  /// Waits for a slot; whoever has it gives it back with `leave`.
  /// - Throws: `CancellationError` as soon as the task is cancelled; then there is nothing to give back.
  func enter() async throws(CancellationError) {
    let number = state.withLock { state in
      state.last += 1
      return state.last
    }
    let hasTurn = await withTaskCancellationHandler {
      await withCheckedContinuation { turn in
        let answer: Bool? = state.withLock { state in
          if state.cancelled.remove(number) != nil || Task.isCancelled { return false }
          if state.free > 0 {
            state.free -= 1
            return true
          }
          state.waiting.append((number, turn))
          return nil
        }
        if let answer { turn.resume(returning: answer) }
      }
    } onCancel: {
      let turn = state.withLock { state -> CheckedContinuation<Bool, Never>? in
        guard let index = state.waiting.firstIndex(where: { $0.number == number }) else {
          state.cancelled.insert(number)
          return nil
        }
        return state.waiting.remove(at: index).turn
      }
      turn?.resume(returning: false)
    }
    // A cancellation that came with the turn, or after it, leaves nothing behind.
    state.withLock { _ = $0.cancelled.remove(number) }
    if !hasTurn { throw CancellationError() }
  }

  /// Gives a slot back: the one that has waited longest has it next.
  func leave() {
    let next = state.withLock { state -> CheckedContinuation<Bool, Never>? in
      if state.waiting.isEmpty {
        state.free += 1
        return nil
      }
      return state.waiting.removeFirst().turn
    }
    next?.resume(returning: true)
  }
}
