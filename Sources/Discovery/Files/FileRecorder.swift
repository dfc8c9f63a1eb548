import OpenClaw
import Synchronization

/// The files that were asked for while something was read, so that it is read again when one of them changes.
final class FileRecorder: Sendable {
  private struct Noted {
    var paths: [String] = []
    var known: Set<ByteText> = []
  }

  private let noted = Mutex(Noted())

  func note(_ path: String) {
    noted.withLock { if $0.known.insert(path.bytes).inserted { $0.paths.append(path) } }
  }

  var all: [String] { noted.withLock { $0.paths } }
}
