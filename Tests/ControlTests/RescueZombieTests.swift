import GatewayModel
import Host
import Rescue
import TestSupport
import Testing

@testable import Control

/// A zombie has ended, also where it was a Gatehouse.
struct RescueZombieTests {
  @Test func `a move whose Gatehouse is a zombie was cut off`() async throws {
    let zombie = Shared<Int32>(0)
    let home = try PlayedHome(
      ["default": [.init()], "rescue": [.init()]],
      wrap: showing { if $0.pid == zombie.value { $0.state = "Z" } })
    defer { home.remove() }
    let other = home.machine.begin(["gatehouse"], environment: [:], port: 1, name: "gatehouse")
    zombie.value = other.pid
    home.leaveRescue(at: .freeze) {
      $0.doing = .init(move: .stopMain, since: home.clock.now, gatehouse: other)
    }
    let controller = home.watcher()
    _ = await controller.look(sweep: true)
    #expect(try await !controller.rescueFacts().get().isDoingAlive)
  }
}
