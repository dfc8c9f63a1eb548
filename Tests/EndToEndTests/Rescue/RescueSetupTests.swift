import Control
import Foundation
import GatewayModel
import TestSupport
import Testing

/// Setting up a rescue bot beside a main that runs, with a real manager: the main must not come to harm.
extension SystemdTests {
  private struct SetUp {
    let home: StandInHome
    let manager: SystemdUser
    let main: Int

    init() async throws {
      home = try StandInHome(["default": "version: '2026.6.11'"])
      main = home.ports["default"] ?? 0
      manager = try await SystemdUser(home: home.path)
      try home.startByHand()
    }

    func run() throws -> TerminalSession {
      // What onboarding would propose by itself is the port of main.
      try TerminalSession(
        ["rescue", "setup", "--run", "--home", home.path],
        environment: manager.environment.merging(["STAND_IN_PORT": String(main)]) { own, _ in own },
        width: 240)
    }

    func controller() throws -> Controller { try home.controller(of: manager) }

    func end() {
      manager.stop()
      home.remove()
    }
  }

  private func pid(_ controller: Controller, _ name: String) async -> Int32? {
    await controller.lookAtServices().gateways.first { $0.name == name && $0.state == .running }?.process?
      .identity.pid
  }

  @Test
  func `a set-up that keeps the port it is offered leaves main as it was, and its unit has the plan's port`()
    async throws
  {
    let setUp = try await SetUp()
    defer { setUp.end() }
    let controller = try setUp.controller()
    let watch = Watch(controller)
    defer { watch.end() }
    #expect(await eventually { watch.gateway("default")?.state == .running })
    let before = try #require(watch.gateway("default")?.process?.identity)
    let session = try setUp.run()
    #expect(await session.shows("Gateway port ["))
    #expect(!session.screen.text.contains("Gateway port [\(setUp.main)]"))
    session.answer("\n")
    #expect(await session.shows("bot token:"))
    session.answer("42:own-bot-token\n")
    #expect(await session.ends())
    #expect(session.screen.text.contains("✓ own ports"), "\(session.screen.text)")
    #expect(await eventually { watch.gateway("rescue")?.state == .running })
    #expect(watch.gateway("default")?.process?.identity == before)
    let rescue = try #require(watch.gateway("rescue"))
    #expect(rescue.plan.gateway.from == .unit && rescue.plan.gateway.known != setUp.main)
  }

  @Test func `a set-up whose unit takes main's port stops at once, says so, and puts main back on request`()
    async throws
  {
    let setUp = try await SetUp()
    defer { setUp.end() }
    let watch = Watch(try setUp.controller())
    defer { watch.end() }
    #expect(await eventually { watch.gateway("default")?.state == .running })
    let before = try #require(watch.gateway("default")?.process?.identity)
    let session = try setUp.run()
    #expect(await session.shows("Gateway port ["))
    session.answer("\(setUp.main)\n")
    #expect(await session.shows("bot token:"))
    session.answer("42:own-bot-token\n")
    #expect(await session.shows("Put it back"))
    #expect(session.screen.text.contains("the set-up is stopped"))
    session.answer("y\n")
    #expect(await session.ends())
    #expect(session.ending == 69)
    #expect(session.screen.text.contains("is not set up"), "\(session.screen.text)")
    #expect(
      await eventually {
        guard let main = watch.gateway("default") else { return false }
        return main.state == .running && main.process?.identity != before
      })
    #expect(watch.gateway("rescue")?.process == nil)
  }
}
