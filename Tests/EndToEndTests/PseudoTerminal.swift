import Foundation
import Glibc

/// A pseudo-terminal with an emulator behind it.
final class PseudoTerminal {
  private var master: Int32
  /// The side of the programs.
  let slave: Int32
  /// What a program opens to have it as its terminal.
  let path: String
  private(set) var screen: TerminalEmulator
  private let before: termios

  init(width: Int, height: Int) throws {
    var master: Int32 = 0
    var slave: Int32 = 0
    var size = winsize(ws_row: UInt16(height), ws_col: UInt16(width), ws_xpixel: 0, ws_ypixel: 0)
    var name = [CChar](repeating: 0, count: 256)
    guard openpty(&master, &slave, &name, nil, &size) == 0 else { throw CocoaError(.fileReadUnknown) }
    self.master = master
    self.slave = slave
    path = name.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    screen = TerminalEmulator(width: width, height: height)
    _ = fcntl(master, F_SETFL, O_NONBLOCK)
    _ = fcntl(master, F_SETFD, FD_CLOEXEC)
    _ = fcntl(slave, F_SETFD, FD_CLOEXEC)
    before = Self.attributes(slave)
  }

  deinit {
    hangUp()
    close(slave)
  }

  /// Closes the window.
  func hangUp() {
    if master >= 0 { close(master) }
    master = -1
  }

  private static func attributes(_ descriptor: Int32) -> termios {
    var attributes = termios()
    tcgetattr(descriptor, &attributes)
    return attributes
  }

  /// Whether the terminal is as it was: screen, cursor, keypad, mouse and settings.
  var isGivenBack: Bool {
    !screen.isAlternate && screen.isCursorShown && !screen.isKeypadOn && !screen.isMouseOn && hasSettingsBack
  }

  var hasSettingsBack: Bool {
    let now = Self.attributes(slave)
    return now.c_lflag == before.c_lflag && now.c_iflag == before.c_iflag && now.c_oflag == before.c_oflag
  }

  /// Takes what the programs have written so far.
  func read() {
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = Glibc.read(master, &buffer, buffer.count)
      if count <= 0 { return }
      screen.feed(Array(buffer[..<count]))
    }
  }

  /// How many bytes have been written and not been taken.
  var unread: Int32 {
    var count: Int32 = 0
    _ = ioctl(master, UInt(FIONREAD), &count)
    return count
  }

  func send(_ text: String) {
    let bytes = Array(text.utf8)
    _ = write(master, bytes, bytes.count)
  }

  func resize(width: Int, height: Int) {
    var size = winsize(ws_row: UInt16(height), ws_col: UInt16(width), ws_xpixel: 0, ws_ypixel: 0)
    screen.resize(width: width, height: height)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
  }
}
