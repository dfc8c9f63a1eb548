import GatewayModel
import Host
import OpenClaw

/// Gateway processes of this home that neither a lock nor a variable ties to a gateway.
struct StrayFinder {
  struct Loose: Equatable {
    var process: InventoryFacts.GatewayProcess
    /// What it listens on, in order.
    var ports: [Int]
  }

  let home: String
  let userID: UInt32
  let realPath: (String) -> String

  /// - Parameter claimed: processes that locks and run records name.
  func find(_ watch: ProcessWatch, claimed: Set<Int32>, sockets: [ListeningSocket]) -> [Loose] {
    let loose = watch.gateways.filter { process in
      guard process.userID == userID, let environment = process.environment,
        environment["OPENCLAW_STATE_DIR"]?.nonBlank == nil,
        environment["OPENCLAW_CONFIG_PATH"]?.nonBlank == nil
      else { return false }
      let own = UserPath.home(environment: environment, fallback: "/", workingDirectory: "/")
      return realPath(own).isSameBytes(as: realPath(home))
        && !claimed.contains { watch.index.isRelated($0, process.identity.pid) }
    }
    return loose.compactMap { process in
      // A launcher and its gateway are one: the one that has no such ancestor stands for both.
      let hasParent = loose.contains {
        $0.identity != process.identity
          && watch.index.tree($0.identity.pid).contains { $0.pid == process.identity.pid }
      }
      if hasParent { return nil }
      let ports = watch.ports(of: process.identity.pid, sockets: sockets)
      // Before it listens nothing can tell which gateway it will be.
      return ports.isEmpty ? nil : Loose(process: process, ports: Set(ports).sorted())
    }
  }
}
