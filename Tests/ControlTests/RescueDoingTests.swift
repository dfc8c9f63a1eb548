import GatewayModel
import Host
import Rescue
import TestSupport
import Testing

@testable import Control

/// Whether the Gatehouse that makes the move under way still lives.
struct RescueDoingTests {
  private func isAlive(_ process: ProcessIdentity?, _ home: PlayedHome) async throws -> Bool {
    home.leaveRescue(at: .freeze) {
      $0.doing = .init(move: .stopMain, since: home.clock.now, gatehouse: process)
    }
    let controller = home.watcher()
    _ = await controller.look(sweep: true)
    return try await controller.rescueFacts().get().isDoingAlive
  }

  @Test func `a move that nobody makes any more was cut off`() async throws {
    let home = try PlayedHome(["default": [.init()], "rescue": [.init()]])
    defer { home.remove() }
    let other = home.machine.begin(["gatehouse"], environment: [:], port: 1, name: "gatehouse")
    #expect(try await isAlive(other, home))
    // Its number may be another process's by now.
    #expect(
      try await !isAlive(ProcessIdentity(pid: other.pid, startTicks: other.startTicks + 1), home))
    #expect(try await !isAlive(nil, home))
    home.machine.end(other.pid)
    #expect(try await !isAlive(other, home))
  }
}
