import CPlatform
import Foundation
import TestSupport
import Testing

/// Somebody who drives the dashboard on a terminal by keys and reads its screen.
protocol DashboardDriver: AnyObject {
  var terminal: PseudoTerminal { get }
  /// Where the program says whether it is idle.
  var idleMark: String { get }
  /// How many keys were typed for the dashboard.
  var typed: Int { get set }
  /// The process that is waited for.
  var pid: pid_t { get }
  /// The exit status, or 128 and the signal; nil while it runs.
  var ending: Int32? { get }
}

extension DashboardDriver {
  static func newIdleMark() -> String {
    FileManager.default.temporaryDirectory.appending(path: "gatehouse-idle-\(UUID().uuidString)").path
  }

  /// The environment of a program on the terminal.
  static func variables(_ own: [String: String], idleMark: String) -> [String: String] {
    ["PATH": "/usr/bin:/bin", "TERM": "xterm-256color", "LANG": "C.UTF-8", "GATEHOUSE_IDLE": idleMark]
      .merging(own) { _, own in own }
  }

  /// Nil while it runs or where it is not a child of this process.
  static func ending(of pid: pid_t) -> Int32? {
    var code: Int32 = 0
    var isSignal: Int32 = 0
    if cp_peek_exit(pid, &code, &isSignal) != 1 { return nil }
    return isSignal != 0 ? 128 + code : code
  }

  var screen: TerminalEmulator { terminal.screen }

  var isGivenBack: Bool { terminal.isGivenBack }

  /// Takes what the program has written so far.
  func read() { terminal.read() }

  /// Types for the dashboard: each character is a key.
  func type(_ keys: String) {
    typed += keys.count
    terminal.send(keys)
  }

  /// Types for a command that has the terminal, or what the dashboard takes for no key.
  func answer(_ text: String) { terminal.send(text) }

  /// Types for the dashboard and waits until all that comes of it is done and drawn.
  func press(_ keys: String) async {
    type(keys)
    #expect(await idles(), "not idle after \(keys.debugDescription):\n\(screen.text)")
  }

  /// The same with a sequence that is one key.
  func press(key sequence: String) async {
    typed += 1
    terminal.send(sequence)
    #expect(await idles(), "not idle after \(sequence.debugDescription):\n\(screen.text)")
  }

  /// Waits until the dashboard has read all that was typed, nothing is under way in it and nothing is left to draw.
  func idles() async -> Bool {
    let wanted = Data("i \(typed)\n".utf8)
    let isIdle = await eventually {
      read()
      return FileManager.default.contents(atPath: idleMark) == wanted
    }
    // What it drew last was written before it said so.
    read()
    return isIdle
  }

  /// Whether the screen holds a text now.
  func has(_ text: String) -> Bool { screen.text.contains(text) }

  /// Whether a line holds all of some texts now.
  func hasLine(_ parts: String...) -> Bool { hasLine(parts) }

  private func hasLine(_ parts: [String]) -> Bool {
    screen.text.split(separator: "\n").contains { line in parts.allSatisfy { line.contains($0) } }
  }

  /// Waits until the screen holds a text: for what a gateway or another program does, not for what follows from a key.
  func shows(_ text: String) async -> Bool {
    await eventually {
      read()
      return has(text)
    }
  }

  /// The same for a line that holds all of some texts.
  func showsLine(_ parts: String...) async -> Bool {
    await eventually {
      read()
      return hasLine(parts)
    }
  }

  func ends() async -> Bool {
    let hasEnded = await eventually {
      read()
      return ending != nil
    }
    read()
    return hasEnded
  }

  /// Sends a signal again and again until the program has ended, as a person does who does not want to wait.
  func ends(insisting signal: Int32) async -> Bool {
    let hasEnded = await eventually(pause: 0.05) {
      if ending != nil { return true }
      kill(pid, signal)
      return false
    }
    read()
    return hasEnded
  }
}
