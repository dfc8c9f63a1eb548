import Host
import OpenClaw
import Synchronization

/// Resolved paths, kept until the next sweep: the same few are asked for again and again.
final class RealPaths: Sendable {
  /// Links in a row from which on they are taken for a circle, as the kernel does.
  static let linkLimit = 40
  /// A longer path is none that a file can have (PATH_MAX).
  static let lengthLimit = 4096
  /// Parts of paths that are looked at for one of them, those of its links too: twice as many as the longest path has.
  private static let partLimit = 4200
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
    path.utf8.count > Self.lengthLimit ? path : resolve(path) ?? path
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

  /// What is still to be done for one path, the last one first.
  private enum Step {
    /// Resolve a path, which so many links have led to.
    case resolve(String, links: Int)
    /// Put its name to the directory that was found last, and follow the link that this may be.
    case enter(String, links: Int)
    /// Remember what was found last for it.
    case keep(String)
  }

  /// One question a part of the path, and none for a part that is known. Nil where its links end nowhere, or lead through more parts than
  /// are followed.
  private func resolve(_ path: String) -> String? {
    var steps = [Step.resolve(path, links: 0)]
    var found: String?
    var parts = 0
    while let step = steps.popLast() {
      switch step {
      case .resolve(let path, let links):
        parts += 1
        guard parts <= Self.partLimit else { return nil }
        found = remembered(path)
        if found == nil {
          steps += [.enter(path, links: links), .resolve(UserPath.parent(path), links: links)]
        }
      case .enter(let path, let links):
        guard let parent = found else { return nil }
        let whole = (parent == "/" ? "" : parent) + "/" + UserPath.name(path)
        steps.append(.keep(path))
        guard let target = files.link(whole) else {
          found = whole
          continue
        }
        guard links < Self.linkLimit, target.utf8.count + parent.utf8.count < Self.lengthLimit else {
          return nil
        }
        steps.append(.resolve(UserPath.absolute(target, workingDirectory: parent), links: links + 1))
      case .keep(let path):
        guard let found else { return nil }
        known.withLock { $0.resolved[path.bytes] = found }
      }
    }
    return found
  }

  /// What a path is known to be; nil where that is to be found out.
  private func remembered(_ path: String) -> String? {
    guard path.begins(with: "/"), path != "/" else { return path }
    if let found = known.withLock({ $0.resolved[path.bytes] }) { return found }
    return files.silence(path) != nil ? known.withLock { $0.before[path.bytes] } : nil
  }
}
