import OpenClaw
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

  /// The path with the links of whatever of it exists resolved: a workspace that nobody has made yet may lie behind one.
  func resolved(_ path: String) -> String {
    if let real = self[path] { return real }
    let parent = UserPath.parent(path)
    guard parent != path, path.hasPrefix("/") else { return path }
    let real = resolved(parent)
    return (real == "/" ? "" : real) + "/" + UserPath.name(path)
  }

  func forget() { known.withLock { $0 = [:] } }
}
