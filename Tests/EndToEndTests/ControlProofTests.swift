import Control
import Fleet
import Foundation
import GatewayModel
import Host
import Records
import TestSupport
import Testing

/// Whose process it is: what is adopted, what is refused, and what is never signalled.
extension ControlTests {
  @Test(arguments: [nil, 1])
  func `a process that a lock names without proof is never signalled`(startTime: Int?) async throws {
    let home = try StandInHome(["default": ""])
    defer { home.remove() }
    let plan = LaunchPlan(
      arguments: ["/bin/sleep", "60"], environment: ["TMPDIR": home.path + "/tmp"], workingDirectory: "/",
      port: 0,
      dropped: [])
    let stranger = try ChildProcess.launch(plan, runID: "t", logFile: "/dev/null")
    let folder = home.path + "/tmp/openclaw-\(getuid())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let time = startTime.map { ",\"startTime\":\($0)" } ?? ""
    try Data("{\"pid\":\(stranger.pid),\"configPath\":\"\(home.path)/.openclaw/openclaw.json\"\(time)}".utf8)
      .write(to: URL(filePath: folder + "/gateway.12345678.lock"))
    let controller = try home.controller()
    #expect(try await gateway("default", controller).process == nil)
    _ = try await stop("default", controller)
    _ = await controller.perform(.kill, on: try await gateway("default", controller).id)
    #expect(stranger.ending() == nil)
  }

  @Test func `a gateway that another one's agent has started outlives that one's stop`() async throws {
    let home = try StandInHome(["default": "", "rescue": "starts: 'default'"])
    defer { home.remove() }
    let controller = try home.controller()
    #expect(try await start("rescue", controller).isSuccess)
    #expect(try await eventually { try await gateway("default", controller).process != nil })
    let main = try #require(try await gateway("default", controller).process?.identity)
    let rescue = try #require(try await gateway("rescue", controller).process?.identity)
    #expect(ProcessIndex(host.processes.all()).isRelated(main.pid, rescue.pid))
    #expect(try await stop("rescue", controller).isSuccess)
    // A zombie is dead: only nobody has asked for its end yet.
    #expect(host.processes.facts(rescue.pid).map { $0.identity == rescue && $0.isAlive } != true)
    #expect(host.processes.facts(main.pid)?.identity == main)
    #expect(try await gateway("default", controller).state != .stopped)
  }

  @Test func `a tool that runs with the gateway's variables is never signalled`() async throws {
    let home = try StandInHome(["default": ""])
    defer { home.remove() }
    let environment = [
      "TMPDIR": home.path + "/tmp", "OPENCLAW_STATE_DIR": home.path + "/.openclaw",
      "OPENCLAW_CONFIG_PATH": home.path + "/.openclaw/openclaw.json",
    ]
    // It even calls itself like a gateway, but no lock and no record names it.
    let plan = LaunchPlan(
      arguments: [
        StandInHome.gatehouse, "stand-in", "squat", "--port", "\((home.ports["default"] ?? 0) + 14)",
      ],
      environment: environment, workingDirectory: "/", port: 0, dropped: [])
    let tool = try ChildProcess.launch(plan, runID: "t", logFile: "/dev/null")
    #expect(await eventually { !isFree((home.ports["default"] ?? 0) + 14) })
    let controller = try home.controller()
    _ = try await stop("default", controller)
    _ = await controller.perform(.kill, on: try await gateway("default", controller).id)
    #expect(tool.ending() == nil)
  }

  @Test func `an edit of the port does not move what runs, and a restart does, unless the new port is held`()
    async throws
  {
    let home = try StandInHome(["default": ""])
    defer { home.remove() }
    let controller = try home.controller()
    #expect(try await start("default", controller).isSuccess)
    let old = try #require(home.ports["default"])
    let new = try FreePorts.take()
    let path = home.path + "/.openclaw/openclaw.json"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try Data(text.replacing("port: \(old)", with: "port: \(new)").utf8).write(to: URL(filePath: path))
    let running = try await gateway("default", controller)
    #expect(running.state == .running && running.plan.gateway.port == old)

    let plan = LaunchPlan(
      arguments: [StandInHome.gatehouse, "stand-in", "squat", "--port", "\(new)"],
      environment: ["TMPDIR": home.path + "/tmp"], workingDirectory: "/", port: new, dropped: [])
    let squatter = try ChildProcess.launch(plan, runID: "t", logFile: "/dev/null")
    #expect(await eventually { !isFree(new) })
    let refused = await controller.perform(.restart, on: running.id)
    #expect(refused.message.contains("port \(new) of default is held by node \(squatter.pid)"), "\(refused)")
    #expect(try await gateway("default", controller).process?.identity == running.process?.identity)

    kill(squatter.pid, SIGKILL)
    #expect(await eventually { isFree(new) })
    let moved = await controller.perform(.restart, on: running.id)
    #expect(moved.isSuccess, "\(moved)")
    #expect(try await gateway("default", controller).plan.gateway.port == new)
    #expect(isFree(old))
  }

  @Test func `a launch that nobody lived to record is adopted, not doubled`() async throws {
    let home = try StandInHome(["default": ""])
    defer { home.remove() }
    let first = try home.controller()
    #expect(try await start("default", first).isSuccess)
    let pid = try #require(try await gateway("default", first).process?.identity.pid)
    // As a SIGKILL between the launch and the second writing of the record leaves it.
    let store = RunStore(directory: home.path + "/.local/state/gatehouse/runs", files: host.files)
    var record = try #require(store.all().first)
    record.phase = .launching
    record.process = nil
    #expect(store.write(record) == nil)
    let locks = home.path + "/tmp/openclaw-\(getuid())"
    try FileManager.default.removeItem(atPath: locks)
    let second = try home.controller()
    guard case .already = try await start("default", second) else {
      Issue.record("started twice")
      return
    }
    #expect(store.all().first?.process?.pid == pid)
    #expect(try await stop("default", second).isSuccess)
  }

  @Test func `another controller adopts what runs, starts it not twice, and can stop it`() async throws {
    let home = try StandInHome(["default": "", "rescue": "lock: 'state'"])
    defer { home.remove() }
    let first = try home.controller()
    for name in ["default", "rescue"] { #expect(try await start(name, first).isSuccess) }
    let second = try home.controller()
    for name in ["default", "rescue"] {
      let found = try await gateway(name, second)
      #expect(found.state == .running && found.runBy == .gatehouse)
      guard case .already = try await start(name, second) else {
        Issue.record("started twice")
        continue
      }
      #expect(try await stop(name, second).isSuccess)
      #expect(isFree(home.ports[name]))
    }
  }

  @Test func `a gateway that Gatehouse did not start is stopped by its own pid alone`() async throws {
    let home = try StandInHome(["default": "leavesGrandchild: true"])
    defer { home.remove() }
    try home.startByHand()
    let controller = try home.controller()
    #expect(await eventually { (try? await gateway("default", controller))?.state == .running })
    let found = try await gateway("default", controller)
    #expect(found.runBy == .other)
    #expect(try await stop("default", controller).isSuccess)
    #expect(isFree(home.ports["default"]))
  }

  @Test func `a held port refuses the start, and its holder is named and left alone`() async throws {
    let home = try StandInHome(["default": ""])
    defer { home.remove() }
    let port = try #require(home.ports["default"])
    let plan = LaunchPlan(
      arguments: [StandInHome.gatehouse, "stand-in", "squat", "--port", "\(port)"],
      environment: ["TMPDIR": home.path + "/tmp"], workingDirectory: "/", port: port, dropped: [])
    let squatter = try ChildProcess.launch(plan, runID: "t", logFile: "/dev/null")
    #expect(await eventually { !isFree(port) })
    let controller = try home.controller()
    let result = try await start("default", controller)
    #expect(result.message.contains("port \(port) of default is held by node \(squatter.pid)"), "\(result)")
    let shown = try await gateway("default", controller)
    #expect(shown.state == .failed && shown.stranger?.pid == squatter.pid)
    #expect(try await stop("default", controller) == .already("default is stopped already"))
    #expect(squatter.ending() == nil)
  }

  @Test func `two Gatehouses do not act on one gateway at once`() async throws {
    let home = try StandInHome(["default": "startSeconds: 1"])
    defer { home.remove() }
    let first = try home.controller()
    let second = try home.controller()
    let id = try await gateway("default", first).id
    async let one = first.perform(.start, on: id)
    _ = await second.lookAndAsk()
    async let two = second.perform(.start, on: id)
    let results = await [one, two]
    #expect(results.contains { if case .done = $0 { true } else { false } }, "\(results)")
    let processes = host.processes.all().filter {
      $0.isAlive && host.processes.environment($0.pid)?["OPENCLAW_STATE_DIR"] == home.path + "/.openclaw"
    }
    #expect(processes.count == 1)
  }
}
