import Control
import Fleet
import Foundation
import GatewayModel
import Host
import OpenClaw
import Presentation
import TestSupport
import Testing

/// Start, stop and adopt with real processes: design section 6.
@Suite(.inPlaces) struct ControlTests {
  let host = Machine.live()

  func gateway(_ name: String, _ controller: Controller) async throws -> Gateway {
    let snapshot = await controller.lookAndAsk()
    return try #require(snapshot.gateways.first { $0.name == name })
  }

  func start(_ name: String, _ controller: Controller) async throws -> ActionResult {
    await controller.perform(.start, on: try await gateway(name, controller).id)
  }

  func stop(_ name: String, _ controller: Controller) async throws -> ActionResult {
    await controller.perform(.stop, on: try await gateway(name, controller).id)
  }

  /// Living processes of a group.
  func members(_ group: Int32) -> [ProcessFacts] {
    host.processes.all().filter { $0.group == group && $0.isAlive }
  }

  func isFree(_ port: Int?) -> Bool {
    !host.processes.listeners().contains { $0.port == port }
  }

  @Test func `a start gives one process tree with exactly its own variables and no pipe of ours`()
    async throws
  {
    let home = try StandInHome(["rescue": ""])
    defer { home.remove() }
    let controller = try home.controller()
    let result = try await start("rescue", controller)
    #expect(result.isSuccess, "\(result)")
    let running = try await gateway("rescue", controller)
    let pid = try #require(running.process?.identity.pid)
    let environment = try #require(host.processes.environment(pid))
    #expect(
      environment.filter { $0.key.hasPrefix("OPENCLAW_") || $0.key.hasPrefix("CLAWDBOT_") } == [
        "OPENCLAW_STATE_DIR": home.path + "/.openclaw-rescue",
        "OPENCLAW_CONFIG_PATH": home.path + "/.openclaw-rescue/openclaw.json",
        "OPENCLAW_GATEWAY_PORT": String(try #require(home.ports["rescue"])),
        "OPENCLAW_PROFILE": "rescue", "OPENCLAW_NO_RESPAWN": "1",
      ])
    #expect(environment["INVOCATION_ID"] == nil)
    #expect(host.processes.facts(pid)?.group == pid)
    #expect(members(pid).count == 1)
    let links = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/fd").compactMap {
      try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(pid)/fd/\($0)")
    }
    #expect(!links.contains { $0.hasPrefix("pipe:") && !ownPipes(pid).contains($0) })
    #expect(running.state == .running)
    #expect(running.runBy == .gatehouse)
    #expect(try await start("rescue", controller) == .already("rescue runs already (pid \(pid))"))
    #expect(try await stop("rescue", controller) == .done("rescue is stopped"))
    #expect(members(pid).isEmpty && isFree(home.ports["rescue"]))
    #expect(try await stop("rescue", controller) == .already("rescue is stopped already"))
  }

  /// Pipes whose both ends the process itself holds (the stand-in's own signal pipe).
  func ownPipes(_ pid: Int32) -> [String] {
    let links = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/fd")) ?? []
    let targets = links.compactMap {
      try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(pid)/fd/\($0)")
    }
    return targets.filter { target in targets.filter { $0 == target }.count == 2 }
  }

  @Test func `a child started from a task has no blocked and no ignored signals and its own group`()
    async throws
  {
    let plan = LaunchPlan(
      arguments: ["/bin/sleep", "60"], environment: [:], workingDirectory: "/", port: 0, dropped: [])
    let child = try await Task { try ChildProcess.launch(plan, runID: "t", logFile: "/dev/null") }.value
    defer { kill(child.pid, SIGKILL) }
    let status = try String(contentsOfFile: "/proc/\(child.pid)/status", encoding: .utf8)
    func mask(_ name: String) -> UInt64 {
      let line = status.split(separator: "\n").first { $0.hasPrefix(name) } ?? ""
      return UInt64(line.split(separator: "\t").last ?? "", radix: 16) ?? .max
    }
    #expect(mask("SigBlk") == 0)
    // Signals 32 and 33 are glibc's own: its posix_spawn leaves them ignored in every child of every program.
    #expect(mask("SigIgn") & ~(UInt64(3) << 31) == 0)
    #expect(getpgid(child.pid) == child.pid)
    kill(child.pid, SIGTERM)
    #expect(await eventually { child.ending() == .signal(SIGTERM) })
  }

  @Test func `a child of a program that ignores signals ignores none itself`() async throws {
    signal(SIGHUP, SIG_IGN)
    signal(SIGUSR2, SIG_IGN)
    defer {
      signal(SIGHUP, SIG_DFL)
      signal(SIGUSR2, SIG_DFL)
    }
    let plan = LaunchPlan(
      arguments: ["/bin/sleep", "60"], environment: [:], workingDirectory: "/", port: 0, dropped: [])
    let child = try ChildProcess.launch(plan, runID: "t", logFile: "/dev/null")
    defer { kill(child.pid, SIGKILL) }
    let status = try String(contentsOfFile: "/proc/\(child.pid)/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("SigIgn") } ?? ""
    let ignored = UInt64(line.split(separator: "\t").last ?? "", radix: 16) ?? .max
    #expect(ignored & 0x7FFF_FFFF == 0)
    // Our own signals are as they were.
    var action = sigaction()
    sigaction(SIGHUP, nil, &action)
    #expect(
      unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
        == unsafeBitCast(SIG_IGN, to: Int.self))
  }

  @Test func `what a dead run left behind is ended before the next one`() async throws {
    let home = try StandInHome(["default": "leavesGrandchild: true"])
    defer { home.remove() }
    let controller = try home.controller()
    #expect(try await start("default", controller).isSuccess)
    let first = try #require(try await gateway("default", controller).process?.identity)
    #expect(host.processes.signal(first, SIGKILL))
    #expect(await eventually { host.processes.facts(first.pid)?.isAlive != true })
    #expect(!members(first.pid).isEmpty)
    #expect(try await start("default", controller).isSuccess)
    #expect(members(first.pid).isEmpty)
    #expect(try await stop("default", controller).isSuccess)
  }

  @Test func `an end is seen at once although a grandchild goes on`() async throws {
    let plan = LaunchPlan(
      arguments: ["/bin/sh", "-c", "sleep 60 & exit 5"], environment: ["PATH": "/bin:/usr/bin"],
      workingDirectory: "/", port: 0, dropped: [])
    let began = ContinuousClock.now
    let child = try ChildProcess.launch(plan, runID: "t", logFile: "/dev/null")
    defer { kill(-child.pid, SIGKILL) }
    #expect(await eventually { child.ending() == .exit(5) })
    #expect(ContinuousClock.now - began < .seconds(30))
    // Not even a zombie is left of it, which OpenClaw would take for a living gateway.
    #expect(host.processes.facts(child.pid) == nil)
    #expect(child.ending() == .exit(5))
    #expect(!members(child.pid).isEmpty)
  }

  @Test(arguments: [
    "ignoresTerm: true", "leavesGrandchild: true", "ignoresTerm: true, leavesGrandchild: true",
  ])
  func `a stop leaves no process of the group and a free port`(behaviour: String) async throws {
    let home = try StandInHome(["default": behaviour])
    defer { home.remove() }
    let controller = try home.controller(stopGrace: 1)
    #expect(try await start("default", controller).isSuccess)
    let pid = try #require(try await gateway("default", controller).process?.identity.pid)
    #expect(try await stop("default", controller).isSuccess)
    #expect(members(pid).isEmpty && isFree(home.ports["default"]))
    #expect(try await gateway("default", controller).state == .stopped)
  }

  @Test(arguments: [
    (
      "{ gateway: { mode: 'local' ",
      "~/.openclaw/openclaw.json:1:28: the file ends too early: a comma or a closing brace is expected here"
    ),
    (
      "{ gateway: { mode: 'local', port: 70000 } }",
      "~/.openclaw/openclaw.json:1:35: gateway.port must be a whole number from 1 to 65535"
    ),
    ("{ gateway: { auth: { token: '${OPENCLAW_GATEWAY_TOKEN}' } } }", "refers to OPENCLAW_GATEWAY_TOKEN"),
  ])
  func `a config that cannot work refuses the start and says where it is wrong`(text: String, message: String)
    async throws
  {
    let home = try StandInHome(["default": ""])
    defer { home.remove() }
    try Data(text.utf8).write(to: URL(filePath: home.path + "/.openclaw/openclaw.json"))
    let controller = try home.controller()
    let result = try await start("default", controller)
    guard case .refused(let refusal) = result else {
      Issue.record("\(result)")
      return
    }
    #expect(refusal.message.contains(message), "\(refusal.message)")
    #expect(!refusal.message.contains("of-another"))
  }

  @Test func `a start that ends at once is a failed start with its last words, and nothing is left`()
    async throws
  {
    let home = try StandInHome(["default": ""])
    defer { home.remove() }
    try Data("{ gateway: { port: \(home.ports["default"] ?? 0) } }".utf8)
      .write(to: URL(filePath: home.path + "/.openclaw/openclaw.json"))
    let controller = try home.controller()
    let result = try await start("default", controller)
    #expect(result.message.contains("ended while starting (exit 1): Gateway start blocked"), "\(result)")
    // The next Gatehouse knows it too.
    let other = try await gateway("default", try home.controller())
    #expect(other.state == .failed && other.failure?.contains("Gateway start blocked") == true)
  }

  // Units of a name of their own: control groups of the tests with real managers are called like the others.

  @Test func `beside a unit that no manager runs a second copy is started only by force`() async throws {
    let home = try StandInHome(["alone": ""])
    defer { home.remove() }
    try home.write(
      ".config/systemd/user/openclaw-gateway-alone.service",
      "[Service]\nExecStart=/usr/bin/node x.js --profile alone gateway --port \(home.ports["alone"] ?? 0)\n")
    let controller = try home.controller()
    let id = try await gateway("alone", controller).id
    for action in [Controller.Action.start, .restart] {
      let result = await controller.perform(action, on: id)
      #expect(result.message.contains("no service manager answers here"), "\(result)")
      guard case .refused = result else {
        Issue.record("not refused")
        continue
      }
    }
    #expect(await controller.perform(.start, on: id, isForced: true).isSuccess)
    #expect(try await gateway("alone", controller).runBy == .gatehouse)
    #expect(try await stop("alone", controller).isSuccess)
  }

  @Test func `a manager that does not take the order is quoted, and nothing is started around it`()
    async throws
  {
    let home = try StandInHome(["alone": ""])
    defer { home.remove() }
    try home.write(
      ".config/systemd/user/openclaw-gateway-alone.service",
      "[Service]\nExecStart=/usr/bin/node x.js --profile alone gateway --port \(home.ports["alone"] ?? 0)\n")
    let controller = try home.controller(
      services: ServiceManagers.answering("inactive") { verb, _ in "Failed to \(verb.rawValue): is masked." })
    let result = try await start("alone", controller)
    #expect(
      result
        == .failed(
          .unit(
            .manager(
              unit: "openclaw-gateway-alone.service", verb: "started", said: "Failed to start: is masked."))))
    #expect(try await gateway("alone", controller).process == nil)
  }

  @Test
  func `a restart gives a new process on the same port, and refuses to stop what could not start again`()
    async throws
  {
    let home = try StandInHome(["default": ""])
    defer { home.remove() }
    let controller = try home.controller()
    #expect(try await start("default", controller).isSuccess)
    let before = try await gateway("default", controller)
    let result = await controller.perform(.restart, on: before.id)
    #expect(result.isSuccess, "\(result)")
    let after = try await gateway("default", controller)
    #expect(after.process?.identity != before.process?.identity)
    try Data("{ broken".utf8).write(to: URL(filePath: home.path + "/.openclaw/openclaw.json"))
    guard case .refused = await controller.perform(.restart, on: after.id) else {
      Issue.record("not refused")
      return
    }
    #expect(
      host.processes.facts(try #require(after.process?.identity.pid))?.identity == after.process?.identity)
  }

  @Test func `a start that hangs can be called off by a stop`() async throws {
    let home = try StandInHome(["default": "startSeconds: 50"])
    defer { home.remove() }
    let controller = try home.controller(stopGrace: 1)
    let id = try await gateway("default", controller).id
    async let starting = controller.perform(.start, on: id, by: .key)
    #expect(await eventually { home.record("default")?.phase == .starting })
    let stopped = await controller.perform(.stop, on: id, by: .key)
    #expect(stopped == .already("default is stopped already"))
    #expect(await starting.message.contains("the start of default was called off"))
    #expect(home.living("default").isEmpty && home.record("default")?.isStopWanted == true)
    #expect(try await gateway("default", controller).state == .stopped)
  }
}
