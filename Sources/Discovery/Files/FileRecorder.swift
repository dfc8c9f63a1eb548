import Synchronization

/// The files that were asked for while something was read, so that it is read again when one of them changes.
final class FileRecorder: Sendable {
  private let noted = Mutex<[String]>([])

  func note(_ path: String) { noted.withLock { if !$0.contains(path) { $0.append(path) } } }

  var all: [String] { noted.withLock { $0 } }
}
