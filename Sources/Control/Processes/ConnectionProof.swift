import GatewayModel
import Host

/// Proves on an open connection that its other end is the gateway: before a token goes there.
struct ConnectionProof: Sendable {
  let host: Machine
  let owner: ProcessIdentity
  let port: Int

  /// The accepting socket belongs to the gateway's process tree, the process is the same as before, and of this user.
  func holds(clientPort: Int) async -> Bool {
    guard host.processes.isAlive(owner), host.processes.userID(owner.pid) == host.system.userID
    else { return false }
    guard let inode = host.processes.acceptedSocket(port, clientPort) else { return false }
    if host.processes.sockets(owner.pid)?.contains(inode) == true { return true }
    let index = ProcessIndex(host.processes.all())
    return index.tree(owner.pid).contains { host.processes.sockets($0.pid)?.contains(inode) == true }
  }
}
