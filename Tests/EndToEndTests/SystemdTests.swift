import Control
import Foundation
import GatewayModel
import Host
import TestSupport
import Testing

/// Units of a real manager. Skipped, with the reason, where none can be started.
@Suite(
  .onlyByName("Systemd"), .serialized, .inPlaces,
  .enabled(
    if: SystemdUser.obstacle == nil,
    "no systemd --user can be run here: \(SystemdUser.obstacle ?? "")"))
struct SystemdTests {
  /// A home with a rescue gateway as a unit of its own manager.
  final class Machine {
    let home: StandInHome
    let manager: SystemdUser
    let port: Int

    init(port stated: Int? = nil) async throws {
      home = try StandInHome(["rescue": ""])
      port = home.ports["rescue"] ?? 0
      try home.write(Self.unitPath, Self.unit(port: stated ?? port))
      manager = try await SystemdUser(home: home.path)
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

  func rescue(_ controller: Controller) async -> Gateway? {
    await controller.lookAtServices().gateways.first { $0.name == "rescue" }
  }

  @Test func `a running unit is shown with its state and main pid, and proves the owner`() async throws {
    let machine = try await Machine()
    defer { machine.end() }
    let controller = try machine.controller()
    let stopped = try #require(await rescue(controller))
    #expect(
      stopped.service.state == .inactive && stopped.service.mainPID == nil && stopped.state == .stopped)

    machine.manager.systemctl(["start", "openclaw-gateway-rescue.service"])
    #expect(await eventually { await rescue(controller)?.process != nil })
    let running = try #require(await rescue(controller))
    #expect(running.service.unit == "openclaw-gateway-rescue.service")
    #expect(running.service.manager == "systemd-user" && running.service.state == .active)
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
    let machine = try await Machine()
    defer { machine.end() }
    let controller = try machine.controller()
    machine.manager.systemctl(["start", "openclaw-gateway-rescue.service"])
    #expect(await eventually { await rescue(controller)?.service.state == .active })
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
    let machine = try await Machine()
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
    #expect(await eventually { await rescue(controller)?.service.state == .failed })
  }

  @Test func `a unit in whose stead another process runs is a mismatch`() async throws {
    let machine = try await Machine()
    defer { machine.end() }
    let controller = try machine.controller()
    // By hand first: it has the lock. The unit then runs something else under the gateway's name.
    try machine.home.startByHand("rescue")
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
    #expect(found.names == ["rescue"] && found.detail.contains("openclaw-gateway-rescue.service runs pid"))
  }

  @Test func `an instance of a template is known by the manager alone`() async throws {
    let machine = try await Machine()
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
            && $0.service.state == .active
        }
      })
  }
}
