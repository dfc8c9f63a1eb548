import Foundation
import Glibc

/// A temporary home with many stand-in gateways, named n01, n02 and so on.
struct BenchHome {
  let path: String
  let program: String

  init(program: String, count: Int) throws {
    path = FileManager.default.temporaryDirectory.appending(path: "gatehouse-bench-\(getpid())").path
    self.program = program
    for index in 1...count {
      let directory = "\(path)/.openclaw-n\(index < 10 ? "0" : "")\(index)"
      try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
      let text =
        "{ gateway: { mode: 'local', port: \(21000 + index * 200), auth: { token: 'bench-token-\(index)' } }, channels: { telegram: {} }, standIn: { startSeconds: 0.05 } }"
      try Data(text.utf8).write(to: URL(filePath: directory + "/openclaw.json"))
    }
    for folder in ["/tmp", "/.config/gatehouse"] {
      try FileManager.default.createDirectory(atPath: path + folder, withIntermediateDirectories: true)
    }
    try Data("{ openclaw: ['\(program)', 'stand-in'] }".utf8)
      .write(to: URL(filePath: path + "/.config/gatehouse/config.json5"))
  }

  var environment: [String: String] {
    [
      "PATH": "/usr/bin:/bin", "HOME": path, "TMPDIR": path + "/tmp", "TERM": "xterm-256color",
      "LANG": "C.UTF-8",
    ]
  }

  /// Runs a command of the program to its end.
  func run(_ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments + ["--home", path]
    process.environment = environment
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
  }

  func remove() { try? FileManager.default.removeItem(atPath: path) }
}
