import Control
import Fleet
import Foundation
import Host
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
      said?.gateways == ["default"] && said?.ports == [.one(main), .one(second)], "\(said?.detail ?? "")")
    let twin = try #require(pid(on: second, home))
    let result = try await stop("default", controller)
    guard case .failed(let reason) = result else {
      Issue.record("\(result)")
      return
    }
    #expect(reason.contains("runs also as pid \(twin)"), "\(reason)")
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
}
