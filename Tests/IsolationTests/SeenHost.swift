import Fleet
import GatewayModel
import Host
import Isolation
import Records
import TestSupport

/// A host that exists only here: its files, its processes and who listens where.
struct SeenHost {
  struct Running: Sendable {
    var pid: Int32
    var port: Int?
    var name = "nginx"
    var arguments: [String]?
    var address = "127.0.0.1"
    var parent: Int32 = 1
    var userID: UInt32 = 1000
    /// Whether its sockets may be seen, so that it is known who listens.
    var isVisible = true
  }

  var files: [String: String]
  var running: [Running] = []

  /// A config of the default gateway, with more in it.
  static func config(_ port: Int, _ more: String = "") -> String {
    "{ gateway: { mode: 'local', port: \(port) }, \(more) }"
  }

  static func lock(_ pid: Int32, _ config: String) -> String {
    "{\"pid\": \(pid), \"configPath\": \"\(config)\", \"startTime\": 7}"
  }

  private func scanned() -> (HostInventory, SnapshotBuilder) {
    var host = FakeHost.host(files: files, environment: ["HOME": "/h"])
    let byPID = Dictionary(
      running.filter(\.isVisible).map { ($0.pid, $0) }, uniquingKeysWith: { first, _ in first })
    host.processes.pids = { byPID.keys.sorted() }
    host.processes.facts = { pid in
      byPID[pid].map {
        ProcessFacts(identity: .init(pid: pid, startTicks: 7), name: $0.name, parent: $0.parent)
      }
    }
    host.processes.commandLine = { pid in byPID[pid].map { $0.arguments ?? [$0.name] } }
    host.processes.environment = { byPID[$0] == nil ? nil : ["HOME": "/h"] }
    host.processes.controlGroup = { _ in nil }
    host.processes.userID = { byPID[$0]?.userID }
    host.processes.sockets = { pid in byPID[pid]?.port == nil ? [] : [UInt64(pid)] }
    let sockets = running.compactMap { process in
      process.port.map {
        ListeningSocket(
          address: process.address, port: $0, inode: UInt64(process.pid), userID: process.userID)
      }
    }
    host.processes.listeners = { sockets }
    let paths = GatehousePaths(home: nil, config: nil, system: host.system)
    var scanner = HostScanner(host: host, paths: paths, config: GatehouseConfig())
    let builder = SnapshotBuilder(
      paths: paths, config: GatehouseConfig(), system: host.system, realPath: scanner.realPath)
    return (scanner.scan(sweep: true), builder)
  }

  func inventory() -> HostInventory { scanned().0 }

  /// All findings of a code, as a snapshot has them.
  func findings(_ code: FindingCode) -> [Finding] {
    let (inventory, builder) = scanned()
    return builder.build(inventory, live: RuntimeState()).findings.filter { $0.code == code }
  }

  /// The findings about processes alone.
  static func observed(_ inventory: HostInventory) -> [Finding] {
    let holders = PortHolders(inventory, owners: inventory.owners, userID: 1000) { $0 }
    return OwnershipRules(inventory: inventory, owners: inventory.owners, holders: holders) { _ in [] }
      .check()
  }
}
