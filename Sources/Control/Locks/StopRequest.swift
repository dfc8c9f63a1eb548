import FoundationEssentials
import GatewayModel
import Host
import Records

/// A person's request to stop a gateway that another Gatehouse is starting just now: that one gives its start up.
struct StopRequest: Sendable, Codable {
  var schema = 1
  /// The Gatehouse that asks; a request of one that is gone is void.
  var process: ProcessIdentity
  var bootID: String
}

/// The stop request of one gateway, beside its lock.
struct StopRequests: Sendable {
  let id: GatewayID
  let paths: GatehousePaths
  let host: Machine

  private var name: String { GatewayLocks.key(id, kind: "stop-wish") }
  private var path: String { "\(paths.locks)/\(name).json" }

  /// - Returns: why it cannot be written: then nobody gives anything up.
  func write() -> FileFailure? {
    guard let process = host.processes.facts(host.system.processID)?.identity else {
      return .processUnseen
    }
    let request = StopRequest(process: process, bootID: host.system.bootID)
    return RecordFile.write(request, to: name, in: paths.locks, files: host.files)
  }

  func remove() -> FileFailure? { host.files.remove(path) }

  /// Whether another living Gatehouse asks for it.
  var isAsked: Bool {
    guard host.files.status(path) != nil, case .success(let bytes) = host.files.read(path, 1 << 12),
      // A file that cannot be decoded counts as no request.
      let request = RecordDecoder.decode(StopRequest.self, from: bytes),
      request.bootID == host.system.bootID, request.process.pid != host.system.processID
    else { return false }
    return host.processes.isAlive(request.process)
  }
}
