// A static release has no Testing, and no test.
#if canImport(Testing)
  import Foundation
  import Testing

  /// A place on the machine for each test that runs, so that no more of them run at once than it carries: Swift Testing itself starts every
  /// suite at the same moment.
  public struct Places: SuiteTrait, TestTrait, TestScoping {
    /// Also for each test and each case below the suite that has it.
    public let isRecursive = true
    let queue: PlaceQueue

    public func provideScope(
      for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
      // A suite, or a test with several cases, takes none: its parts do.
      guard testCase != nil else { return try await function() }
      await queue.take()
      do { try await function() } catch {
        await queue.giveBack()
        throw error
      }
      await queue.giveBack()
    }
  }

  extension Trait where Self == Places {
    /// Real processes start, and real time limits run out: twice as many at once as there are cores.
    public static var inPlaces: Self { Self(queue: .waiting) }

    /// Only computes, and for long: one at a time, so that whoever waits for something has the other threads.
    public static var computing: Self { Self(queue: .computing) }
  }

  /// Who waits for a place, first come first served.
  actor PlaceQueue {
    static let waiting = PlaceQueue(places: max(2, ProcessInfo.processInfo.activeProcessorCount) * 2)
    static let computing = PlaceQueue(places: 1)

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
#endif
