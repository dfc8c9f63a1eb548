import Fleet
import FoundationEssentials
import Host

/// A person's wish to stop a gateway that another Gatehouse is starting just now: that one gives its start up.
struct StopWish: Sendable, Codable {
  var schema = 1
  /// The Gatehouse that wants to stop it; a wish of one that is gone is void.
  var process: ProcessIdentity
  var bootID: String

  private static func name(_ id: GatewayID) -> String { ActionLocks.key(id, kind: "stop-wish") }

  private static func path(_ id: GatewayID, paths: GatehousePaths) -> String {
    "\(paths.locks)/\(name(id)).json"
  }

  static func write(_ id: GatewayID, paths: GatehousePaths, host: Host) {
    guard let process = host.processes.facts(host.system.processID)?.identity else { return }
    _ = RecordFile.write(
      StopWish(process: process, bootID: host.system.bootID), to: name(id), in: paths.locks, files: host.files
    )
  }

  static func remove(_ id: GatewayID, paths: GatehousePaths, host: Host) {
    _ = host.files.remove(path(id, paths: paths))
  }

  /// Whether another living Gatehouse has that wish.
  static func isThere(_ id: GatewayID, paths: GatehousePaths, host: Host) -> Bool {
    let path = path(id, paths: paths)
    guard host.files.status(path) != nil, case .success(let bytes) = host.files.read(path, 1 << 12),
      let wish = try? JSONDecoder().decode(StopWish.self, from: Data(bytes)),
      wish.bootID == host.system.bootID, wish.process.pid != host.system.processID,
      let facts = host.processes.facts(wish.process.pid)
    else { return false }
    return facts.identity == wish.process && facts.isAlive
  }
}
