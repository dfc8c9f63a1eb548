import GatewayModel
import Host
import OpenClaw

/// Browsers that a gateway has started and that live on without it: after a KILL their parent is gone, and the directory of their
/// data is all that tells whose they are. Seen: 2026.6.11.
struct LeftBrowsers {
  let host: Machine
  let inventory: HostInventory
  /// Links resolved.
  let realPath: @Sendable (String) -> String

  /// The processes of all gateways: a browser below one of them was not left behind.
  private var owners: Set<Int32> { Set(inventory.owners.values.compactMap(\.process?.pid)) }

  /// The main process of each: its own user's, with its data in the gateway's state directory and in no other's inside of that, and
  /// without a gateway among its parents.
  func find(_ definition: Definition) -> [ProcessIdentity] {
    guard definition.arePathsKnown else { return [] }
    let all = ProcessIndex(host.processes.all())
    let owners = owners
    return all.byPID.values.filter { facts in
      facts.isAlive && host.processes.userID(facts.pid) == host.system.userID && isIts(facts.pid, definition)
        && (all[facts.parent].map { !isIts($0.pid, definition) } ?? true)
        && !hasGateway(above: facts, all, owners)
    }.map(\.identity).sorted { $0.pid < $1.pid }
  }

  private func hasGateway(
    above facts: ProcessFacts, _ all: ProcessIndex, _ owners: Set<Int32>
  ) -> Bool {
    var current = all[facts.parent]
    for _ in 0..<64 {
      guard let parent = current, parent.pid > 1 else { return false }
      if owners.contains(parent.pid) { return true }
      current = all[parent.parent]
    }
    return false
  }

  private func isIts(_ pid: Int32, _ definition: Definition) -> Bool {
    guard let arguments = host.processes.commandLine(pid), let chrome = ChromeArguments(arguments),
      // Its helpers carry the same directory and are ended by it.
      !chrome.isHelper
    else { return false }
    return inventory.gateway(ofBrowserData: chrome.userDataDir, realPath: realPath) == definition.id
  }
}
