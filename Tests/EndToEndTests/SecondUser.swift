import Foundation
import Host

/// Another user of this machine, `nobody`, as whom only root can start programs.
enum SecondUser {
  static let id: UInt32 = 65534
  private static let program = "/usr/bin/setpriv"

  /// Whether a program can be started as that user, and can read what was built here.
  static let isPossible: Bool = {
    guard geteuid() == 0, FileManager.default.isExecutableFile(atPath: program) else { return false }
    // Where it cannot be started the tests say that they were skipped.
    guard let version = try? run([StandInHome.gatehouse, "--version"]) else { return false }
    version.waitUntilExit()
    return version.terminationStatus == 0
  }()

  /// Starts a program with that user's rights alone.
  static func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Process {
    try start(["--reuid=\(id)", "--regid=\(id)", "--clear-groups"] + arguments, environment)
  }

  /// Starts a program that is that user's and has root's rights, as one with the set-user-id bit is.
  static func runSetUserID(_ arguments: [String]) throws -> Process {
    try start(["--ruid=\(id)", "--clear-groups"] + arguments, [:])
  }

  private static func start(_ arguments: [String], _ environment: [String: String]) throws -> Process {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.environment = ["PATH": "/usr/bin:/bin"].merging(environment) { _, new in new }
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  /// Makes a file, or a directory with all that is in it, that user's.
  static func own(_ path: String) throws {
    let inside = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
    for file in [path] + inside.map({ path + "/" + $0 }) where lchown(file, id, id) != 0 {
      throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
    }
  }
}
