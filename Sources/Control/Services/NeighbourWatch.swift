import Fleet
import Host

/// The gateways that run beside a command of OpenClaw's: an onboarding or a unit that starts on another gateway's port ends that
/// gateway. Seen on 2026.6.11: a unit's gateway TERMs whatever gateway holds its port.
public struct NeighbourWatch: Sendable {
  struct Neighbour: Sendable, Equatable {
    var id: GatewayID
    var name: String
    var process: ProcessIdentity
    var port: Int?
  }

  /// What became of one of them.
  public struct Harm: Sendable, Equatable {
    public var id: GatewayID
    public var name: String
    public var port: Int?
    /// A whole sentence without its full stop: `default (pid 4711) ended`.
    public var text: String
  }

  let neighbours: [Neighbour]
  let host: Host

  /// The first that is not as it was; nil while all are. Costs a look at each process and at the listeners.
  public func harm() -> Harm? {
    let sockets = host.processes.listeners()
    for neighbour in neighbours {
      let pid = neighbour.process.pid
      guard let facts = host.processes.facts(pid), facts.identity == neighbour.process, facts.isAlive else {
        return Harm(
          id: neighbour.id, name: neighbour.name, port: neighbour.port,
          text: "\(neighbour.name) (pid \(pid)) ended")
      }
      guard let port = neighbour.port else { continue }
      let on = sockets.filter { $0.port == port }
      // A restart inside the process leaves the port free for a moment: that is no harm.
      guard !on.isEmpty, let own = host.processes.sockets(pid) else { continue }
      // Its launcher or a child may hold it: then it never was this process's.
      guard hadPort.contains(neighbour.id), on.allSatisfy({ !own.contains($0.inode) }) else { continue }
      return Harm(
        id: neighbour.id, name: neighbour.name, port: port,
        text: "port \(port) of \(neighbour.name) (pid \(pid)) has gone to another process")
    }
    return nil
  }

  /// The neighbour whose port it is; nil where it is nobody's.
  public func name(on port: Int) -> String? { neighbours.first { $0.port == port }?.name }

  /// Those whose own process held the port at the beginning.
  private let hadPort: Set<GatewayID>

  init(_ neighbours: [Neighbour], host: Host) {
    self.neighbours = neighbours
    self.host = host
    let sockets = host.processes.listeners()
    hadPort = Set(
      neighbours.filter { neighbour in
        guard let port = neighbour.port, let own = host.processes.sockets(neighbour.process.pid) else {
          return false
        }
        return sockets.contains { $0.port == port && own.contains($0.inode) }
      }.map(\.id))
  }
}

extension Controller {
  /// All gateways that run now but one.
  public func neighbours(besides id: GatewayID?) -> NeighbourWatch {
    let running = (survey?.definitions ?? []).compactMap { definition -> NeighbourWatch.Neighbour? in
      guard definition.id != id, definition.isManaged, let process = live.owners[definition.id]?.process
      else {
        return nil
      }
      return .init(
        id: definition.id, name: definition.name, process: process, port: definition.plan.gateway.known)
    }
    return NeighbourWatch(running, host: host)
  }
}
