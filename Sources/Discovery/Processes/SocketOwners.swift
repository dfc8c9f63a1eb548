import GatewayModel
import Host
import OpenClaw

/// Which process holds which socket. An inode is searched for once: a socket does not change hands while it listens.
struct SocketOwners: Sendable {
  private struct Owner {
    var pid: Int32?
    var command: String?
    var identity: ProcessIdentity?
    var chrome: ChromeArguments?
    var controlGroup: String?
  }

  private var known: [UInt64: Owner] = [:]

  /// Sockets whose holder could not be seen are looked for once more: that may have been a moment's failure.
  mutating func forgetUnknown() { known = known.filter { $0.value.pid != nil } }

  /// - Parameter near: processes that are asked first, because most sockets are theirs.
  mutating func resolve(
    _ sockets: [ListeningSocket], near: [Int32], index: ProcessIndex, processes: Machine.Processes
  ) -> [PortListener] {
    let inodes = Set(sockets.map(\.inode))
    known = known.filter { inode, owner in
      guard inodes.contains(inode) else { return false }
      guard let identity = owner.identity else { return true }
      return (index[identity.pid] ?? processes.facts(identity.pid))?.identity == identity
    }
    var missing = inodes.subtracting(known.keys)
    if !missing.isEmpty {
      search(near, for: &missing, index: index, processes: processes)
      if !missing.isEmpty {
        let asked = Set(near)
        let others = processes.pids().filter { !asked.contains($0) }
        search(others, for: &missing, index: index, processes: processes)
      }
      // Not found: the holder may not be looked into. Noted without a pid, so that it is not searched for at every look.
      for inode in missing { known[inode] = Owner() }
    }
    return sockets.map { socket in
      let owner = known[socket.inode]
      return PortListener(
        port: socket.port, address: socket.address, pid: owner?.pid, command: owner?.command,
        userID: socket.userID, userDataDir: owner?.chrome?.userDataDir, controlGroup: owner?.controlGroup)
    }.sorted { ($0.port, $0.address) < ($1.port, $1.address) }
  }

  private mutating func search(
    _ pids: [Int32], for missing: inout Set<UInt64>, index: ProcessIndex, processes: Machine.Processes
  ) {
    for pid in pids {
      if missing.isEmpty { return }
      guard let held = processes.sockets(pid) else { continue }
      for inode in missing.intersection(held) {
        let facts = processes.facts(pid) ?? index[pid]
        known[inode] = Owner(
          pid: pid, command: facts.map { name(of: $0, processes: processes) }, identity: facts?.identity,
          chrome: processes.commandLine(pid).flatMap(ChromeArguments.init),
          controlGroup: processes.controlGroup(pid))
        missing.remove(inode)
      }
    }
  }

  /// Node calls its main thread `MainThread`, and the kernel cuts names: the command line knows better.
  private func name(of facts: ProcessFacts, processes: Machine.Processes) -> String {
    guard facts.name == "MainThread" || facts.name.utf8.count >= 15,
      let first = processes.commandLine(facts.pid)?.first, !first.isEmpty
    else { return facts.name }
    // A title that was written over the arguments is one string: its first word is the command.
    let command = first.prefix { $0 != " " }
    return command.parts(at: "/").last.map(String.init) ?? facts.name
  }
}
