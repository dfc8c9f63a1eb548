import GatewayModel
import Host
import Presentation
import TestSupport
import Testing

@testable import Control

/// What forbids a start, with the culprit and the remedy; nothing is launched, signalled or recorded.
struct StartRefusalTests {
  private func refused(_ home: PlayedHome, _ name: String = "default", isForced: Bool = false) async throws
    -> String
  {
    let controller = home.controller()
    let id = try await home.gateway(name, controller).id
    let before = home.machine.pids
    let result = await controller.perform(.start, on: id, isForced: isForced)
    guard case .refused(let message) = result else {
      Issue.record("not refused: \(result)")
      return ""
    }
    #expect(home.machine.pids == before && home.machine.signals.isEmpty && home.record(name) == nil)
    #expect(home.journal.map(\.phase) == [.refused])
    return message.message
  }

  @Test func `a config that is not there is named with the command that makes one`() async throws {
    let home = try PlayedHome(["default": [.init()], "lab": [.init()]])
    defer { home.remove() }
    #expect(Machine.live().files.remove(home.configPath("lab")) == nil)
    try home.place.write(".openclaw-lab/state/keep", "")
    let message = try await refused(home, "lab")
    #expect(message.contains("lab has no config at ~/.openclaw-lab/openclaw.json"))
    #expect(message.contains("`openclaw --profile lab setup` makes one"))
  }

  @Test func `a config that cannot be read is named by line and column`() async throws {
    let home = try PlayedHome(["default": [.init()]])
    defer { home.remove() }
    try home.place.write(".openclaw/openclaw.json", "{\n  gateway: { port: 1 }}}")
    let message = try await refused(home)
    #expect(message.hasPrefix("the config of default is wrong: ~/.openclaw/openclaw.json:2:"))
  }

  @Test func `a command that is not there is named`() async throws {
    let home = try PlayedHome(["default": [.init()]]) { $0.openclaw = ["no-such-openclaw"] }
    defer { home.remove() }
    #expect(try await refused(home).contains("the command no-such-openclaw is not there"))
  }

  @Test func `a base port that a stranger holds is refused also by force, and the stranger lives on`()
    async throws
  {
    for isForced in [false, true] {
      let home = try PlayedHome(["default": [.init()]])
      defer { home.remove() }
      let stranger = home.machine.begin(
        ["nginx"], environment: [:], port: 23000, part: .init(listensAfter: 0), name: "nginx")
      let message = try await refused(home, isForced: isForced)
      #expect(message.contains("port 23000 of default is held by nginx \(stranger.pid)"))
      #expect(home.machine.isAlive(stranger.pid))
    }
  }

  @Test func `a base port that another gateway holds is that gateway's`() async throws {
    let home = try PlayedHome(["default": [.init()], "lab": [.init()]])
    defer { home.remove() }
    let process = home.run("lab")
    try home.place.write(
      ".openclaw/openclaw.json",
      "{ gateway: { mode: 'local', port: \(home.ports["lab"] ?? 0), auth: { mode: 'none' } } }")
    let message = try await refused(home)
    #expect(message.contains("is lab's, which runs there"))
    #expect(message.contains("\(process.pid)") && message.contains("another gateway.port"))
  }

  /// Two gateways with one Telegram bot: an error between them.
  private func sharing() throws -> PlayedHome {
    let home = try PlayedHome(["default": [.init()], "lab": [.init()]])
    for name in ["default", "lab"] {
      try home.place.write(
        "\(name == "default" ? ".openclaw" : ".openclaw-lab")/openclaw.json",
        "{ gateway: { mode: 'local', port: \(home.ports[name] ?? 0), auth: { mode: 'none' } }, "
          + "channels: { telegram: { botToken: '12345:fake-bot' } } }"
      )
    }
    return home
  }

  @Test(arguments: [RunRecord.Phase.launching, .starting])
  func `a collision with what another Gatehouse is just starting counts as with what runs`(
    phase: RunRecord.Phase
  ) async throws {
    let home = try sharing()
    defer { home.remove() }
    home.leave(phase, "lab")
    let message = try await refused(home)
    #expect(message.contains("would collide with what runs now (telegram-token-shared)"))
    #expect(message.contains("`gatehouse start --force default`") && !message.contains("fake-bot"))
  }

  @Test(arguments: [RunRecord.Phase.ended, .failed, .backingOff])
  func `a collision with what does not run forbids nothing`(phase: RunRecord.Phase) async throws {
    let home = try sharing()
    defer { home.remove() }
    home.leave(phase, "lab")
    #expect(try await home.perform(.start, "default", home.controller()).isSuccess)
  }

  @Test func `a record of another boot is no gateway that is being started`() async throws {
    let home = try sharing()
    defer { home.remove() }
    home.leave(.starting, "lab") { $0.bootID = "before" }
    #expect(try await home.perform(.start, "default", home.controller()).isSuccess)
  }

  @Test func `force overrides a collision, and the journal says that it did`() async throws {
    let home = try sharing()
    defer { home.remove() }
    home.run("lab")
    let controller = home.controller()
    let id = try await home.gateway("default", controller).id
    #expect(await controller.perform(.start, on: id, isForced: true).isSuccess)
    let steps = home.journal.last { $0.phase == .done }?.steps.map(\.text)
    #expect(steps?.first == "forced: what isolation forbids does not count")
  }

  @Test func `a profile of a client is no gateway of this machine`() async throws {
    let home = try PlayedHome(["default": [.init()]])
    defer { home.remove() }
    try home.place.write(
      ".openclaw/openclaw.json", "{ gateway: { mode: 'remote', remote: { url: 'ws://elsewhere:18789' } } }")
    let controller = home.controller()
    let id = try await home.gateway("default", controller).id
    for action in [Controller.Action.start, .stop, .restart, .kill] {
      let result = await controller.perform(action, on: id)
      guard case .refused(let refusal) = result else {
        Issue.record("\(action): \(result)")
        continue
      }
      #expect(refusal.message.contains("client profile"))
      #expect(refusal.message.contains("OpenClaw starts no gateway from it"))
    }
    #expect(home.journal.isEmpty)
  }

  @Test func `a gateway that is gone when its lock is had is refused`() async throws {
    let home = try PlayedHome(["default": [.init()], "lab": [.init()]])
    defer { home.remove() }
    let controller = home.controller()
    let id = try await home.gateway("lab", controller).id
    #expect(Machine.live().files.rename(home.stateDir("lab"), home.place.path + "/elsewhere") == nil)
    #expect(await controller.perform(.start, on: id) == .refused("this gateway is gone"))
  }
}
