import Control
import Foundation
import GatewayModel
import Host
import Presentation
import Synchronization
import TestSupport
import Testing

/// What a stop and a finding say of processes that stand beside a gateway: its second self, its supervisor, other addresses.
extension ControlTests {
  /// Starts a gateway of the home's default state directory on a port, as a person's shell would.
  private func byHand(_ home: StandInHome, port: Int, _ more: [String: String] = [:]) throws {
    let state = home.path + "/.openclaw"
    try home.leave(
      ["gateway", "run"],
      environment: [
        "OPENCLAW_STATE_DIR": state, "OPENCLAW_CONFIG_PATH": state + "/openclaw.json",
        "OPENCLAW_GATEWAY_PORT": "\(port)",
      ]
      .merging(more) { _, new in new })
  }

  /// The process of the home that was told a port, once something listens there.
  private func pid(on port: Int, _ home: StandInHome) -> Int32? {
    guard !isFree(port) else { return nil }
    return host.processes.all().first { facts in
      // The title that a gateway gives itself hides its words, not its variables.
      guard facts.isAlive, let own = host.processes.environment(facts.pid) else { return false }
      return own["TMPDIR"] == home.path + "/tmp" && own["OPENCLAW_GATEWAY_PORT"] == "\(port)"
        && facts.name.hasPrefix("openclaw")
    }?.identity.pid
  }

  @Test func `a gateway that runs twice is said to, and a stop of one names the one that goes on`()
    async throws
  {
    let home = try StandInHome(["default": ""])
    defer { home.remove() }
    let (main, second) = (try #require(home.ports["default"]), try FreePorts.take())
    try byHand(home, port: main)
    #expect(await eventually { pid(on: main, home) != nil })
    try byHand(home, port: second, ["OPENCLAW_ALLOW_MULTI_GATEWAY": "1"])
    #expect(await eventually { pid(on: second, home) != nil })
    let controller = try home.controller()
    var said: Finding?
    #expect(
      await eventually {
        said = await controller.look(sweep: true).findings.first {
          $0.code == .ownerMismatch && $0.detail.contains("runs more than once")
        }
        return said != nil
      })
    #expect(
      said?.names == ["default"] && said?.ports == [.one(main), .one(second)], "\(said?.detail ?? "")")
    let twin = try #require(pid(on: second, home))
    let result = try await stop("default", controller)
    guard case .failed(let reason) = result else {
      Issue.record("\(result)")
      return
    }
    #expect(reason.message.contains("runs also as pid \(twin)"), "\(reason.message)")
    #expect(await eventually { isFree(main) })
    #expect(pid(on: second, home) == twin)
  }

  @Test func `a stop of what a supervisor had started says who may start it again`() async throws {
    let home = try StandInHome(["default": ""])
    defer { home.remove() }
    // The kernel names a process after its file: a shell of that name stands for pm2's daemon.
    let supervisor = home.path + "/tmp/pm2"
    try FileManager.default.copyItem(
      atPath: URL(filePath: "/bin/sh").resolvingSymlinksInPath().path, toPath: supervisor)
    let state = home.path + "/.openclaw"
    let process = Process()
    process.executableURL = URL(filePath: supervisor)
    process.arguments = ["-c", "\"$0\" stand-in gateway run; sleep 60", StandInHome.gatehouse]
    process.environment = [
      "HOME": home.path, "TMPDIR": home.path + "/tmp", "OPENCLAW_STATE_DIR": state,
      "OPENCLAW_CONFIG_PATH": state + "/openclaw.json",
    ]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    let controller = try home.controller()
    #expect(try await eventually { try await gateway("default", controller).state == .running })
    let running = try await gateway("default", controller)
    let restarted = await controller.perform(.restart, on: running.id)
    guard case .refused(let reason) = restarted else {
      Issue.record("\(restarted)")
      return
    }
    #expect(reason.message.contains("was started by pm2"), "\(reason.message)")
    #expect(try await gateway("default", controller).process?.identity == running.process?.identity)
    #expect(
      try await stop("default", controller)
        == .done("default is stopped; pm2, which had started it, may start it again"))
    process.terminate()
  }

  @Test(arguments: [("127.0.0.1", true), ("127.0.0.3", false)])
  func `only what listens where the gateway would listen holds its port`(address: String, isHeld: Bool)
    async throws
  {
    let home = try StandInHome(["default": ""])
    defer { home.remove() }
    let port = try #require(home.ports["default"])
    let listener = try LoopbackListener(address: address, port: port)
    defer { listener.close() }
    let controller = try home.controller()
    #expect(await eventually { !isFree(port) })
    let found = await controller.look(sweep: true).findings.filter { $0.code == .portHeldByStranger }
    #expect(found.isEmpty == !isHeld, "\(found)")
  }

  @Test func `what nothing tells the places of cannot be declared, and the reason is said`() async throws {
    let home = try StandInHome(["default": ""])
    defer { home.remove() }
    let port = try FreePorts.take()
    let squatter = try home.launch(["squat", "--port", "\(port)", "--title", "openclaw-gateway"])
    #expect(await eventually { !isFree(port) })
    let controller = try home.controller()
    let name = "stray-\(squatter.processIdentifier)"
    #expect(
      await eventually { await controller.look(sweep: true).gateways.contains { $0.name == name } })
    let declare = try Command(home, ["declare", "\(squatter.processIdentifier)"])
    #expect(await declare.exit() == .exit(69), "\(declare.text)")
    #expect(declare.text.contains("nothing tells which config and state directory"), "\(declare.text)")
    squatter.terminate()
  }

  @Test func `a start on the port of another gateway names that one`() async throws {
    let home = try StandInHome(["default": "", "lab": ""])
    defer { home.remove() }
    let port = try #require(home.ports["default"])
    try home.write(".openclaw-lab/openclaw.json", "{ gateway: { mode: 'local', port: \(port) } }")
    let controller = try home.controller()
    #expect(try await start("default", controller).isSuccess)
    guard case .refused(let reason) = try await start("lab", controller) else {
      Issue.record("it was started")
      return
    }
    #expect(
      reason.message.contains("is default's, which runs there") && !reason.message.contains("stop that"),
      "\(reason.message)")
  }

  @Test func `a stop that its manager does not confirm is no stop`() async throws {
    let home = try StandInHome(["alone": ""])
    defer { home.remove() }
    try home.write(
      ".config/systemd/user/openclaw-gateway-alone.service",
      "[Service]\nExecStart=/usr/bin/node x.js --profile alone gateway --port \(home.ports["alone"] ?? 0)\n")
    let answers = Answers()
    // In its loop of restarts there is no process; from the stop on the manager says nothing any more.
    let controller = try home.controller(
      services: ServiceManagers(
        show: { units in
          answers.areOver
            ? []
            : units.map {
              var status = ServiceStatus(
                unit: $0.unit, isUserUnit: $0.isUserUnit, activeState: .activating, subState: "auto-restart")
              status.stopSeconds = 0
              return status
            }
        },
        tell: { verb, _ in
          if verb == .stop { answers.end() }
          return nil
        }))
    guard case .failed(let reason) = try await stop("alone", controller) else {
      Issue.record("a silent manager was believed")
      return
    }
    #expect(reason.message.contains("did not stop"), "\(reason.message)")
  }

  @Test func `a Chrome of a gateway that lives inside of another one's directory is not left behind`()
    async throws
  {
    let home = try StandInHome(["default": ""])
    defer { home.remove() }
    let port = try FreePorts.take()
    let state = home.path + "/.openclaw/rescue"
    try home.write(
      ".openclaw/rescue/openclaw.json",
      "{ gateway: { mode: 'local', port: \(port) }, standIn: { version: '2026.6.11', startSeconds: 0, browsers: ['openclaw'] } }"
    )
    try home.write(
      ".config/gatehouse/config.json5",
      "{ openclaw: ['\(StandInHome.gatehouse)', 'stand-in'], gateways: { rescue: { stateDir: '~/.openclaw/rescue', configPath: '~/.openclaw/rescue/openclaw.json' } } }"
    )
    try home.leave(
      ["gateway", "run"],
      environment: ["OPENCLAW_STATE_DIR": state, "OPENCLAW_CONFIG_PATH": state + "/openclaw.json"])
    let controller = try home.controller()
    #expect(try await eventually { try await gateway("rescue", controller).state == .running })
    #expect(
      try await eventually { try await gateway("rescue", controller).browsers.first?.holder == .own })
    #expect(try await stop("default", controller) == .already("default is stopped already"))
    let ended = await controller.perform(.endBrowsers, on: try await gateway("default", controller).id)
    #expect(ended == .already("default has left no browser behind"))
    // Left by its own gateway it is that one's, and still not the outer one's.
    let process = try #require(try await gateway("rescue", controller).process?.identity)
    kill(process.pid, SIGKILL)
    #expect(try await eventually { try await gateway("rescue", controller).process == nil })
    #expect(
      await controller.perform(.endBrowsers, on: try await gateway("default", controller).id)
        == .already("default has left no browser behind"))
    let own = await controller.perform(.endBrowsers, on: try await gateway("rescue", controller).id)
    guard case .done(let text) = own else {
      Issue.record("\(own)")
      return
    }
    #expect(text.contains("is ended"))
  }

  @Test func `no unit is made for the port of a gateway that runs`() async throws {
    let home = try StandInHome(["default": "", "lab": ""])
    defer { home.remove() }
    let port = try #require(home.ports["default"])
    let controller = try home.controller()
    #expect(try await start("default", controller).isSuccess)
    let watch = await controller.neighbours(besides: try await gateway("lab", controller).id)
    #expect(watch.objection(toUnitOn: port)?.contains("default's, which runs") == true)
    #expect(watch.objection(toUnitOn: home.ports["lab"]) == nil && watch.objection(toUnitOn: nil) == nil)
    // On the screen: the command is not run.
    try home.write(".openclaw-lab/openclaw.json", "{ gateway: { mode: 'local', port: \(port) } }")
    let session = try TerminalSession(["--home", home.path], environment: ["HOME": home.path])
    #expect(await session.shows("found running: default"))
    await session.press("j:install service\r")
    #expect(session.has("Install the service of lab?"))
    await session.press("\t\r")
    #expect(session.has("port \(port) is default's, which runs"), "\(session.screen.text)")
    session.type("q")
    #expect(await session.ends())
    #expect(home.living("default").count == 1)
  }
}

/// Whether a manager still answers.
private final class Answers: Sendable {
  private let over = Mutex(false)
  var areOver: Bool { over.withLock { $0 } }
  func end() { over.withLock { $0 = true } }
}
