import Synchronization

/// Asks a gateway that was told to end whether it waits for running turns: in a task of its own, one question at a time.
final class DrainQuestion: Sendable {
  private struct State {
    var isAsking = false
    var isTrue = false
    var isTold = false
  }

  private let state = Mutex(State())

  func ask(_ question: @escaping @Sendable () async -> Bool) {
    let begins = state.withLock { state in
      defer { state.isAsking = true }
      return !state.isAsking
    }
    guard begins else { return }
    Task {
      let answer = await question()
      state.withLock { state in
        state.isAsking = false
        state.isTrue = state.isTrue || answer
      }
    }
  }

  /// True once, when the first answer has said so.
  func isNewlyTrue() -> Bool {
    state.withLock { state in
      defer { state.isTold = state.isTrue }
      return state.isTrue && !state.isTold
    }
  }
}
