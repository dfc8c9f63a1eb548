import Fleet
import FoundationEssentials
import Glibc
import Host

/// Runs a short command and gives what it printed.
struct CommandRunner: Sendable {
  let host: Machine

  struct Answer: Sendable {
    var ending: ChildProcess.Ending
    /// What it wrote to stdout and stderr: of more than the limit the end.
    var output: String
    /// Whether `output` is not all of it.
    var isCut = false
  }

  /// Bytes of what a command printed that are kept, the last ones: a person is told its last line.
  static let outputLimit = 1 << 20
  /// Bytes of an answer that is understood as a whole.
  static let answerLimit = 32 << 20

  /// Seconds between two looks at a command whose end cannot be waited for.
  private static let pause = 0.1

  /// What it printed; nil where it cannot be run, fails, prints more than 32 MB, takes longer than `seconds`, or where the task is cancelled.
  func output(
    _ path: String, _ arguments: [String], environment: [String: String], seconds: Double
  ) async -> String? {
    let answer = await run(
      path, arguments, environment: environment, seconds: seconds, limit: Self.answerLimit)
    guard let answer, answer.ending == .exit(0), !answer.isCut else { return nil }
    return answer.output
  }

  /// Runs a command and waits for it. Nil where it cannot be run; nil, and it is killed, after `seconds` or when the task is cancelled.
  /// - Parameters:
  ///   - limit: bytes of its output that are kept.
  ///   - mustStop: asked again and again; once it says so, the command is ended.
  func run(
    _ path: String, _ arguments: [String], environment: [String: String], seconds: Double,
    limit: Int = outputLimit, mustStop: @Sendable () -> Bool = { false }
  ) async -> Answer? {
    let file = FileManager.default.temporaryDirectory.appending(path: "gatehouse-\(UUID().uuidString)")
    guard
      FileManager.default.createFile(atPath: file.path, contents: nil, attributes: [.posixPermissions: 0o600])
    else { return nil }
    // A file that cannot be removed does no harm: only this user can read it.
    defer { try? FileManager.default.removeItem(at: file) }
    let plan = LaunchPlan(
      arguments: [path] + arguments, environment: environment, workingDirectory: "/",
      port: 0, dropped: [])
    // Callers do not tell why there is no answer, so the reason is dropped.
    guard let child = try? ChildProcess.launch(plan, runID: "query", logFile: file.path) else { return nil }
    let process = host.processes.facts(child.pid)?.identity
    let deadline = host.system.uptime() + seconds
    var isAsked = false
    while true {
      if let ending = child.ending() {
        return Self.end(of: file.path, limit: limit).map { bytes, isCut in
          Answer(ending: ending, output: String(decoding: bytes, as: UTF8.self), isCut: isCut)
        }
      }
      if !isAsked, mustStop() {
        isAsked = true
        kill(child.pid, SIGTERM)
      }
      let left = deadline - host.system.uptime()
      do throws(CancellationError) {
        if left > 0 {
          try await host.processes.waitForEnd([process].compactMap(\.self), min(left, Self.pause))
        }
      } catch {
        kill(child.pid, SIGKILL)
        return nil
      }
      if left <= 0 {
        kill(child.pid, SIGKILL)
        return nil
      }
    }
  }

  /// The last bytes of a file; nil where it cannot be read.
  private static func end(of path: String, limit: Int) -> (bytes: [UInt8], isCut: Bool)? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    let size = Int(lseek(descriptor, 0, SEEK_END))
    guard size >= 0, lseek(descriptor, off_t(max(0, size - limit)), SEEK_SET) >= 0 else { return nil }
    let bytes = [UInt8](unsafeUninitializedCapacity: min(size, limit)) { buffer, count in
      while count < buffer.count, let base = buffer.baseAddress {
        let got = read(descriptor, base + count, buffer.count - count)
        if got <= 0 { break }
        count += got
      }
    }
    return (bytes, size > limit)
  }
}
