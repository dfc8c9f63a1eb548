import Foundation
import TestSupport

/// A home with one gateway of each hostile mode, all of them running, and a healthy one that is not started yet.
final class HostileHome {
  /// One program that takes over a port, and one to whose port others are sent.
  private enum Thief: String, CaseIterable {
    case takesOver = "port-taken-over"
    case elsewhere
  }

  let home: StandInHome
  let modes: [String]

  init() throws {
    modes = try Self.listModes()
    let elsewhere = try FreePorts.take()
    var gateways = ["default": ""]
    // Of a version that listens on its base port alone.
    for mode in modes {
      gateways[mode] = "hostile: '\(mode)', hostilePort: \(elsewhere), version: '2026.9.4'"
    }
    home = try StandInHome(gateways, config: "probe: { intervalSeconds: 0.5, timeoutSeconds: 3 }")
    try home.launch(
      ["thief", "--port", "\(elsewhere)", "--file", heard(Thief.elsewhere.rawValue + "-thief")])
    for mode in modes {
      let state = home.path + "/.openclaw-\(mode)"
      try home.launch(
        ["--profile", mode, "gateway", "run"],
        environment: [
          "OPENCLAW_STATE_DIR": state, "OPENCLAW_CONFIG_PATH": state + "/openclaw.json",
          "STAND_IN_HEARD": heard(mode),
        ])
    }
  }

  private static func listModes() throws -> [String] {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: StandInHome.gatehouse)
    process.arguments = ["stand-in", "hostile-modes"]
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    return text.split(separator: "\n").map(String.init)
  }

  /// Another program waits for the port of the gateway that gives its own up.
  func startThief() throws {
    let name = Thief.takesOver.rawValue
    let port = home.ports[name] ?? 0
    try home.launch(["thief", "--port", "\(port)", "--file", heard(name + "-thief")])
  }

  private func heard(_ name: String) -> String { home.path + "/tmp/heard-\(name)" }

  /// What a gateway has heard, a line a note.
  func notes(_ name: String) -> [String] {
    let data = FileManager.default.contents(atPath: heard(name)) ?? Data()
    return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// What both thieves have heard, all together.
  var stolen: String {
    Thief.allCases.flatMap { notes($0.rawValue + "-thief") }.joined(separator: "\n")
  }

  func connections(_ name: String) -> Int { notes(name).count { $0.hasPrefix("opened") } }

  /// How often a gateway was shown its token.
  func shown(_ name: String) -> Int { notes(name).count { $0.contains("fake-token-\(name)") } }

  /// Processes of this home that are neither hostile gateways nor thieves.
  var strays: [String] {
    let processes = home.host.processes
    return processes.all().filter {
      $0.isAlive && processes.environment($0.pid)?["TMPDIR"] == home.path + "/tmp"
        && processes.environment($0.pid)?["STAND_IN_HEARD"] == nil && $0.name != "thief"
    }.map { "\($0.pid) \($0.name)" }
  }
}
