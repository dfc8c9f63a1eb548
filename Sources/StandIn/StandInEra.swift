import FoundationEssentials
import OpenClaw

/// What the versions of OpenClaw do differently as processes. Seen on 2026.3.1, 2026.5.7 and 2026.6.11 (openclaw-2026-11.md).
struct StandInEra {
  let version: Version?

  /// One process that is called `openclaw`, with exit codes of their own for set-ups that cannot work.
  var isNewer: Bool { version.map { $0 >= Version(2026, 4, 29) } ?? false }
  /// Browser control lives inside of the process: the base port alone is listened on.
  var listensOnBaseAlone: Bool { version.map { $0 >= Version(2026, 6, 0) } ?? false }
  /// TERM waits for running turns.
  var drainsOnTerm: Bool { version.map { $0 >= Version(2026, 9, 0) } ?? false }

  var title: String { isNewer ? "openclaw" : "openclaw-gateway" }

  /// A set-up that cannot work.
  var configurationCode: Int32 { isNewer ? 78 : 1 }

  /// Another gateway has the port or the lock.
  var conflictCode: Int32 { isNewer ? (Self.isSupervised ? 78 : 0) : 1 }

  /// By what OpenClaw guesses that a service manager runs it.
  static var isSupervised: Bool {
    let environment = ProcessInfo.processInfo.environment
    return ["OPENCLAW_SYSTEMD_UNIT", "INVOCATION_ID", "SYSTEMD_EXEC_PID", "JOURNAL_STREAM"]
      .contains { environment[$0]?.nonBlank != nil }
  }
}
