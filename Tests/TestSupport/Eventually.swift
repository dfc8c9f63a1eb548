/// How long a test waits for what must come, in seconds. It costs nothing where all is well; a busy machine may need much of it.
public let patience = 180.0

/// Waits for a condition, not for time; false when it did not come in so many seconds.
/// - Parameter pause: seconds between two looks.
public func eventually(
  _ seconds: Double = patience, pause: Double = 0.005, _ condition: () async throws -> Bool
) async rethrows -> Bool {
  let deadline = ContinuousClock.now + .seconds(seconds)
  while ContinuousClock.now < deadline {
    if try await condition() { return true }
    // A test that is cancelled ends with the next look.
    try? await Task.sleep(for: .seconds(pause))
  }
  return try await condition()
}
