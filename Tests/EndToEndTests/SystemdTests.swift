import Control
import Fleet
import Foundation
import Host
import Testing

/// Units of a real manager. Skipped, with the reason, where none can be started.
@Suite(
  .serialized,
  .enabled(
    if: SystemdUser.obstacle == nil,
    "no systemd --user can be run here: \(SystemdUser.obstacle ?? "")"))
struct SystemdTests {
  /// A home with a rescue gateway as a unit of its own manager.
  final class Machine {
    let home: StandInHome
    let manager: SystemdUser
    let port: Int

    init(port stated: Int? = nil) throws {
      home = try StandInHome(["rescue": ""])
      port = home.ports["rescue"] ?? 0
      try home.write(Self.unitPath, Self.unit(port: stated ?? port))
      manager = try SystemdUser(home: home.path)
    }

    static let unitPath = ".config/systemd/user/openclaw-gateway-rescue.service"

    static func unit(port: Int, restart: String = "no") -> String {
      """
      [Unit]
      Description=OpenClaw Gateway (profile: rescue)
      [Service]
      ExecStart=\(StandInHome.gatehouse) stand-in gateway --port \(port)
      Restart=\(restart)
      RestartSec=0.2
      KillMode=control-group
      Environment=HOME=%h TMPDIR=%h/tmp
      Environment=OPENCLAW_PROFILE=%E/../profile-of-nobody
      Environment=OPENCLAW_PROFILE=rescue OPENCLAW_GATEWAY_PORT=\(port)
      Environment="OPENCLAW_STATE_DIR=%h/.openclaw-rescue" "OPENCLAW_CONFIG_PATH=%h/.openclaw-rescue/openclaw.json"
      Environment=OPENCLAW_SERVICE_MARKER=openclaw OPENCLAW_SERVICE_KIND=gateway
      """
    }

    func controller() throws -> Controller {
      var host = home.host
      host.system.environment = manager.environment
      let paths = GatehousePaths(home: home.path, config: nil, system: host.system)
      return Controller(
        host: host, paths: paths, config: GatehouseConfig(), services: .live(paths: paths, host: host))
    }

    func end() {
      manager.stop()
      home.remove()
    }
  }

  private func rescue(_ controller: Controller) async -> Gateway? {
    await controller.lookAtServices().gateways.first { $0.name == "rescue" }
  }

  @Test func `a running unit is shown with its state and main pid, and proves the owner`() async throws {
    let machine = try Machine()
    defer { machine.end() }
    let controller = try machine.controller()
    let stopped = try #require(await rescue(controller))
    #expect(
      stopped.service.state == "inactive" && stopped.service.mainPID == nil && stopped.state == .stopped)

    machine.manager.systemctl(["start", "openclaw-gateway-rescue.service"])
    #expect(await eventually { await rescue(controller)?.process != nil })
    let running = try #require(await rescue(controller))
    #expect(running.service.unit == "openclaw-gateway-rescue.service")
    #expect(running.service.manager == "systemd-user" && running.service.state == "active")
    #expect(running.service.subState == "running" && running.service.restarts == 0)
    #expect(running.service.mainPID == running.process?.identity.pid)
    #expect(running.runBy == .systemd)
    #expect(running.owner.links.contains { $0.kind == .unit && $0.status == .holds })
    #expect(running.plan.gateway.port == machine.port && running.plan.gateway.from == .unit)

    let before = running.service.mainPID
    machine.manager.systemctl(["restart", "openclaw-gateway-rescue.service"])
    #expect(
      await eventually {
        let service = await rescue(controller)?.service
        return service?.mainPID != nil && service?.mainPID != before
      })
    let findings = await controller.lookAtServices().findings
    #expect(!findings.contains { $0.severity != .info }, "\(findings)")
  }

  @Test func `an edited port of a unit is drift, before and after the manager reads it`() async throws {
    let machine = try Machine()
    defer { machine.end() }
    let controller = try machine.controller()
    machine.manager.systemctl(["start", "openclaw-gateway-rescue.service"])
    #expect(await eventually { await rescue(controller)?.service.state == "active" })
    let other = machine.port + 200
    try machine.home.write(Machine.unitPath, Machine.unit(port: other))
    func drift() async -> Finding? {
      await controller.lookAtServices().findings.first { $0.code == .servicePortDrift }
    }
    #expect(await eventually { await drift() != nil })
    let found = try #require(await drift())
    #expect(found.ports == [.one(other), .one(machine.port)])
    #expect(
      found.paths == ["~/\(Machine.unitPath)", "~/.openclaw-rescue/openclaw.json#gateway.port"])
    #expect(await eventually { await rescue(controller)?.service.needsReload == true })
    machine.manager.systemctl(["daemon-reload"])
    #expect(await eventually { await rescue(controller)?.service.needsReload == false })
    #expect(await drift()?.ports == found.ports)
  }

  @Test func `a crash is counted, a unit that failed is said to have failed`() async throws {
    let machine = try Machine()
    defer { machine.end() }
    try machine.home.write(Machine.unitPath, Machine.unit(port: machine.port, restart: "on-failure"))
    machine.manager.systemctl(["daemon-reload"])
    machine.manager.systemctl(["start", "openclaw-gateway-rescue.service"])
    let controller = try machine.controller()
    #expect(await eventually { await rescue(controller)?.process != nil })
    let pid = try #require(await rescue(controller)?.service.mainPID)
    kill(pid, SIGKILL)
    #expect(await eventually { await rescue(controller)?.service.restarts == 1 })
    try machine.home.write(".openclaw-rescue/openclaw.json", "{ broken")
    if let now = await rescue(controller)?.service.mainPID { kill(now, SIGKILL) }
    #expect(await eventually { await rescue(controller)?.service.state == "failed" })
  }

  @Test func `a unit in whose stead another process runs is a mismatch`() async throws {
    let machine = try Machine()
    defer { machine.end() }
    let controller = try machine.controller()
    // By hand first: it has the lock. The unit then runs something else under the gateway's name.
    try machine.home.launch(
      ["--profile", "rescue", "gateway", "run"],
      environment: [
        "OPENCLAW_STATE_DIR": machine.home.path + "/.openclaw-rescue",
        "OPENCLAW_CONFIG_PATH": machine.home.path + "/.openclaw-rescue/openclaw.json",
      ])
    #expect(await eventually { await rescue(controller)?.process != nil })
    try machine.home.write(
      Machine.unitPath + ".d/90-other.conf", "[Service]\nExecStart=\nExecStart=/bin/sleep 60\n")
    machine.manager.systemctl(["daemon-reload"])
    machine.manager.systemctl(["start", "openclaw-gateway-rescue.service"])
    #expect(
      await eventually {
        await controller.lookAtServices().findings.contains { $0.code == .ownerMismatch }
      })
    let found = try #require(
      await controller.lookAtServices().findings.first { $0.code == .ownerMismatch })
    #expect(found.gateways == ["rescue"] && found.detail.contains("openclaw-gateway-rescue.service runs pid"))
  }

  @Test func `an instance of a template is known by the manager alone`() async throws {
    let machine = try Machine()
    defer { machine.end() }
    try machine.home.write(
      ".config/systemd/user/openclaw-gateway@.service",
      Machine.unit(port: machine.port).replacing("PROFILE=rescue", with: "PROFILE=%i")
        .replacing(".openclaw-rescue", with: ".openclaw-%i"))
    machine.manager.systemctl(["daemon-reload"])
    try machine.home.write(
      ".openclaw-tpl/openclaw.json", "{ gateway: { mode: 'local', port: \(machine.port) } }")
    machine.manager.systemctl(["start", "openclaw-gateway@tpl.service"])
    let controller = try machine.controller()
    #expect(
      await eventually {
        await controller.lookAtServices().gateways.contains {
          $0.name == "tpl" && $0.service.unit == "openclaw-gateway@tpl.service"
            && $0.service.state == "active"
        }
      })
  }

  // MARK: Control through the manager

  private func perform(_ action: Controller.Action, _ controller: Controller) async throws -> ActionResult {
    let id = try #require(await rescue(controller)).id
    return await controller.perform(action, on: id, by: .key)
  }

  @Test func `start, stop and restart go through the manager and are judged by main pid, state and port`()
    async throws
  {
    let machine = try Machine()
    defer { machine.end() }
    let controller = try machine.controller()
    let started = try await perform(.start, controller)
    let running = try #require(await rescue(controller))
    let pid = try #require(running.service.mainPID)
    #expect(
      started == .done("rescue is live on \(machine.port) (pid \(pid), openclaw-gateway-rescue.service)"))
    #expect(running.runBy == .systemd && running.service.state == "active")
    #expect(machine.home.record("rescue") == nil)
    #expect(try await perform(.start, controller) == .already("rescue runs already (pid \(pid))"))
    let restarted = try await perform(.restart, controller)
    #expect(restarted.isSuccess, "\(restarted)")
    #expect(await rescue(controller)?.service.mainPID != pid)
    let stopped = try await perform(.stop, controller)
    #expect(stopped == .done("rescue is stopped (openclaw-gateway-rescue.service)"))
    let now = try #require(await rescue(controller))
    #expect(now.service.state == "inactive" && now.process == nil && now.state == .stopped)
    #expect(try await perform(.stop, controller) == .already("rescue is stopped already"))
    #expect(try await perform(.start, controller).isSuccess)
    #expect(try await perform(.kill, controller).isSuccess)
    #expect(await rescue(controller)?.process == nil)
    let units = machine.home.journal.filter { $0.phase == .began }.map {
      "\($0.action) \($0.target.unit ?? "")"
    }
    #expect(
      units
        == ["start", "restart", "stop", "start", "kill"].map { "\($0) openclaw-gateway-rescue.service" })
  }

  @Test func `a unit that crashes again and again is a failed start, and is not left so`() async throws {
    let machine = try Machine()
    defer { machine.end() }
    try machine.home.write(
      Machine.unitPath, Machine.unit(port: machine.port, restart: "always"))
    // A config that Gatehouse has no fault to find with, and the gateway ends at once.
    try machine.home.write(
      ".openclaw-rescue/openclaw.json", "{ gateway: { mode: 'remote', port: \(machine.port) } }")
    machine.manager.systemctl(["daemon-reload"])
    let controller = try machine.controller()
    let result = try await perform(.start, controller)
    guard case .failed(let reason) = result else {
      Issue.record("\(result)")
      return
    }
    #expect(reason.contains("openclaw-gateway-rescue.service"))
    #expect(reason.contains("journalctl --user -u openclaw-gateway-rescue.service"))
    #expect(await eventually { ["inactive", "failed"].contains(await rescue(controller)?.service.state) })
  }

  @Test func `a unit that was edited while it runs comes up on its new port when it is restarted`()
    async throws
  {
    let machine = try Machine()
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
    let machine = try Machine()
    defer { machine.end() }
    let controller = try machine.controller()
    try machine.home.launch(
      ["--profile", "rescue", "gateway", "run"],
      environment: [
        "OPENCLAW_STATE_DIR": machine.home.path + "/.openclaw-rescue",
        "OPENCLAW_CONFIG_PATH": machine.home.path + "/.openclaw-rescue/openclaw.json",
      ])
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
    let machine = try Machine()
    defer { machine.end() }
    let controller = try machine.controller()
    let places = [
      "OPENCLAW_STATE_DIR": machine.home.path + "/.openclaw-rescue",
      "OPENCLAW_CONFIG_PATH": machine.home.path + "/.openclaw-rescue/openclaw.json",
    ]
    try machine.home.launch(["--profile", "rescue", "gateway", "run"], environment: places)
    #expect(await eventually { await rescue(controller)?.process != nil })
    // Without a lock it ends as soon as it finds the port taken, and its manager starts it again.
    try machine.home.write(
      Machine.unitPath,
      Machine.unit(port: machine.port, restart: "always") + "\nEnvironment=OPENCLAW_ALLOW_MULTI_GATEWAY=1\n")
    machine.manager.systemctl(["daemon-reload"])
    machine.manager.systemctl(["start", "openclaw-gateway-rescue.service"])
    func fight() async -> Finding? {
      await controller.lookAtServices().findings.first { $0.code == .supervisorsFighting }
    }
    #expect(await eventually { await fight() != nil })
    let found = try #require(await fight())
    #expect(found.gateways == ["rescue"] && found.ports == [.one(machine.port)])
    #expect(found.detail.contains("openclaw-gateway-rescue.service (user)"))
    #expect(found.fix.contains("systemctl --user disable --now openclaw-gateway-rescue.service"))
  }

  @Test func `install and uninstall are shown, asked for, and run by OpenClaw's own command`() async throws {
    let home = try StandInHome(["rescue": ""])
    defer { home.remove() }
    let manager = try SystemdUser(home: home.path)
    defer { manager.stop() }
    var environment = manager.environment
    // What a shell of another gateway would hand on, and what must not end up in a unit.
    environment["OPENCLAW_STATE_DIR"] = "/nowhere"
    let session = try TerminalSession(["--home", home.path], environment: environment)
    #expect(await session.showsLine("rescue", "stopped"))
    session.type(":install service\r")
    #expect(
      await session.shows("openclaw --profile rescue gateway install --port \(home.ports["rescue"] ?? 0)"))
    session.type("\t\r")
    #expect(await session.shows("It ended with 0. Enter returns to Gatehouse."))
    session.type("\n")
    #expect(await session.showsLine("rescue", "running", "systemd"))
    #expect(manager.systemctl(["is-enabled", "openclaw-gateway-rescue.service"]).output.contains("enabled"))
    session.type(":uninstall service\r")
    #expect(await session.shows("Uninstall the service of rescue?"))
    session.type("y")
    #expect(await session.shows("Uninstalled"))
    session.type("\n")
    #expect(await session.showsLine("rescue", "stopped"))
    session.type("q")
    #expect(await session.ends())
    #expect(home.living("rescue").isEmpty)
    let entries = home.journal.filter { $0.action.hasSuffix("Service") }
    #expect(
      entries.map(\.action) == ["installService", "uninstallService"]
        && entries.allSatisfy { $0.phase == .done })
  }
}
