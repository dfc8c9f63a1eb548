import Dispatch
import Host
import Synchronization

extension Array where Element: Sendable {
  /// From this number of elements on, several cores are used.
  private static var worth: Int { 64 }

  /// As `map`, on several cores where there are many elements.
  func parallelMap<T: Sendable>(_ transform: @Sendable (Element) -> T) -> [T] {
    guard count >= Self.worth else { return map(transform) }
    let parts = 4
    let results = Mutex<[Int: [T]]>([:])
    let attempt = FileAttempt.current
    DispatchQueue.concurrentPerform(iterations: parts) { part in
      let mine = FileAttempt.carry(attempt) {
        self[(count * part / parts)..<(count * (part + 1) / parts)].map(transform)
      }
      results.withLock { $0[part] = mine }
    }
    let found = results.withLock { $0 }
    return (0..<parts).flatMap { found[$0] ?? [] }
  }
}
