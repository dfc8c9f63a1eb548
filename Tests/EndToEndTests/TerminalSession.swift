import CPlatform
import Foundation

/// The built program on a pseudo-terminal that controls nothing: no job control, and no signal but those that are sent.
final class TerminalSession: DashboardDriver {
  let process = Process()
  let terminal: PseudoTerminal
  let idleMark = newIdleMark()
  var typed = 0

  init(_ arguments: [String], environment: [String: String], width: Int = 120, height: Int = 40) throws {
    terminal = try PseudoTerminal(width: width, height: height)
    let handle = FileHandle(fileDescriptor: terminal.slave, closeOnDealloc: false)
    process.executableURL = URL(filePath: StandInHome.gatehouse)
    process.arguments = arguments
    process.environment = Self.variables(environment, idleMark: idleMark)
    process.standardInput = handle
    process.standardOutput = handle
    process.standardError = handle
    cp_unblock_all()
    try process.run()
  }

  deinit {
    if ending == nil { kill(process.processIdentifier, SIGKILL) }
    // It is not there where the program showed no dashboard.
    try? FileManager.default.removeItem(atPath: idleMark)
  }

  var pid: pid_t { process.processIdentifier }

  func resize(width: Int, height: Int) {
    terminal.resize(width: width, height: height)
    // Without a controlling terminal the kernel tells nobody.
    kill(pid, SIGWINCH)
  }

  /// Foundation's own word comes late, or never while a daemon lives that this process has started.
  var ending: Int32? {
    if let ending = Self.ending(of: pid) { return ending }
    var code: Int32 = 0
    var isSignal: Int32 = 0
    if cp_peek_exit(pid, &code, &isSignal) == 0 { return nil }
    // It has been waited for already.
    return process.isRunning ? nil : process.terminationStatus
  }
}
