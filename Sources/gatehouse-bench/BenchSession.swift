import Foundation
import Glibc

/// The dashboard on a pseudo-terminal, with a stop-watch.
final class BenchSession {
  struct TimedOut: Error {}

  private let process = Process()
  private let master: Int32
  private let began: Double
  private var seen: [UInt8] = []

  init(program: String, home: BenchHome) throws {
    var master: Int32 = 0
    var slave: Int32 = 0
    var size = winsize(ws_row: 40, ws_col: 120, ws_xpixel: 0, ws_ypixel: 0)
    guard openpty(&master, &slave, nil, nil, &size) == 0 else { throw TimedOut() }
    self.master = master
    _ = fcntl(master, F_SETFL, O_NONBLOCK)
    let terminal = FileHandle(fileDescriptor: slave, closeOnDealloc: true)
    process.executableURL = URL(filePath: program)
    process.arguments = ["--home", home.path]
    process.environment = home.environment
    process.standardInput = terminal
    process.standardOutput = terminal
    process.standardError = terminal
    began = BenchReport.uptime
    try process.run()
  }

  deinit { close(master) }

  func type(_ text: String) { _ = write(master, text, text.utf8.count) }

  /// Takes what came within some milliseconds; how many bytes that was.
  @discardableResult
  private func read(milliseconds: Int32) -> Int {
    var source = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard poll(&source, 1, milliseconds) > 0 else { return 0 }
    var buffer = [UInt8](repeating: 0, count: 65536)
    let count = Glibc.read(master, &buffer, buffer.count)
    if count > 0 { seen += buffer[..<count] }
    return max(0, count)
  }

  /// Seconds from the start until a text has been written.
  func untilShown(_ text: String) throws -> Double {
    let wanted = Array(text.utf8)
    while BenchReport.uptime - began < 10 {
      read(milliseconds: 1)
      if seen.firstRange(of: wanted) != nil { return BenchReport.uptime - began }
    }
    throw TimedOut()
  }

  /// Seconds from a key until the first byte that is written after it.
  func untilAnswer(to key: String) throws -> Double {
    while read(milliseconds: 30) > 0 {}
    let start = BenchReport.uptime
    type(key)
    while BenchReport.uptime - start < 5 {
      if read(milliseconds: 100) > 0 { return BenchReport.uptime - start }
    }
    throw TimedOut()
  }

  func rest(seconds: Double) {
    let end = BenchReport.uptime + seconds
    while BenchReport.uptime < end { read(milliseconds: 50) }
  }

  /// Time on a CPU of all its threads, in seconds, to the nanosecond (schedstat).
  var cpuSeconds: Double {
    let tasks = "/proc/\(process.processIdentifier)/task"
    // A process that is gone has used no more.
    let threads = (try? FileManager.default.contentsOfDirectory(atPath: tasks)) ?? []
    return threads.reduce(0) { sum, thread in
      let text =
        FileManager.default.contents(atPath: "\(tasks)/\(thread)/schedstat")
        .map { String(decoding: $0, as: UTF8.self) } ?? ""
      return sum + (text.split(separator: " ").first.flatMap { Double($0) } ?? 0) / 1e9
    }
  }

  var memory: String {
    let text =
      FileManager.default.contents(atPath: "/proc/\(process.processIdentifier)/status")
      .map { String(decoding: $0, as: UTF8.self) } ?? ""
    return text.split(separator: "\n").filter { $0.hasPrefix("VmRSS") || $0.hasPrefix("VmHWM") }
      .joined(separator: ", ").replacing("\t", with: " ")
  }

  func waitForEnd() {
    while process.isRunning { read(milliseconds: 5) }
  }
}
