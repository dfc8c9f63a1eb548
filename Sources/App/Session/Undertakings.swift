import Synchronization

/// How much of what a person asked for is still under way, counted across threads.
final class Undertakings: Sendable {
  private let count = Mutex(0)
  private let settled: @Sendable () -> Void

  /// - Parameter settled: called when the last one has ended, after everything that it had to tell was told.
  init(settled: @escaping @Sendable () -> Void) { self.settled = settled }

  var isNone: Bool { count.withLock { $0 == 0 } }

  func begin() { count.withLock { $0 += 1 } }

  func end() {
    let isLast = count.withLock { count in
      count -= 1
      return count == 0
    }
    if isLast { settled() }
  }
}
