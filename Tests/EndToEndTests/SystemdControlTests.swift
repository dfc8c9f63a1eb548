import Control
import Foundation
import GatewayModel
import Host
import Presentation
import TestSupport
import Testing

/// Start, stop, restart, install and fights through a real manager.
extension SystemdTests {
  private func perform(_ action: Controller.Action, _ controller: Controller) async throws -> ActionResult {
    let id = try #require(await rescue(controller)).id
    return await controller.perform(action, on: id, by: .key)
  }

  @Test func `start, stop and restart go through the manager and are judged by main pid, state and port`()
    async throws
  {
    let machine = try await Machine()
    defer { machine.end() }
    let controller = try machine.controller()
    let started = try await perform(.start, controller)
    let running = try #require(await rescue(controller))
    let pid = try #require(running.service.mainPID)
    #expect(
      started == .done("rescue is live on \(machine.port) (pid \(pid), openclaw-gateway-rescue.service)"))
    #expect(running.runBy == .systemd && running.service.state == .active)
    #expect(machine.home.record("rescue") == nil)
    #expect(try await perform(.start, controller) == .already("rescue runs already (pid \(pid))"))
    let restarted = try await perform(.restart, controller)
    #expect(restarted.isSuccess, "\(restarted)")
    #expect(await rescue(controller)?.service.mainPID != pid)
    let stopped = try await perform(.stop, controller)
    #expect(stopped == .done("rescue is stopped (openclaw-gateway-rescue.service)"))
    let now = try #require(await rescue(controller))
    #expect(now.service.state == .inactive && now.process == nil && now.state == .stopped)
    #expect(try await perform(.stop, controller) == .already("rescue is stopped already"))
    #expect(try await perform(.start, controller).isSuccess)
    #expect(try await perform(.kill, controller).isSuccess)
    #expect(await rescue(controller)?.process == nil)
    let units = machine.home.journal.filter { $0.phase == .began }.map {
      "\($0.action.rawValue) \($0.target.unit ?? "")"
    }
    #expect(
      units
        == ["start", "restart", "stop", "start", "kill"].map { "\($0) openclaw-gateway-rescue.service" })
  }

  @Test func `a stop that its manager ends by a kill says so`() async throws {
    let machine = try await Machine()
    defer { machine.end() }
    try machine.home.write(
      Machine.unitPath,
      Machine.unit(port: machine.port).replacing("RestartSec=", with: "TimeoutStopSec=1\nRestartSec="))
    try machine.home.write(
      ".openclaw-rescue/openclaw.json",
      "{ gateway: { mode: 'local', port: \(machine.port) }, standIn: { startSeconds: 0, ignoresTerm: true } }"
    )
    machine.manager.systemctl(["daemon-reload"])
    let controller = try machine.controller()
    #expect(try await perform(.start, controller).isSuccess)
    let stopped = try await perform(.stop, controller)
    #expect(
      stopped
        == .done(
          "rescue is stopped (openclaw-gateway-rescue.service); it did not end within 1 s, so its manager killed it"
        ))
  }

  @Test func `a unit that crashes again and again is a failed start, and is not left so`() async throws {
    let machine = try await Machine()
    defer { machine.end() }
    try machine.home.write(
      Machine.unitPath, Machine.unit(port: machine.port, restart: "always"))
    // A config that Gatehouse has no fault to find with, and the gateway ends at once.
    try machine.home.write(
      ".openclaw-rescue/openclaw.json", "{ gateway: { port: \(machine.port) } }")
    machine.manager.systemctl(["daemon-reload"])
    let controller = try machine.controller()
    let result = try await perform(.start, controller)
    guard case .failed(let reason) = result else {
      Issue.record("\(result)")
      return
    }
    #expect(reason.message.contains("openclaw-gateway-rescue.service"))
    #expect(reason.message.contains("journalctl --user -u openclaw-gateway-rescue.service"))
    #expect(await eventually { [.inactive, .failed].contains(await rescue(controller)?.service.state) })
  }

  @Test func `a unit that was edited while it runs comes up on its new port when it is restarted`()
    async throws
  {
    let machine = try await Machine()
    defer { machine.end() }
    let controller = try machine.controller()
    #expect(try await perform(.start, controller).isSuccess)
    let new = try FreePorts.take()
    try machine.home.write(Machine.unitPath, Machine.unit(port: new))
    machine.manager.systemctl(["daemon-reload"])
    #expect(await eventually { await rescue(controller)?.plan.gateway.port == machine.port })
    let result = try await perform(.restart, controller)
    #expect(result.message.contains("live on \(new)"), "\(result)")
    #expect(await rescue(controller)?.plan.gateway.port == new)
  }

  @Test func `a gateway that runs beside its unit is not started twice, and a restart gives it to the unit`()
    async throws
  {
    let machine = try await Machine()
    defer { machine.end() }
    let controller = try machine.controller()
    try machine.home.startByHand("rescue")
    #expect(await eventually { await rescue(controller)?.process != nil })
    let started = try await perform(.start, controller)
    #expect(started.message.contains("not by openclaw-gateway-rescue.service"), "\(started)")
    #expect(machine.home.living("rescue").count == 1)
    let result = try await perform(.restart, controller)
    #expect(result.isSuccess, "\(result)")
    #expect(await rescue(controller)?.runBy == .systemd)
    #expect(machine.home.living("rescue").count == 1)
  }

  @Test func `a unit and a gateway by hand that fight over a port are both named`() async throws {
    let machine = try await Machine()
    defer { machine.end() }
    let controller = try machine.controller()
    try machine.home.startByHand("rescue")
    #expect(await eventually { await rescue(controller)?.process != nil })
    // Without a lock it ends as soon as it finds the port taken, and its manager starts it again.
    try machine.home.write(
      Machine.unitPath,
      Machine.unit(port: machine.port, restart: "always")
        + "\nEnvironment=OPENCLAW_ALLOW_MULTI_GATEWAY=1\n[Unit]\nStartLimitIntervalSec=0\n")
    machine.manager.systemctl(["daemon-reload"])
    machine.manager.systemctl(["start", "openclaw-gateway-rescue.service"])
    func fight() async -> Finding? {
      await controller.lookAtServices().findings.first { $0.code == .supervisorsFighting }
    }
    #expect(await eventually { await fight() != nil })
    let found = try #require(await fight())
    #expect(found.names == ["rescue"] && found.ports == [.one(machine.port)])
    #expect(found.detail.contains("openclaw-gateway-rescue.service (user)"))
    #expect(found.fix.contains("systemctl --user disable --now openclaw-gateway-rescue.service"))
  }

  @Test func `install and uninstall are shown, asked for, and run by OpenClaw's own command`() async throws {
    let home = try StandInHome(["rescue": ""])
    defer { home.remove() }
    let manager = try await SystemdUser(home: home.path)
    defer { manager.stop() }
    var environment = manager.environment
    // What a shell of another gateway would hand on, and what must not end up in a unit.
    environment["OPENCLAW_STATE_DIR"] = "/nowhere"
    let session = try TerminalSession(["--home", home.path], environment: environment)
    #expect(await session.idles())
    #expect(session.hasLine("rescue", "stopped"))
    await session.press(":install service\r")
    #expect(
      session.has("openclaw --profile rescue gateway install --port \(home.ports["rescue"] ?? 0)"))
    session.type("\t\r")
    #expect(await session.shows("It ended with 0. Enter returns to Gatehouse."))
    session.answer("\n")
    #expect(await session.showsLine("rescue", "running", "systemd"))
    #expect(manager.systemctl(["is-enabled", "openclaw-gateway-rescue.service"]).output.contains("enabled"))
    await session.press(":uninstall service\r")
    #expect(session.has("Uninstall the service of rescue?"))
    session.type("y")
    #expect(await session.shows("Uninstalled"))
    session.answer("\n")
    #expect(await session.showsLine("rescue", "stopped"))
    session.type("q")
    #expect(await session.ends())
    #expect(home.living("rescue").isEmpty)
    let entries = home.journal.filter { $0.action.rawValue.hasSuffix("Service") }
    #expect(
      entries.map(\.action.rawValue) == ["installService", "uninstallService"]
        && entries.allSatisfy { $0.phase == .done })
  }
}
