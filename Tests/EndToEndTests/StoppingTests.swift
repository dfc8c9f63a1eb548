import Control
import Foundation
import GatewayModel
import Host
import Presentation
import TestSupport
import Testing

/// Stops that meet a gateway in the middle of something, and what is left behind: as 2026.6.11 and newer versions behave.
@Suite(.serialized, .inPlaces) struct StoppingTests {
  private func gateway(_ controller: Controller) async throws -> Gateway {
    let snapshot = await controller.lookAndAsk()
    return try #require(snapshot.gateways.first { $0.name == "default" })
  }

  private func start(_ home: StandInHome, stopGrace: Double = 5) async throws -> Controller {
    let controller = try home.controller(stopGrace: stopGrace)
    let result = await controller.perform(.start, on: try await gateway(controller).id)
    #expect(result.isSuccess, "\(result)")
    return controller
  }

  private func log(_ home: StandInHome) -> String {
    guard let record = home.record("default") else { return "" }
    return (try? String(contentsOfFile: record.logFile, encoding: .utf8)) ?? ""
  }

  @Test func `a TERM that is lost in a restart inside the process is sent again, and nothing is killed`()
    async throws
  {
    let home = try StandInHome(["default": "version: '2026.6.11', restartSeconds: 5"])
    defer { home.remove() }
    let controller = try await start(home, stopGrace: 30)
    let id = try await gateway(controller).id
    let pid = try #require(try await gateway(controller).process?.identity.pid)
    kill(pid, SIGUSR1)
    #expect(await eventually { log(home).contains("received SIGUSR1") })
    let began = ContinuousClock.now
    let result = await controller.perform(.stop, on: id)
    #expect(result == .done("default is stopped"))
    #expect(log(home).contains("received SIGTERM during shutdown; ignoring"))
    #expect(log(home).contains("signal received, shutting down"))
    #expect(kill(pid, 0) != 0)
    // Before the limit, so by TERM alone.
    #expect(ContinuousClock.now - began < .seconds(30))
  }

  @Test func `a gateway that drains is waited for beyond the limit`() async throws {
    let home = try StandInHome(["default": "version: '2026.9.4', drainSeconds: 4"])
    defer { home.remove() }
    let controller = try await start(home, stopGrace: 2.5)
    let began = ContinuousClock.now
    let result = await controller.perform(.stop, on: try await gateway(controller).id)
    #expect(result == .done("default is stopped"))
    #expect(ContinuousClock.now - began >= .seconds(3.9))
  }

  @Test func `a person's own limit for a gateway ends also one that drains`() async throws {
    let home = try StandInHome(
      ["default": "version: '2026.9.4', drainSeconds: 60"],
      config: "gateways: { default: { stopSeconds: 2.5 } }")
    defer { home.remove() }
    let controller = try await start(home)
    #expect(await controller.perform(.stop, on: try await gateway(controller).id).isSuccess)
    #expect(home.living("default").isEmpty)
  }

  @Test func `a gateway that refuses its config is said to have refused it, with its own reason`()
    async throws
  {
    // A key that 2026.6.11 does not know, and the stand-in speaks as that version does.
    let home = try StandInHome(["default": "version: '2026.6.11'"])
    defer { home.remove() }
    try home.write(
      ".openclaw/openclaw.json",
      "{ gateway: { mode: 'local', port: \(home.ports["default"] ?? 0) }, channel: {}, standIn: { version: '2026.6.11' } }"
    )
    let controller = try home.controller()
    let result = await controller.perform(.start, on: try await gateway(controller).id)
    guard case .failed(let reason) = result else {
      Issue.record("\(result)")
      return
    }
    #expect(
      reason.message.contains("Invalid config at") && reason.message.contains("<root>: Invalid input"),
      "\(reason.message)")
  }

  @Test
  func
    `a Chrome that was left behind is no stranger, hinders no start, is named by a stop and ended on request`()
    async throws
  {
    let home = try StandInHome(["default": "version: '2026.6.11', browsers: ['openclaw']"])
    defer { home.remove() }
    // Of a shell that is gone, so that whoever reaps it does so at once.
    let state = home.path + "/.openclaw"
    try home.leave(
      ["gateway", "run"],
      environment: ["OPENCLAW_STATE_DIR": state, "OPENCLAW_CONFIG_PATH": state + "/openclaw.json"])
    let controller = try home.controller()
    #expect(try await eventually { try await gateway(controller).state == .running })
    let process = try #require(try await gateway(controller).process?.identity)
    kill(process.pid, SIGKILL)
    // Until it is reaped, whoever looks for its pid finds it, as the next gateway does.
    #expect(
      try await eventually { try await gateway(controller).process == nil && kill(process.pid, 0) != 0 })
    let left = await controller.lookAndAsk()
    #expect(!left.findings.contains { $0.code == .portHeldByStranger }, "\(left.findings)")
    let chrome = try #require(left.gateways.first?.leftBrowsers.first?.pid)

    // The next start takes it again.
    let id = try await gateway(controller).id
    let started = await controller.perform(.start, on: id)
    #expect(started.isSuccess, "\(started)")
    let running = try #require(try await gateway(controller).process?.identity)
    kill(running.pid, SIGKILL)
    #expect(
      try await eventually { try await gateway(controller).process == nil && kill(running.pid, 0) != 0 })
    let stop = try Command(home, ["stop", "default"])
    #expect(await stop.says("its Chrome (pid \(chrome)) runs on"))
    let browsers = try Command(home, ["stop", "--browsers", "default"])
    #expect(await browsers.exit() == .exit(0), "\(browsers.text)")
    #expect(await eventually { Machine.live().processes.facts(chrome)?.isAlive != true })
    let again = try Command(home, ["stop", "--browsers", "default"])
    _ = await again.exit()
    #expect(again.text.contains("default has left no browser behind"), "\(again.text)")
  }
}
