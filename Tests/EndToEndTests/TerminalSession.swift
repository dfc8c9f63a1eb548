import CPlatform
import Foundation
import TestSupport
import Testing

/// The built program on a pseudo-terminal, with an emulator behind it.
final class TerminalSession {
  let process = Process()
  private let master: Int32
  private let slave: Int32
  private(set) var screen: TerminalEmulator
  private let before: termios
  /// Where the program says whether it is idle.
  private let idleMark = FileManager.default.temporaryDirectory
    .appending(path: "gatehouse-idle-\(UUID().uuidString)").path

  /// How many keys were typed for the dashboard.
  private var typed = 0

  init(_ arguments: [String], environment: [String: String], width: Int = 120, height: Int = 40) throws {
    var master: Int32 = 0
    var slave: Int32 = 0
    var size = winsize(ws_row: UInt16(height), ws_col: UInt16(width), ws_xpixel: 0, ws_ypixel: 0)
    guard openpty(&master, &slave, nil, nil, &size) == 0 else { throw CocoaError(.fileReadUnknown) }
    self.master = master
    self.slave = slave
    screen = TerminalEmulator(width: width, height: height)
    _ = fcntl(master, F_SETFL, O_NONBLOCK)
    _ = fcntl(master, F_SETFD, FD_CLOEXEC)
    before = Self.attributes(slave)
    let terminal = FileHandle(fileDescriptor: slave, closeOnDealloc: false)
    process.executableURL = URL(filePath: StandInHome.gatehouse)
    process.arguments = arguments
    process.environment = [
      "PATH": "/usr/bin:/bin", "TERM": "xterm-256color", "LANG": "C.UTF-8", "GATEHOUSE_IDLE": idleMark,
    ]
    .merging(environment) { _, own in own }
    process.standardInput = terminal
    process.standardOutput = terminal
    process.standardError = terminal
    cp_unblock_all()
    try process.run()
  }

  deinit {
    if ending == nil { kill(process.processIdentifier, SIGKILL) }
    close(master)
    close(slave)
    // It is not there where the program showed no dashboard.
    try? FileManager.default.removeItem(atPath: idleMark)
  }

  private static func attributes(_ descriptor: Int32) -> termios {
    var attributes = termios()
    tcgetattr(descriptor, &attributes)
    return attributes
  }

  /// Whether the terminal is as it was: screen, cursor and settings.
  var isGivenBack: Bool {
    let now = Self.attributes(slave)
    return !screen.isAlternate && screen.isCursorShown && now.c_lflag == before.c_lflag
      && now.c_iflag == before.c_iflag
      && now.c_oflag == before.c_oflag
  }

  /// Takes what the program has written so far.
  func read() {
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = Glibc.read(master, &buffer, buffer.count)
      if count <= 0 { return }
      screen.feed(Array(buffer[..<count]))
    }
  }

  /// Types for the dashboard: each character is a key.
  func type(_ keys: String) {
    typed += keys.count
    send(keys)
  }

  /// Types for a command that has the terminal.
  func answer(_ text: String) { send(text) }

  private func send(_ text: String) {
    let bytes = Array(text.utf8)
    _ = write(master, bytes, bytes.count)
  }

  /// Types for the dashboard and waits until all that comes of it is done and drawn.
  func press(_ keys: String) async {
    type(keys)
    #expect(await idles(), "not idle after \(keys.debugDescription):\n\(screen.text)")
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

  func resize(width: Int, height: Int) {
    var size = winsize(ws_row: UInt16(height), ws_col: UInt16(width), ws_xpixel: 0, ws_ypixel: 0)
    screen.resize(width: width, height: height)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    // Without a controlling terminal the kernel tells nobody.
    kill(process.processIdentifier, SIGWINCH)
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

  /// The exit status, or 128 and the signal; nil while it runs. Foundation's own word comes late, or never while a daemon lives
  /// that this process has started.
  var ending: Int32? {
    var code: Int32 = 0
    var isSignal: Int32 = 0
    switch cp_peek_exit(process.processIdentifier, &code, &isSignal) {
    case 0: return nil
    case 1: return isSignal != 0 ? 128 + code : code
    default: return process.isRunning ? nil : process.terminationStatus
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
}
