import CPlatform
import Control
import Fleet
import Foundation
import Glibc

/// A temporary home with many stand-in gateways, named n01, n02 and so on.
struct BenchHome {
  let path: String
  let program: String

  /// Gateways that can be started.
  init(program: String, count: Int) throws {
    try self.init(program: program, names: (1...count).map { "n\($0 < 10 ? "0" : "")\($0)" }) { index in
      "{ gateway: { mode: 'local', port: \(21200 + index * 200), auth: { token: 'bench-token-\(index)' } }, channels: { telegram: {} }, standIn: { startSeconds: 0.05 } }"
    }
  }

  /// Gateways that lie apart and are only looked at.
  init(program: String, stopped count: Int) throws {
    try self.init(program: program, names: (0..<count).map { "n\($0)" }) { index in
      let base = 1100 + index * 128
      return
        "{ gateway: { mode: 'local', port: \(base), auth: { token: 'bench-token-\(index)' } }, agents: { defaults: { workspace: '~/.openclaw-n\(index)/workspace' } }, channels: { telegram: { botToken: 'bench-bot-\(index)' } }, browser: { profiles: { work: { cdpPort: \(base + 12) } } } }"
    }
  }

  /// A main that does not run, and its rescue, which needs some seconds to come up.
  init(program: String, startSeconds: Double) throws {
    try self.init(program: program, names: ["main", "rescue"]) { index in
      "{ gateway: { mode: 'local', port: \(21200 + index * 200), auth: { token: 'bench-token-\(index)' } }, channels: { telegram: {} }, standIn: { startSeconds: \(startSeconds) } }"
    }
    try Data(
      "{ openclaw: ['\(program)', 'stand-in'], rescue: { main: 'main', rescue: 'rescue' } }".utf8
    ).write(to: URL(filePath: path + "/.config/gatehouse/config.json5"))
  }

  private init(program: String, names: [String], config: (Int) -> String) throws {
    path = FileManager.default.temporaryDirectory.appending(path: "gatehouse-bench-\(getpid())").path
    self.program = program
    for (index, name) in names.enumerated() {
      let directory = "\(path)/.openclaw-\(name)"
      try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
      try Data(config(index).utf8).write(to: URL(filePath: directory + "/openclaw.json"))
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

  /// Runs a command of the program to its end; seconds that it took. Foundation would tell of the end only 50 ms later.
  @discardableResult
  func run(_ arguments: [String]) throws -> Double {
    let plan = LaunchPlan(
      arguments: [program] + arguments + ["--home", path], environment: environment, workingDirectory: "/",
      port: 0, dropped: [])
    let start = BenchReport.uptime
    let child = try ChildProcess.launch(plan, runID: "bench", logFile: "/dev/null")
    let end = cp_pidfd_open(child.pid)
    while child.ending() == nil { _ = cp_wait_readable(end, 1000) }
    if end >= 0 { close(end) }
    return BenchReport.uptime - start
  }

  // What stays lies in the temporary directory.
  func remove() { try? FileManager.default.removeItem(atPath: path) }
}
