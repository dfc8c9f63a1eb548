import Foundation
import Testing

/// A place on the machine for each test that runs: real processes start, and real time limits run out, so no more of them at once than
/// the machine carries. Swift Testing itself starts every suite at the same moment.
struct Places: SuiteTrait, TestTrait, TestScoping {
  /// Also for each test and each case below the suite that has it.
  let isRecursive = true

  private static let queue = PlaceQueue(places: max(2, ProcessInfo.processInfo.activeProcessorCount) * 2)

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    // A suite, or a test with several cases, takes none: its parts do.
    guard testCase != nil else { return try await function() }
    await Self.queue.take()
    do { try await function() } catch {
      await Self.queue.giveBack()
      throw error
    }
    await Self.queue.giveBack()
  }
}

extension Trait where Self == Places {
  /// Runs when there is a place for it.
  static var inPlaces: Self { Self() }
}

/// Who waits for a place, first come first served.
private actor PlaceQueue {
  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(places: Int) { free = places }

  func take() async {
    if free > 0 {
      free -= 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
  }

  func giveBack() {
    if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
  }
}
