import GatewayModel
import Host
import Synchronization

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
    /// The gateway that came to harm.
    public var id: GatewayID
    /// Its shown name.
    public var name: String
    /// Its base port; nil where it is not known.
    public var port: Int?
    /// A whole sentence without its full stop: `default (pid 4711) ended`.
    public var text: String
  }

  let neighbours: [Neighbour]
  let host: Machine

  /// The harm that was seen first; it is kept, also where a later look finds the gateway running again.
  private final class First: Sendable {
    let harm = Mutex<Harm?>(nil)
  }
  private let first = First()

  /// The first gateway that has ended or lost its port since the watch began, also where it runs again by now; nil while none has.
  /// Each call looks at all processes and listeners.
  public func harm() -> Harm? {
    if let seen = first.harm.withLock({ $0 }) { return seen }
    guard let found = look() else { return nil }
    first.harm.withLock { $0 = $0 ?? found }
    return found
  }

  private func look() -> Harm? {
    let sockets = host.processes.listeners()
    for neighbour in neighbours {
      let pid = neighbour.process.pid
      guard host.processes.isAlive(neighbour.process) else {
        return Harm(
          id: neighbour.id, name: neighbour.name, port: neighbour.port,
          text: "\(neighbour.name) (pid \(pid)) ended")
      }
      guard let port = neighbour.port else { continue }
      let on = sockets.filter { $0.port == port }
      // A restart inside the process leaves the port free for a moment: that is no harm.
      guard !on.isEmpty, let own = host.processes.sockets(pid) else { continue }
      // A launcher or a child may hold the port: only where the process itself held it at the beginning it can lose it.
      guard hadPort.contains(neighbour.id), on.allSatisfy({ !own.contains($0.inode) }) else { continue }
      return Harm(
        id: neighbour.id, name: neighbour.name, port: port,
        text: "port \(port) of \(neighbour.name) (pid \(pid)) has gone to another process")
    }
    return nil
  }

  /// The neighbour whose port it is; nil where it is nobody's.
  public func name(on port: Int) -> String? { neighbours.first { $0.port == port }?.name }

  /// Why no unit may be made for a port: it would end the gateway that runs there; nil where nothing speaks against it.
  public func objection(toUnitOn port: Int?) -> String? {
    guard let port, let name = name(on: port) else { return nil }
    return
      "port \(port) is \(name)'s, which runs: a unit that starts there would end it. Give this gateway another port first (`gatehouse plan`)"
  }

  /// Those whose own process held the port at the beginning.
  private let hadPort: Set<GatewayID>

  init(_ neighbours: [Neighbour], host: Machine) {
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
