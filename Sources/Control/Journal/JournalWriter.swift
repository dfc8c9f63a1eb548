import GatewayModel
import Host
import Records

/// Writes what happens to the journal, and says it on the screen.
@ControlActor
final class JournalWriter {
  private let paths: GatehousePaths
  private let host: Machine
  private let journal: Journal
  private let state: LatestState
  private var isLost = false
  /// Called with every line that this Gatehouse writes.
  private var hear: (@Sendable (JournalEntry) -> Void)?
  /// Called with warnings that no action's result carries, for example of a record that a look could not write.
  private var warn: (@Sendable (String) -> Void)?

  nonisolated init(paths: GatehousePaths, host: Machine, state: LatestState) {
    self.paths = paths
    self.host = host
    self.state = state
    journal = Journal(file: paths.journal, files: host.files)
  }

  func listen(_ hear: (@Sendable (JournalEntry) -> Void)?) { self.hear = hear }
  func warnings(_ warn: @escaping @Sendable (String) -> Void) { self.warn = warn }

  /// Says on the screen and to whoever hears warnings what nobody has asked for.
  func say(_ text: String) {
    state.note(text)
    warn?(text)
  }

  /// Writes one line. A journal that cannot be written stops nothing, and is said.
  /// - Returns: why it could not be written, for a person.
  @discardableResult
  func write(_ entry: JournalEntry) -> String? {
    var entry = entry
    // A name may hold anything; in a line for a person it must not make another line.
    entry.gateway = LogText.clean(entry.gateway)
    entry.message = state.redactor.show(entry.message)
    hear?(entry)
    guard let failure = host.files.makeDirectory(paths.stateDir, 0o700) ?? journal.append(entry) else {
      isLost = false
      return nil
    }
    let text = "the journal \(paths.journal) cannot be written: \(failure)"
    if isLost { state.note(text) } else { say(text) }
    isLost = true
    return text
  }

  /// Writes what was seen or done besides the actions, and says it.
  /// - Returns: why it could not be written, for a person.
  @discardableResult
  func note(
    _ action: JournalAction, _ definition: Definition, _ target: JournalEntry.Target, _ message: String,
    by initiator: Initiator = .recovery
  ) -> String? {
    note(action, name: definition.name, stateDir: definition.stateDir, target, message, by: initiator)
  }

  /// The same of what is no gateway of the last look.
  @discardableResult
  func note(
    _ action: JournalAction, name: String, stateDir: String, _ target: JournalEntry.Target, _ message: String,
    _ phase: JournalEntry.Phase = .noted, by initiator: Initiator
  ) -> String? {
    var trace = ActionTrace(
      action: action, name: name, stateDir: stateDir, by: initiator, gatehouse: host.system.processID)
    trace.target = target
    let failure = write(trace.entry(phase, message: message, at: host.system.now()))
    state.note(message)
    return failure
  }
}
