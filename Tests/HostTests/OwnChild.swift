import CPlatform
import Foundation
import Host

/// A short-lived process of this one, gone when it is ended.
struct OwnChild {
  let process: Process
  let identity: ProcessIdentity

  /// - Throws: where it cannot be started, or is gone at once.
  init(
    _ path: String, _ arguments: [String], environment: [String: String] = [:], directory: String? = nil
  ) throws {
    process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    if let directory { process.currentDirectoryURL = URL(filePath: directory) }
    try process.run()
    guard let facts = Machine.live().processes.facts(process.processIdentifier) else { throw Gone() }
    identity = facts.identity
  }

  struct Gone: Error {}

  static func sleeping() throws -> OwnChild { try OwnChild("/bin/sleep", ["300"]) }

  /// With all that it started: it is the first of a group of its own.
  func end() { _ = Machine.live().processes.signalGroup(identity.pid, SIGKILL) }

  /// A process that has ended and that nobody has looked at yet.
  static func zombie() -> Int32 {
    var words: [UnsafeMutablePointer<CChar>?] = [strdup("/bin/true"), nil]
    defer { for word in words { free(word) } }
    return cp_spawn(&words, 1)
  }

  /// - Returns: whether it was there to be looked at.
  static func reap(_ pid: Int32) -> Bool {
    var status: Int32 = 0
    return waitpid(pid, &status, 0) == pid
  }
}
