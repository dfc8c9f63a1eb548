extension Machine.System {
  /// Waits until a condition holds or a moment has come. It is asked at once, then every `pause`, and once more at the end.
  /// - Parameters:
  ///   - deadline: seconds since boot, as `uptime` gives them.
  ///   - pause: seconds between two questions.
  /// - Returns: whether the condition held in time.
  /// - Throws: `CancellationError` as soon as the task is cancelled.
  public nonisolated(nonsending) func waitUntil(
    _ deadline: Double, every pause: Double = 0.05, _ condition: () async -> Bool
  ) async throws(CancellationError) -> Bool {
    while true {
      if Task.isCancelled { throw CancellationError() }
      if await condition() { return true }
      let left = deadline - uptime()
      if left <= 0 { return false }
      try await sleep(min(pause, left))
    }
  }

  /// The same for so many seconds from now.
  public nonisolated(nonsending) func wait(
    seconds: Double, every pause: Double = 0.05, until condition: () async -> Bool
  ) async throws(CancellationError) -> Bool {
    try await waitUntil(uptime() + seconds, every: pause, condition)
  }

  /// For a loop that ends when its task is cancelled.
  /// - Returns: false as soon as the task is cancelled.
  public nonisolated(nonsending) func slept(_ seconds: Double) async -> Bool {
    do throws(CancellationError) {
      try await sleep(seconds)
      return true
    } catch {
      return false
    }
  }
}

/// Carries out what must not be left in its middle, such as the stop of a process: it goes on when the caller's task is cancelled.
public nonisolated(nonsending) func finishing<Value: Sendable>(
  _ work: @escaping @Sendable () async -> Value
) async -> Value {
  await Task { await work() }.value
}
