import GatewayModel
import Host
import OpenClaw

/// Reads the lock files of some directories; an unchanged file is not read again. Temporary directories are everybody's: only what this
/// user or root keeps counts, and each file is judged as it was opened, never by its path.
struct LockReader: Sendable {
  let host: Machine
  private var known: [ByteText: (status: FileStatus, record: LockRecord?)] = [:]

  init(host: Machine) { self.host = host }

  mutating func read(directories: [String]) -> [LockRecord] {
    var next: [ByteText: (status: FileStatus, record: LockRecord?)] = [:]
    var records: [LockRecord] = []
    for directory in directories {
      if host.files.silence(directory) != nil {
        // What was there is the best that is known; before a signal it is proven again.
        let before = known.filter { $0.key.text.begins(with: directory + "/") }
        next.merge(before) { known, _ in known }
        records += before.values.compactMap(\.record)
        continue
      }
      guard let place = host.files.plainStatus(directory), place.kind == .directory,
        place.isKept(by: host.system.userID), case .success(let names) = host.files.list(directory)
      else { continue }
      for name in names.sorted() where LockRecord.isLockName(name) {
        let path = directory + "/" + name
        guard var status = host.files.plainStatus(path), isOurs(status) else { continue }
        let record: LockRecord?
        if let entry = known[path.bytes], entry.status == status {
          record = entry.record
        } else if case .success(let file) = host.files.readPlain(path, 1 << 16), isOurs(file.status) {
          status = file.status
          record = LockRecord(path: path, text: String(decoding: file.bytes, as: UTF8.self))
        } else {
          record = nil
        }
        next[path.bytes] = (status, record)
        if let record { records.append(record) }
      }
    }
    known = next
    // One process may hold several locks: the one that says most comes first.
    return records.sorted {
      (($0.configPath == nil ? 1 : 0), ($0.port == nil ? 1 : 0), $0.path)
        < (($1.configPath == nil ? 1 : 0), ($1.port == nil ? 1 : 0), $1.path)
    }
  }

  private func isOurs(_ status: FileStatus) -> Bool {
    status.kind == .file && status.userID == host.system.userID
  }
}
