import Foundation
import Host
import Testing

extension StandInHome {
  /// A process of ours that could be a gateway by its executable.
  func startImpostor() throws -> Process {
    try FileManager.default.copyItem(atPath: "/bin/sleep", toPath: path + "/node")
    let process = Process()
    process.executableURL = URL(filePath: path + "/node")
    process.arguments = ["60"]
    process.environment = ["TMPDIR": path + "/tmp"]
    try process.run()
    return process
  }

  /// The text of a lock that says a process is the gateway `default`.
  func lock(naming process: Process) throws -> String {
    let pid = process.processIdentifier
    let ticks = try #require(host.processes.facts(pid)).identity.startTicks
    return "{\"pid\":\(pid),\"configPath\":\"\(path)/.openclaw/openclaw.json\",\"startTime\":\(ticks)}"
  }
}
