import Control
import Fleet
import Foundation
import TestSupport

/// The built program as a person's shell runs it, with its output in a file.
final class Command {
  private let child: ChildProcess
  private let output: String

  var pid: Int32 { child.pid }

  init(_ home: StandInHome, _ arguments: [String], environment: [String: String] = [:]) throws {
    output = home.path + "/tmp/output-\(UUID().uuidString)"
    let own = ["HOME": home.path, "TMPDIR": home.path + "/tmp", "PATH": "/usr/bin:/bin"]
    child = try ChildProcess.launch(
      LaunchPlan(
        arguments: [StandInHome.gatehouse] + arguments + ["--home", home.path],
        environment: own.merging(environment) { _, new in new }, workingDirectory: home.path, port: 0,
        dropped: []), runID: "command", logFile: output)
  }

  deinit { if child.ending() == nil { kill(child.pid, SIGKILL) } }

  /// All that it wrote, to stdout and stderr.
  var text: String { (try? String(contentsOfFile: output, encoding: .utf8)) ?? "" }

  func says(_ words: String, seconds: Double = patience) async -> Bool {
    await eventually(seconds) { text.contains(words) }
  }

  /// Its exit code; nil where it does not end.
  func exit(seconds: Double = patience) async -> ChildProcess.Ending? {
    _ = await eventually(seconds) { child.ending() != nil }
    return child.ending()
  }
}
