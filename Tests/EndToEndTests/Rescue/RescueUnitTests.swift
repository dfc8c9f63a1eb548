import Control
import Foundation
import GatewayModel
import Rescue
import TestSupport
import Testing

/// A main whose unit a real `systemd --user` runs.
extension SystemdTests {
  /// A main with a unit of its own, and a rescue without one.
  final class UnitPair {
    static let unit = "openclaw-gateway.service"
    static let unitPath = ".config/systemd/user/\(unit)"

    let home: StandInHome
    let manager: SystemdUser
    let port: Int

    init() async throws {
      home = try StandInHome(["default": "", "rescue": ""], config: RescueHome.settings)
      port = home.ports["default"] ?? 0
      try home.write(Self.unitPath, Self.text(port: port))
      manager = try await SystemdUser(home: home.path)
    }

    static func text(port: Int) -> String {
      """
      [Unit]
      StartLimitIntervalSec=0
      [Service]
      ExecStart=\(StandInHome.gatehouse) stand-in gateway --port \(port)
      Restart=always
      RestartSec=0.2
      Environment=HOME=%h TMPDIR=%h/tmp OPENCLAW_GATEWAY_PORT=\(port)
      Environment=OPENCLAW_SERVICE_MARKER=openclaw OPENCLAW_SERVICE_KIND=gateway
      [Install]
      WantedBy=default.target
      """
    }

    func controller() throws -> Controller { try home.controller(of: manager) }

    func end() {
      manager.stop()
      home.remove()
    }
  }

  private func move(_ move: RescueMove, _ controller: Controller) async -> ActionResult {
    await controller.lookAtServices()
    let result = await controller.rescue(move, seen: nil, by: .key)
    #expect(result.isSuccess, "\(move.word): \(result)")
    return result
  }

  @Test func `a main in a restart loop of its manager is stopped through it, repaired and started again`()
    async throws
  {
    let pair = try await UnitPair()
    defer { pair.end() }
    let controller = try pair.controller()
    let watch = Watch(controller, as: .dashboard)
    defer { watch.end() }
    pair.manager.systemctl(["enable", "--now", UnitPair.unit])
    let id = try #require(
      await controller.lookAtServices().gateways.first { $0.name == "default" }
    ).id
    #expect(await eventually { await !controller.configCopies(of: id).isEmpty })

    // What a new version might make of an edit that parses: it ends right after it has come up.
    let file = pair.home.path + "/.openclaw/openclaw.json"
    let good = try String(contentsOfFile: file, encoding: .utf8)
    try Data(good.replacing("standIn: {", with: "standIn: { exitSeconds: 0.1, exitCode: 78,").utf8)
      .write(to: URL(filePath: file))
    pair.manager.systemctl(["restart", UnitPair.unit])
    #expect(
      await eventually {
        await controller.lookAtServices()
        return (try? await controller.rescueFacts().get().condition.kind) == .restartLoop
      })
    _ = await move(.collect, controller)
    let freeze = RescueChoices.of(try await controller.rescueFacts().get())
    #expect(freeze.first?.move == .leaveMain)
    #expect(freeze.contains { $0.label.contains("Stop \(UnitPair.unit) (unit") })
    _ = await move(.stopMain, controller)
    // `failed` where it was stopped between two of its ends.
    let state = pair.manager.systemctl(["is-active", UnitPair.unit]).output
    #expect(state.hasPrefix("inactive") || state.hasPrefix("failed"), "\(state)")
    for next in [RescueMove.raise, .handOver, .repair(.restoreConfig), .repair(.start), .verify, .goBack] {
      _ = await move(next, controller)
    }
    #expect(try String(contentsOfFile: file, encoding: .utf8) == good)
    #expect(pair.manager.systemctl(["is-active", UnitPair.unit]).output.hasPrefix("active"))
    #expect(pair.home.living("rescue").isEmpty)
    let snapshot = await controller.lookAtServices()
    #expect(snapshot.gateways.first { $0.name == "default" }?.runBy == .systemd)
    watch.end()
    await watch.ended()
  }

  @Test func `a unit that starts another port than the config says is reinstalled, and that can be undone`()
    async throws
  {
    let pair = try await UnitPair()
    defer { pair.end() }
    let other = try FreePorts.take()
    let old = UnitPair.text(port: other)
    try pair.home.write(UnitPair.unitPath, old)
    pair.manager.systemctl(["daemon-reload"])
    let controller = try pair.controller()
    let unit = pair.home.path + "/" + UnitPair.unitPath
    for next in [RescueMove.collect, .leaveMain, .raise, .handOver] { _ = await move(next, controller) }
    let facts = try await controller.rescueFacts().get()
    #expect(facts.unitRepair?.line == "openclaw gateway install --port \(pair.port) --force")
    _ = await move(.repair(.reinstallUnit), controller)
    #expect(try String(contentsOfFile: unit, encoding: .utf8).contains("--port \(pair.port)"))
    #expect(await eventually { !pair.home.living("default").isEmpty || self.isActive(pair) })
    _ = await move(.undoRepair, controller)
    #expect(try String(contentsOfFile: unit, encoding: .utf8) == old)
    _ = await move(.goBack, controller)
  }

  private func isActive(_ pair: UnitPair) -> Bool {
    pair.manager.systemctl(["is-active", UnitPair.unit]).output.hasPrefix("active")
  }
}
