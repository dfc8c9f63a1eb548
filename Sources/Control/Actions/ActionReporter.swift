import GatewayModel
import Host

/// Where an action tells what it does, while it does it.
struct ActionReporter: Sendable {
  /// Tells screen and journal the step that is being taken.
  var tell: @Sendable (ActionStep) async -> Void
  /// Journals that something is going to be touched, with the proof of what it is. Before that nothing is touched.
  var begin: @Sendable (JournalEntry.Target) async -> Void
  /// What the action turned out to be about, for its last line in the journal.
  var aim: @Sendable (JournalEntry.Target) async -> Void
  /// Keeps the child, so that its end is asked for and it is reaped.
  var keep: @Sendable (ChildProcess, ProcessIdentity?) async -> Void
  /// Whether somebody asked for KILL while a stop was waiting.
  var isKillAsked: @Sendable () async -> Bool
}
