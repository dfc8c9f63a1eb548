import Fleet
import Foundation
import GatewayModel
import Host
import Presentation
import TestSupport
import Testing

/// Whatever files a host has, no row's port is a default unless nothing of that gateway says anything else and all of it was read.
@Suite(.computing) struct KnownPortTests {
  /// One gateway of a made-up host, with what was written for it.
  private struct Made {
    var name: String
    /// Whether something that was written names a port for it, or could and cannot be read.
    var isSaid: Bool
  }

  private struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }

  /// Makes one gateway's files in a home.
  private func make(_ name: String, in home: String, _ random: inout Generator) throws -> Made {
    var isSaid = false
    func write(_ path: String, _ text: String) throws {
      let file = URL(filePath: home + "/" + path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    let directory = name == "default" ? ".openclaw" : ".openclaw-\(name)"
    let port = Int.random(in: 20000...60000, using: &random)
    try FileManager.default.createDirectory(
      atPath: "\(home)/\(directory)/agents", withIntermediateDirectories: true)
    switch Int.random(in: 0..<7, using: &random) {
    case 0: break  // no config
    case 1: try write("\(directory)/openclaw.json", "{ gateway: { mode: 'local' } }")
    case 2:
      try write("\(directory)/openclaw.json", "{ gateway: { mode: 'local', port: \(port) } }")
      isSaid = true
    case 3:
      try write("\(directory)/openclaw.json", "{ gateway: { mode: 'local', port: '\(port)' } }")
      isSaid = true
    case 4:
      try write("\(directory)/openclaw.json", "{ gateway: { mode: 'local', port: \(port) ")
      isSaid = true
    case 5:
      try write("\(directory)/openclaw.json", "{ $include: './gone.json' }")
      isSaid = true
    default:
      try write("\(directory)/openclaw.json", "{ gateway: { mode: 'local' }, env: { vars: { A: 'b' } } }")
    }
    switch Int.random(in: 0..<5, using: &random) {
    case 0:
      try write("\(directory)/.env", "export OPENCLAW_GATEWAY_PORT=\(port)\n")
      isSaid = true
    case 1:
      try FileManager.default.createDirectory(
        atPath: "\(home)/\(directory)/.env", withIntermediateDirectories: true)
      isSaid = true
    case 2: try write("\(directory)/.env", "OTHER=1\n")
    default: break
    }
    let selection = name == "default" ? "" : "--profile \(name) "
    let starts = [
      ("ExecStart=/usr/bin/openclaw \(selection)gateway --port \(port)", true),
      ("ExecStart=/usr/bin/openclaw \(selection)gateway", false),
      ("ExecStart=/bin/sh -c 'exec openclaw \(selection)gateway --port $$(cat /x)'", true),
      (
        "ExecStart=/bin/sh -c 'if true; then openclaw \(selection)gateway --port 1; else openclaw \(selection)gateway --port 2; fi'",
        true
      ),
      ("ExecStart=/usr/bin/direnv exec /srv openclaw \(selection)gateway", true),
      ("Environment=OPENCLAW_GATEWAY_PORT=\(port)\nExecStart=/usr/bin/openclaw \(selection)gateway", true),
      ("ExecStart=/opt/wrapper/run-gateway.sh", true),
      ("PassEnvironment=OPENCLAW_GATEWAY_PORT\nExecStart=/usr/bin/openclaw \(selection)gateway", true),
    ]
    if Bool.random(using: &random), let (text, says) = starts.randomElement(using: &random) {
      let unit = name == "default" ? "openclaw-gateway.service" : "openclaw-gateway-\(name).service"
      try write(
        ".config/systemd/user/\(unit)",
        "[Service]\n\(text)\nEnvironment=OPENCLAW_SERVICE_MARKER=openclaw OPENCLAW_SERVICE_KIND=gateway\n")
      isSaid = isSaid || says
    }
    return Made(name: name, isSaid: isSaid)
  }

  @Test(arguments: 0..<120) func `a default port stands only where nothing else is said`(seed: Int) throws {
    let home = FileManager.default.temporaryDirectory.appending(path: "gatehouse-made-\(UUID().uuidString)")
      .path
    defer { try? FileManager.default.removeItem(atPath: home) }
    var random = Generator(state: UInt64(seed) &* 7919 &+ 17)
    let made = try ["default", "ops", "lab"].map { try make($0, in: home, &random) }
    var host = Machine.live().alone(in: home)
    host.processes.listeners = { [] }
    host.processes.pids = { [] }
    host.processes.all = { [] }
    host.system.environment = ["HOME": home]
    let paths = GatehousePaths(home: home, config: nil, system: host.system)
    var surveyor = HostScanner(host: host, paths: paths, config: GatehouseConfig())
    let builder = SnapshotBuilder(
      paths: paths, config: GatehouseConfig(), system: host.system, realPath: surveyor.realPath)
    let snapshot = builder.build(surveyor.scan(), live: RuntimeState())
    for gateway in made {
      for row in snapshot.gateways where row.name == gateway.name || row.name.hasPrefix(gateway.name + " ") {
        let isDefault = [.standard, .profileHash].contains(row.plan.gateway.from)
        #expect(!(isDefault && gateway.isSaid), "seed \(seed): \(row.name) \(row.plan.gateway)")
        if isDefault { #expect(!row.isConfigMissing && row.configProblem == nil) }
      }
    }
    // The same in what leaves Gatehouse: an unknown port is no number.
    let document = SnapshotDocument(paths: paths).document(snapshot).text(indent: 0)
    let parsed = try #require(try JSONSerialization.jsonObject(with: Data(document.utf8)) as? [String: Any])
    for row in parsed["gateways"] as? [[String: Any]] ?? [] {
      for (name, entry) in row["ports"] as? [String: [String: Any]] ?? [:] {
        #expect((entry["from"] as? String == "unknown") == (entry["port"] is NSNull), "\(name)")
      }
    }
  }
}
