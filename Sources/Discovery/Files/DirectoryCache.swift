import Host
import OpenClaw

/// The names in directories, read again only when something was added or removed.
struct DirectoryCache: Sendable {
  let host: Machine
  private var listings: [ByteText: (status: FileStatus, names: [String])] = [:]

  init(host: Machine) { self.host = host }

  mutating func list(_ path: String) -> Result<[String], FileFailure> {
    if let silence = host.files.silence(path) {
      // What was there is the best that is known.
      return listings[path.bytes].map { .success($0.names) } ?? .failure(.silent(silence))
    }
    guard let status = host.files.status(path) else {
      listings[path.bytes] = nil
      return .failure(.missingDirectory)
    }
    if let known = listings[path.bytes], known.status == status { return .success(known.names) }
    let result = host.files.list(path)
    // A directory that changed within this moment may change again without another time stamp.
    if case .success(let names) = result, host.system.now() - status.modifiedAt > 2 {
      listings[path.bytes] = (status, names)
    }
    return result
  }
}
