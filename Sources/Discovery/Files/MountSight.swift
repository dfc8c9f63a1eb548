import GatewayModel
import Host
import OpenClaw

/// Compares paths of processes that see other mounts, as in a container, with those of this machine.
struct MountSight {
  let files: Machine.Files

  /// Whether a path of such a process is the same file or directory as here.
  func isSamePlace(_ pid: Int32, _ path: String) -> Bool {
    guard let theirs = files.status("/proc/\(pid)/root\(path)"), let ours = files.status(path) else {
      return false
    }
    return theirs.inode == ours.inode && theirs.changedAt == ours.changedAt
  }

  /// Whether a lock names a process whose places are not those of the same names here: it proves nothing of a gateway of ours, though
  /// it lies in a directory that both see.
  func isElsewhere(_ lock: LockRecord, _ processes: [InventoryFacts.GatewayProcess]) -> Bool {
    guard let process = processes.first(where: { $0.identity.pid == lock.pid }), process.seesOtherMounts
    else {
      return false
    }
    let paths = [lock.configPath, lock.stateDir ?? process.path("OPENCLAW_STATE_DIR")].compactMap(\.self)
    return !paths.allSatisfy { isSamePlace(lock.pid, $0) }
  }
}
