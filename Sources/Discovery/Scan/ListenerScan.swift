import GatewayModel
import Host

/// Who listens where.
struct ListenerScan: Sendable {
  private var owners = SocketOwners()
  /// All listening sockets of this machine.
  private(set) var sockets: [ListeningSocket] = []
  /// Processes that were first seen at this look, as holders of a port.
  private(set) var newHolders: Set<Int32> = []
  /// Who held which port at the last look.
  private(set) var lastHolders: [Int: Int32] = [:]

  var ports: Set<Int> { Set(sockets.map(\.port)) }

  mutating func read(_ processes: Machine.Processes) { sockets = processes.listeners() }

  /// Sockets whose holder could not be seen are looked for once more.
  mutating func forgetUnknown() { owners.forgetUnknown() }

  /// All listeners of this machine with their holders, as far as those may be seen.
  mutating func all(_ watch: ProcessWatch, _ processes: Machine.Processes) -> [PortListener] {
    owners.resolve(sockets, near: watch.trees, index: watch.index, processes: processes)
  }

  /// Those on the ports of some gateway, its whole CDP range included.
  mutating func find(
    _ definitions: [Definition], _ watch: inout ProcessWatch, _ processes: Machine.Processes
  ) -> [PortListener] {
    var isWanted = [Bool](repeating: false, count: 65536)
    for definition in definitions {
      let own = definition.ports.union([definition.startPort].compactMap(\.self))
      for port in own where isWanted.indices.contains(port) { isWanted[port] = true }
      guard definition.isManaged else { continue }
      for port in definition.plan.knownCDPRange ?? 0...0 where isWanted.indices.contains(port) {
        isWanted[port] = true
      }
    }
    let wanted = sockets.filter { isWanted.indices.contains($0.port) && isWanted[$0.port] }
    let found = owners.resolve(wanted, near: watch.trees, index: watch.index, processes: processes)
    // A process that came after the last sweep is somebody's child all the same.
    newHolders = Set(found.compactMap(\.pid).filter { watch.index[$0] == nil })
    for pid in newHolders {
      watch.findWithAncestors(pid)
      if let facts = watch.index[pid] { watch.note(facts) }
    }
    if !newHolders.isEmpty { watch.collect() }
    lastHolders = Dictionary(
      found.compactMap { listener in listener.pid.map { (listener.port, $0) } },
      uniquingKeysWith: { first, _ in first })
    return found
  }
}
