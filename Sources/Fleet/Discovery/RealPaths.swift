import Synchronization

/// Resolved paths, kept until the next sweep: the same few are asked for again and again.
final class RealPaths: Sendable {
  private let resolve: @Sendable (String) -> String?
  private let known = Mutex<[String: String?]>([:])

  init(resolve: @escaping @Sendable (String) -> String?) { self.resolve = resolve }

  subscript(path: String) -> String? {
    if let found = known.withLock({ $0[path] }) { return found }
    let found = resolve(path)
    known.withLock { $0[path] = found }
    return found
  }

  func forget() { known.withLock { $0 = [:] } }
}
