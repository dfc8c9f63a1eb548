import CPlatform
import Foundation
import Glibc
import TestSupport

/// A program as the leader of a session of its own, on a pseudo-terminal that controls it: a shell with real job control, or the dashboard
/// as the only program of its terminal.
final class LeaderSession: DashboardDriver {
  let terminal: PseudoTerminal
  let idleMark = newIdleMark()
  var typed = 0
  let pid: pid_t
  private var known: Int32?

  init(_ words: [String], environment: [String: String]) throws {
    terminal = try PseudoTerminal(width: 120, height: 40)
    pid = try Self.start(
      words, environment: Self.variables(environment, idleMark: idleMark), on: terminal.path)
  }

  /// The dashboard of a home, as `xterm -e gatehouse` runs it.
  static func alone(_ home: StandInHome) throws -> LeaderSession {
    try LeaderSession(
      [StandInHome.gatehouse, "--home", home.path],
      environment: ["HOME": home.path, "TMPDIR": home.path + "/tmp"])
  }

  /// The dashboard of a home as a job of an interactive shell.
  static func inShell(_ home: StandInHome, environment: [String: String] = [:]) async throws -> LeaderSession
  {
    let own = ["HOME": home.path, "TMPDIR": home.path + "/tmp", "PS1": "ready> "]
    let session = try LeaderSession(
      ["/bin/sh", "-i"], environment: own.merging(environment) { _, new in new })
    guard await session.shows("ready> ") else { throw CocoaError(.executableLoad) }
    session.answer("'\(StandInHome.gatehouse)' --home '\(home.path)'\n")
    return session
  }

  deinit {
    // Its jobs are ended with the home, by which they are known; what is left of them hears that the window is closed.
    if ending == nil {
      kill(pid, SIGKILL)
      var status: Int32 = 0
      waitpid(pid, &status, 0)
    }
    // It is not there where no dashboard was shown.
    try? FileManager.default.removeItem(atPath: idleMark)
  }

  /// `POSIX_SPAWN_SETSID` (spawn.h), which Swift does not see.
  private static let sessionLeader: Int32 = 0x80

  /// The kernel makes the terminal the session's own when its leader opens it.
  private static func start(_ words: [String], environment: [String: String], on path: String) throws -> pid_t
  {
    var attributes = posix_spawnattr_t()
    var actions = posix_spawn_file_actions_t()
    posix_spawnattr_init(&attributes)
    posix_spawn_file_actions_init(&actions)
    defer {
      posix_spawnattr_destroy(&attributes)
      posix_spawn_file_actions_destroy(&actions)
    }
    var (none, all) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(
      &attributes, Int16(sessionLeader | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    posix_spawn_file_actions_addopen(&actions, 0, path, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] =
      environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in arguments + variables { free(text) } }
    var pid: pid_t = 0
    let failed = posix_spawn(&pid, words[0], &actions, &attributes, &arguments, &variables)
    if failed != 0 { throw POSIXError(POSIXErrorCode(rawValue: failed) ?? .EINVAL) }
    return pid
  }

  /// The process that the shell has started.
  func job() async -> pid_t? {
    var found: pid_t?
    _ = await eventually {
      read()
      found = (try? String(contentsOfFile: "/proc/\(pid)/task/\(pid)/children", encoding: .utf8))
        .flatMap { $0.split(separator: " ").first }
        .flatMap { pid_t($0) }
      return found != nil
    }
    return found
  }

  var ending: Int32? {
    if known == nil, let ending = Self.ending(of: pid) {
      known = ending
      var status: Int32 = 0
      waitpid(pid, &status, 0)
    }
    return known
  }
}
