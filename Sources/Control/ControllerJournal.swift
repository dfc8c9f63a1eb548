import Fleet
import Host

/// What happens is said on the screen and written to the journal.
extension Controller {
  func note(_ text: String) {
    live.lastEvent = Snapshot.Event(at: host.system.now(), text: text)
  }

  func noteSeen(
    _ action: String, _ definition: Definition, _ target: JournalEntry.Target, _ message: String,
    by initiator: Initiator = .recovery
  ) {
    var trace = ActionTrace(
      action: action, name: definition.name, stateDir: definition.stateDir, by: initiator,
      gatehouse: host.system.processID)
    trace.target = target
    write(trace.entry(.noted, message: message, at: host.system.now()))
    note(message)
  }

  /// A journal that cannot be written stops nothing, and is said.
  func write(_ entry: JournalEntry) {
    var entry = entry
    // A name may hold anything; in a line for a person it must not make another line.
    entry.gateway = LogText.clean(entry.gateway)
    entry.message = live.redactor.show(entry.message)
    hear?(entry)
    if let failure = host.files.makeDirectory(paths.stateDir, 0o700) ?? journal.append(entry) {
      let text = "the journal \(paths.journal) cannot be written: \(failure)"
      note(text)
      if !isJournalLost { warn?(text) }
      isJournalLost = true
    } else {
      isJournalLost = false
    }
  }
}
