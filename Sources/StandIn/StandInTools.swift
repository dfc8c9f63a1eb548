import CPlatform
import FoundationEssentials
import Glibc

/// What all parts of the stand-in use: its words, its log, its signals, its own program once more.
enum StandInTools {
  /// The value of `--name VALUE` or `--name=VALUE`.
  static func value(_ name: String, in arguments: [String]) -> String? {
    for (index, argument) in arguments.enumerated() {
      if argument == name, index + 1 < arguments.count { return arguments[index + 1] }
      if argument.hasPrefix(name + "=") { return String(argument.dropFirst(name.count + 1)) }
    }
    return nil
  }

  static func log(_ text: String) {
    let line = "\(StandInClock.text) [gateway] \(text)\n"
    FileOutput.write(line, to: 1)
  }

  static func fail(_ message: String, code: Int32 = 1) -> Never {
    FileOutput.write(message + "\n", to: 2)
    exit(code)
  }

  /// Starts this program again in another part.
  static func spawn(_ arguments: [String], ownGroup: Bool) -> Int32 {
    // Without /proc the program is looked for by its name.
    let path = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "gatehouse"
    return spawn(path: path, ["stand-in"] + arguments, ownGroup: ownGroup)
  }

  static func spawn(path: String, _ arguments: [String], ownGroup: Bool) -> Int32 {
    var vector: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
    defer { for argument in vector { free(argument) } }
    return cp_spawn(&vector, ownGroup ? 1 : 0)
  }

  /// Waits for a signal that the pipe reports, at most so many seconds (for ever where nil).
  static func nextSignal(_ pipe: Int32, seconds: Double?) -> Int32? {
    let milliseconds = seconds.map { Int32(max(0, $0 * 1000)) } ?? -1
    guard cp_wait_readable(pipe, milliseconds) == 1 else { return nil }
    var byte: UInt8 = 0
    return read(pipe, &byte, 1) == 1 ? Int32(byte) : nil
  }
}
