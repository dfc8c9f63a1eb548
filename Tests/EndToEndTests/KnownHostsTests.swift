import Control
import Foundation
import GatewayModel
import Host
import TestSupport
import Testing

/// Gateways that a person runs without Gatehouse and without any profile: found as they are, with their own places.
@Suite(.serialized, .inPlaces) struct KnownHostsTests {
  private func config(_ port: Int, _ more: String = "") -> String {
    "{ gateway: { mode: 'local', port: \(port), auth: { mode: 'token', token: 'fake-\(port)' } }, standIn: { startSeconds: 0, stopSeconds: 0, \(more) } }"
  }

  private func row(_ controller: Controller, port: Int) async -> Gateway? {
    await controller.lookAndAsk().gateways.first { $0.plan.gateway.known == port }
  }

  private func isRunning(_ controller: Controller, port: Int) async -> Bool {
    await row(controller, port: port)?.state == .running
  }

  @Test(arguments: ["2026.3.17", "2026.6.11"])
  func `the manual example of OpenClaw's page is two gateways, and declare prints the entry of each`(
    version: String
  ) async throws {
    let home = try StandInHome([:])
    defer { home.remove() }
    let ports = ["main": try FreePorts.take(), "rescue": try FreePorts.take()]
    for (name, port) in ports {
      try home.write(".openclaw/\(name).json", config(port, "version: '\(version)'"))
      try home.launch(
        ["gateway", "--port", String(port)],
        environment: [
          // The tilde stands in it as a unit or a .env file would give it.
          "OPENCLAW_CONFIG_PATH": "~/.openclaw/\(name).json", "OPENCLAW_STATE_DIR": "~/.openclaw-\(name)",
        ])
    }
    let controller = try home.controller()
    for (name, port) in ports {
      #expect(await eventually { await isRunning(controller, port: port) }, "\(name)")
      let found = try #require(await row(controller, port: port))
      #expect(found.configPath == home.path + "/.openclaw/\(name).json")
      #expect(found.stateDir == home.path + "/.openclaw-\(name)")
      let declare = try Command(home, ["declare", String(found.process?.identity.pid ?? 0)])
      #expect(await declare.exit() == .exit(0), "\(declare.text)")
      #expect(declare.text.contains(".openclaw-\(name)") && declare.text.contains("\(name).json"))
    }
    let snapshot = await controller.lookAndAsk()
    #expect(snapshot.gateways.filter { $0.process != nil }.count == 2)
  }

  @Test
  func `a gateway under OPENCLAW_HOME has its state and its workspace there, and declare keeps the variable`()
    async throws
  {
    let home = try StandInHome(["default": ""])
    defer { home.remove() }
    let port = try FreePorts.take()
    try home.write("sandbox/.openclaw/openclaw.json", config(port, "version: '2026.6.11'"))
    try home.launch(["gateway", "run"], environment: ["OPENCLAW_HOME": home.path + "/sandbox"])
    let controller = try home.controller()
    #expect(await eventually { await isRunning(controller, port: port) })
    let found = try #require(await row(controller, port: port))
    #expect(found.stateDir == home.path + "/sandbox/.openclaw")
    #expect(found.workspace == home.path + "/sandbox/.openclaw/workspace")
    let snapshot = await controller.lookAndAsk()
    #expect(!snapshot.findings.contains { $0.code == .workspaceShared })
    #expect(snapshot.gateways.first { $0.name == "default" }?.process == nil)
    let declare = try Command(home, ["declare", String(found.process?.identity.pid ?? 0)])
    #expect(await declare.exit() == .exit(0), "\(declare.text)")
    #expect(declare.text.contains("OPENCLAW_HOME"))
  }

  @Test func `paths that are relative are those of the process's own directory`() async throws {
    let home = try StandInHome([:])
    defer { home.remove() }
    let port = try FreePorts.take()
    try home.write("bots/one/state/openclaw.json", config(port))
    let process = Process()
    process.executableURL = URL(filePath: StandInHome.gatehouse)
    process.arguments = ["stand-in", "gateway"]
    process.currentDirectoryURL = URL(filePath: home.path + "/bots/one")
    process.environment = [
      "HOME": home.path, "TMPDIR": home.path + "/tmp", "OPENCLAW_STATE_DIR": "./state",
      "OPENCLAW_CONFIG_PATH": "state/openclaw.json", "OPENCLAW_GATEWAY_PORT": String(port), "pm_id": "0",
      "PM2_HOME": home.path + "/.pm2",
    ]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    let controller = try home.controller()
    #expect(await eventually { await isRunning(controller, port: port) })
    #expect(await row(controller, port: port)?.stateDir == home.path + "/bots/one/state")
  }

  @Test func `a gateway of another HOME is live also without its lock, with its own workspace`() async throws
  {
    let home = try StandInHome(["default": ""])
    defer { home.remove() }
    let port = try FreePorts.take()
    try home.write("box/.openclaw/openclaw.json", config(port, "version: '2026.6.11'"))
    try home.launch(["gateway", "run"], environment: ["HOME": home.path + "/box"])
    let controller = try home.controller()
    #expect(await eventually { await isRunning(controller, port: port) })
    try FileManager.default.removeItem(atPath: home.path + "/tmp/openclaw-\(getuid())")
    let found = try #require(await row(controller, port: port))
    #expect(found.state == .running && found.workspace == home.path + "/box/.openclaw/workspace")
    let snapshot = await controller.lookAndAsk()
    #expect(!snapshot.findings.contains { [.portHeldByStranger, .workspaceShared].contains($0.code) })
  }

  @Test func `another config on its state directory does not hide the config that lies in it`() async throws {
    let home = try StandInHome(["default": ""])
    defer { home.remove() }
    let port = try FreePorts.take()
    try home.write("bots/x.json", config(port))
    try home.launch(["gateway"], environment: ["OPENCLAW_CONFIG_PATH": home.path + "/bots/x.json"])
    let controller = try home.controller()
    #expect(await eventually { await isRunning(controller, port: port) })
    let snapshot = await controller.lookAndAsk()
    #expect(snapshot.gateways.first { $0.name == "default" }?.plan.gateway.known == home.ports["default"])
    #expect(snapshot.findings.contains { $0.code == .stateDirShared })
  }

  @Test
  func `a gateway that comes up is on the port it was told, and declare keeps its profile and workspace`()
    async throws
  {
    let home = try StandInHome([:])
    defer { home.remove() }
    let (told, written) = (try FreePorts.take(), try FreePorts.take())
    try home.write(
      "bots/y/openclaw.json",
      config(written).replacing("startSeconds: 0,", with: "startSeconds: 600,"))
    let process = try home.launch(
      ["gateway"],
      environment: [
        "OPENCLAW_STATE_DIR": home.path + "/bots/y", "OPENCLAW_GATEWAY_PORT": String(told),
        "OPENCLAW_PROFILE": "work", "OPENCLAW_WORKSPACE_DIR": home.path + "/space",
        "OPENCLAW_GATEWAY_TOKEN": "fake-of-the-environment",
      ])
    let controller = try home.controller()
    #expect(await eventually { await row(controller, port: told) != nil })
    let declare = try Command(home, ["declare", String(process.processIdentifier)])
    #expect(await declare.exit() == .exit(0), "\(declare.text)")
    for words in [
      "port: \(told)", "OPENCLAW_PROFILE: \"work\"", "OPENCLAW_WORKSPACE_DIR: \"~/space\"",
      "OPENCLAW_GATEWAY_TOKEN",
    ] {
      #expect(declare.text.contains(words), "\(words)")
    }
    #expect(!declare.text.contains("fake-of-the-environment"))
  }

  @Test func `the tunnel of a client's profile is no stranger, and there is nothing to start`() async throws {
    let home = try StandInHome(["lab": ""])
    defer { home.remove() }
    let port = try FreePorts.take()
    try home.write(
      ".openclaw/openclaw.json",
      "{ gateway: { mode: 'remote', port: \(port), remote: { url: 'ws://127.0.0.1:\(port)' } } }")
    try home.launch(["squat", "--port", String(port), "--title", "ssh"])
    let controller = try home.controller()
    #expect(
      await eventually { await controller.lookAndAsk().listens(on: port) })
    let snapshot = await controller.lookAndAsk()
    #expect(!snapshot.findings.contains { $0.code == .portHeldByStranger }, "\(snapshot.findings)")
    let client = try #require(snapshot.gateways.first { $0.name == "default" })
    let result = await controller.perform(.start, on: client.id)
    guard case .refused = result else {
      Issue.record("\(result)")
      return
    }
  }
}

extension Snapshot {
  fileprivate func listens(on port: Int) -> Bool {
    Machine.live().processes.listeners().contains { $0.port == port }
  }
}
