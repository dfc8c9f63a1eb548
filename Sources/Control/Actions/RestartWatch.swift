import GatewayModel
import Host

/// Sees that a gateway which was told to end has restarted inside its process instead: its lock file is written again, or, where
/// there is no lock, its port is closed and opened again.
struct RestartWatch {
  private let host: Machine
  private let lock: LockRecord?
  private let port: Int?
  private var seen: FileStatus?
  private var wasListening: Bool
  private var wasGone = false

  init(host: Machine, lock: LockRecord?, port: Int?) {
    self.host = host
    self.lock = lock
    self.port = port
    seen = lock.flatMap { host.files.status($0.path) }
    wasListening = false
    if lock == nil { wasListening = isListening }
  }

  private var isListening: Bool {
    port.map { port in host.processes.listeners().contains { $0.port == port } } ?? false
  }

  /// Whether it has come up again since the last time this was said. Without a lock only the port tells.
  mutating func isLiveAgain() -> Bool {
    if let lock { return isWrittenAnew(lock) }
    let isListening = isListening
    defer { wasListening = isListening }
    if wasListening, !isListening { wasGone = true }
    guard wasGone, isListening else { return false }
    wasGone = false
    return true
  }

  /// Whether the lock file has changed since it was last looked at, and still names the same process.
  private mutating func isWrittenAnew(_ lock: LockRecord) -> Bool {
    guard let status = host.files.status(lock.path), status != seen,
      case .success(let bytes) = host.files.read(lock.path, 1 << 16),
      let record = LockRecord(path: lock.path, text: String(decoding: bytes, as: UTF8.self)),
      record.pid == lock.pid
    else { return false }
    seen = status
    return true
  }
}
