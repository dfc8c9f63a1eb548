import GatewayModel
import Host

/// The lock file that each gateway's process was seen to keep: after its end it tells how it ended.
struct SeenLocks: Sendable {
  /// Beyond this many locks only those of processes that still live are kept.
  private static let limit = 1000

  private var paths: [ProcessIdentity: String] = [:]

  mutating func note(_ inventory: HostInventory) {
    for lock in inventory.locks {
      if let process = inventory.index[lock.pid]?.identity, lock.startTicks == process.startTicks {
        paths[process] = lock.path
      }
    }
    if paths.count > Self.limit {
      paths = paths.filter { inventory.index[$0.key.pid]?.identity == $0.key }
    }
  }

  /// Whether the end of a process left its lock behind; nil where none of it was ever seen.
  func isLeft(by process: ProcessIdentity, _ inventory: HostInventory, files: Machine.Files) -> Bool? {
    guard let path = paths[process] else {
      return inventory.leftLocks.contains { $0.pid == process.pid && $0.startTicks == process.startTicks }
        ? true : nil
    }
    guard case .success(let bytes) = files.read(path, 1 << 16),
      let lock = LockRecord(path: path, text: String(decoding: bytes, as: UTF8.self))
    else { return false }
    return lock.pid == process.pid && lock.startTicks == process.startTicks
  }
}
