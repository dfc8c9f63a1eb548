import Control
import Foundation
import GatewayModel
import Host
import Rescue
import TestSupport
import Testing

/// Units whose gateway does not come up: what the manager does about it is what is shown.
extension SystemdTests {
  /// - Parameter limit: starts after which the manager gives up; nil for none.
  private func unit(_ machine: Machine, restartSeconds: Double, limit: Int?) -> String {
    let start =
      limit.map { "[Unit]\nStartLimitIntervalSec=120\nStartLimitBurst=\($0)\n" }
      ?? "[Unit]\nStartLimitIntervalSec=0\n"
    return start
      + Machine.unit(port: machine.port, restart: "on-failure").replacing("[Unit]\n", with: "")
      .replacing("RestartSec=0.2", with: "RestartSec=\(restartSeconds)")
  }

  /// Parses, and makes the gateway end by itself.
  private func breakGateway(_ machine: Machine) throws {
    let file = ".openclaw-rescue/openclaw.json"
    let text = try String(contentsOfFile: machine.home.path + "/" + file, encoding: .utf8)
    try machine.home.write(
      file, text.replacing("standIn: {", with: "standIn: { exitSeconds: 0.1, exitCode: 3,"))
  }

  @Test func `a unit that waits for its next start is shown so at once, with the moment of it`() async throws
  {
    let machine = try await Machine()
    defer { machine.end() }
    try machine.home.write(Machine.unitPath, unit(machine, restartSeconds: 60, limit: nil))
    machine.manager.systemctl(["daemon-reload"])
    machine.manager.systemctl(["start", "openclaw-gateway-rescue.service"])
    let watch = Watch(try machine.controller(), as: .dashboard)
    defer { watch.end() }
    #expect(await eventually { watch.gateway("rescue")?.state == .running })
    let pid = try #require(watch.gateway("rescue")?.process?.identity.pid)
    let before = Date().timeIntervalSince1970
    kill(pid, SIGKILL)
    // Long before the next start, and not after a round of questions that never comes.
    #expect(await eventually { watch.gateway("rescue")?.state == .backingOff })
    let gateway = try #require(watch.gateway("rescue"))
    #expect(gateway.process == nil && gateway.service.subState?.hasPrefix("auto-restart") == true)
    let retryAt = try #require(gateway.supervision.retryAt)
    #expect(abs(retryAt - before - 60) < 15, "\(retryAt - before)")
  }

  @Test func `a unit that its manager has given up on has failed, with the reason`()
    async throws
  {
    let machine = try await Machine()
    defer { machine.end() }
    try machine.home.write(Machine.unitPath, unit(machine, restartSeconds: 0.1, limit: 2))
    try breakGateway(machine)
    machine.manager.systemctl(["daemon-reload"])
    let watch = Watch(try machine.controller(), as: .dashboard)
    defer { watch.end() }
    machine.manager.systemctl(["start", "openclaw-gateway-rescue.service"])
    #expect(await eventually { watch.gateway("rescue")?.service.state == .failed })
    #expect(await eventually { watch.gateway("rescue")?.state == .failed })
    let gateway = try #require(watch.gateway("rescue"))
    let failure = try #require(gateway.failure)
    #expect(failure.contains("openclaw-gateway-rescue.service"), "\(failure)")
    let status = try Command(machine.home, ["status", "--json"], environment: machine.manager.environment)
    _ = await status.exit()
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(status.text.utf8)) as? [String: Any])
    let row = try #require(
      (document["gateways"] as? [[String: Any]])?.first { $0["name"] as? String == "rescue" })
    #expect(row["state"] as? String == "failed")
  }

  @Test func `a main whose config was broken while its unit gave up is offered its last good config first`()
    async throws
  {
    let pair = try await UnitPair()
    defer { pair.end() }
    try pair.home.write(
      UnitPair.unitPath,
      UnitPair.text(port: pair.port).replacing(
        "StartLimitIntervalSec=0", with: "StartLimitIntervalSec=60\nStartLimitBurst=2"
      )
      .replacing("Restart=always", with: "Restart=on-failure"))
    let controller = try pair.controller()
    let watch = Watch(controller, as: .dashboard)
    defer { watch.end() }
    pair.manager.systemctl(["daemon-reload"])
    pair.manager.systemctl(["enable", "--now", UnitPair.unit])
    let id = try #require(await controller.lookAtServices().gateways.first { $0.name == "default" }).id
    #expect(await eventually { await !controller.configCopies(of: id).isEmpty })
    let file = pair.home.path + "/.openclaw/openclaw.json"
    let good = try String(contentsOfFile: file, encoding: .utf8)
    try Data(good.dropLast(3).utf8).write(to: URL(filePath: file))
    pair.manager.systemctl(["restart", UnitPair.unit])
    #expect(await eventually { watch.gateway("default")?.service.state == .failed })
    for move in [.collect, .leaveMain, .raise, .handOver] as [RescueMove] {
      await controller.lookAtServices()
      let result = await controller.rescue(move, seen: nil, by: .key)
      #expect(result.isSuccess, "\(move.word): \(result)")
    }
    let choices = RescueChoices.of(try await controller.rescueFacts().get()).map(\.move.word)
    let restore = try #require(choices.firstIndex { $0.contains("restore") }, "\(choices)")
    let start = choices.firstIndex { $0.contains("start") } ?? choices.endIndex
    #expect(restore < start, "\(choices)")
  }
}
