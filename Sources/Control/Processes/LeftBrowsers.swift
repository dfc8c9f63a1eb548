import Fleet
import Host
import OpenClaw

/// Browsers that a gateway has started and that live on without it: after a KILL their parent is gone, and the directory of their
/// data is all that tells whose they are. Seen: 2026.6.11.
struct LeftBrowsers {
  let host: Host
  /// Links resolved.
  let realPath: (String) -> String

  /// The main process of each, its own user's and with its data below the gateway's state directory.
  func find(_ definition: Definition) -> [ProcessIdentity] {
    guard definition.arePathsKnown else { return [] }
    let all = ProcessIndex(host.processes.all())
    return all.byPID.values.filter { facts in
      facts.isAlive && host.processes.userID(facts.pid) == host.system.userID && isIts(facts.pid, definition)
        && (all[facts.parent].map { !isIts($0.pid, definition) } ?? true)
    }.map(\.identity).sorted { $0.pid < $1.pid }
  }

  private func isIts(_ pid: Int32, _ definition: Definition) -> Bool {
    guard let arguments = host.processes.commandLine(pid), let chrome = ChromeArguments(arguments),
      // Its helpers carry the same directory and are ended by it.
      !chrome.isHelper
    else { return false }
    return definition.hasInState(chrome.userDataDir, realPath: realPath)
  }
}
