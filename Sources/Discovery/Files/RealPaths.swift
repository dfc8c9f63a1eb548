import Host
import OpenClaw
import Synchronization

/// Resolved paths, kept until the next sweep: the same few are asked for again and again.
final class RealPaths: Sendable {
  /// Links in a row from which on they are taken for a circle, as the kernel does.
  static let linkLimit = 40
  /// A longer path is none that a file can have (PATH_MAX).
  static let lengthLimit = 4096
  /// So many paths are remembered for a file system that does not answer.
  private static let rememberedLimit = 8192

  private struct Known {
    var existing: [ByteText: String?] = [:]
    var resolved: [ByteText: String] = [:]
    /// From before it was forgotten last: still good for what lies on a file system that does not answer.
    var before: [ByteText: String] = [:]
  }

  private let files: Machine.Files
  private let known = Mutex(Known())

  init(_ files: Machine.Files) { self.files = files }

  /// With all links resolved; nil where nothing is.
  subscript(path: String) -> String? {
    if let found = known.withLock({ $0.existing[path.bytes] }) { return found }
    let found = files.realPath(path)
    known.withLock { $0.existing[path.bytes] = found }
    return found
  }

  /// The path with the links of whatever of it exists resolved: a workspace that nobody has made yet may lie behind one.
  /// A circle of links stands for itself.
  func resolved(_ path: String) -> String {
    path.utf8.count > Self.lengthLimit ? path : resolve(path, links: 0) ?? path
  }

  func forget() {
    known.withLock { known in
      var fresh = Known()
      fresh.before = known.before.merging(known.resolved) { _, newer in newer }
      // Paths that nobody asks for any more are dropped at some time.
      if fresh.before.count > Self.rememberedLimit { fresh.before = known.resolved }
      known = fresh
    }
  }

  /// One question a part of the path, and none for a part that is known.
  private func resolve(_ path: String, links: Int) -> String? {
    guard path.hasPrefix("/"), path != "/" else { return path }
    if let found = known.withLock({ $0.resolved[path.bytes] }) { return found }
    if files.silence(path) != nil, let found = known.withLock({ $0.before[path.bytes] }) { return found }
    guard let parent = resolve(UserPath.parent(path), links: links) else { return nil }
    let whole = (parent == "/" ? "" : parent) + "/" + UserPath.name(path)
    var real: String? = whole
    if let target = files.link(whole) {
      real =
        links < Self.linkLimit && target.utf8.count + parent.utf8.count < Self.lengthLimit
        ? resolve(UserPath.absolute(target, workingDirectory: parent), links: links + 1) : nil
    }
    if let real { known.withLock { $0.resolved[path.bytes] = real } }
    return real
  }
}
