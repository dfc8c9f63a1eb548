import GatewayModel
import Host

/// Proves on an open connection that its other end is the gateway: before a token goes there.
struct ConnectionProof: Sendable {
  let host: Machine
  let owner: ProcessIdentity
  /// Where the gateway was asked.
  let server: Connection.End

  /// This very connection was accepted by the gateway's process tree; the process is the same as before, and all of it is this user's.
  func holds(_ connection: Connection) async -> Bool {
    guard connection.server == server, isOurs(owner.pid), host.processes.isAlive(owner),
      let accepted = host.processes.acceptedSocket(connection), accepted.userID == host.system.userID
    else { return false }
    if host.processes.sockets(owner.pid)?.contains(accepted.inode) == true { return true }
    let index = ProcessIndex(host.processes.all())
    return index.tree(owner.pid).contains {
      isOurs($0.pid) && host.processes.sockets($0.pid)?.contains(accepted.inode) == true
    }
  }

  private func isOurs(_ pid: Int32) -> Bool { host.processes.userID(pid) == host.system.userID }
}
