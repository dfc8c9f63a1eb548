import Control
import Synchronization

/// The clock of the restart policy, turned by hand.
final class TestClock: Sendable {
  private let time: Mutex<Double>

  init(_ start: Double = 1_000_000) { time = Mutex(start) }

  func advance(_ seconds: Double) { time.withLock { $0 += seconds } }

  var policy: PolicyClock {
    PolicyClock(now: { self.time.withLock { $0 } }, jitter: { 0.5 })
  }
}
