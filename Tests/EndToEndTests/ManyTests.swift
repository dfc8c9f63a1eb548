import Control
import Foundation
import GatewayModel
import Host
import Synchronization
import TestSupport
import Testing

/// Many gateways at once, what isolation forbids, and OpenClaw's own checks.
@Suite(.serialized, .inPlaces) struct ManyTests {
  @Test func `start --all starts no more at once than the config allows, main first`() async throws {
    let names = ["default", "rescue", "a", "b", "c"]
    let home = try StandInHome(
      Dictionary(uniqueKeysWithValues: names.map { ($0, "startSeconds: 0.3") }), config: "startsAtOnce: 2")
    defer { home.remove() }
    let command = try Command(home, ["start", "--all"])
    #expect(await command.exit() == .exit(0), "\(command.text)")
    for name in names { #expect(home.living(name).count == 1) }
    // Between a start's launch and its proof at most two others are.
    let starts = home.journal.filter { $0.action == JournalAction(.start) }
    var under: Set<String> = []
    var most = 0
    for entry in starts {
      if entry.phase == .began { under.insert(entry.gateway) } else { under.remove(entry.gateway) }
      most = max(most, under.count)
    }
    #expect(most == 2)
    #expect(Set(starts.filter { $0.phase == .began }.prefix(2).map(\.gateway)) == ["default", "rescue"])
    let again = try Command(home, ["start", "--all"])
    #expect(await again.exit() == .exit(0))
    #expect(again.text.contains("a runs already"))
    let stop = try Command(home, ["stop", "--all"])
    #expect(await stop.exit() == .exit(0), "\(stop.text)")
    for name in names { #expect(home.living(name).isEmpty) }
  }

  /// Gives both gateways the same bot: an error between them.
  private func shareBot(_ home: StandInHome) throws {
    for name in [".openclaw", ".openclaw-rescue"] {
      let path = home.path + "/\(name)/openclaw.json"
      let text = try String(contentsOfFile: path, encoding: .utf8)
      try Data(text.replacing("telegram: {}", with: "telegram: { botToken: '12345:fake-bot-token' }").utf8)
        .write(to: URL(filePath: path))
    }
  }

  @Test
  func
    `a start that would collide with what runs is refused with culprit and remedy, and --force overrides it`()
    async throws
  {
    let home = try StandInHome(["default": "", "rescue": ""])
    defer { home.remove() }
    try shareBot(home)
    let first = try Command(home, ["start", "default"])
    // Nothing runs yet that it could collide with.
    #expect(await first.exit() == .exit(0), "\(first.text)")
    let second = try Command(home, ["start", "rescue"])
    #expect(await second.exit() == .exit(69))
    #expect(second.text.contains("rescue would collide with what runs now (telegram-token-shared)"))
    #expect(second.text.contains("default") && second.text.contains("start --force rescue"))
    #expect(!second.text.contains("fake-bot-token"))
    #expect(home.living("rescue").isEmpty)
    let forced = try Command(home, ["start", "--force", "rescue"])
    #expect(await forced.exit() == .exit(0), "\(forced.text)")
    #expect(home.living("rescue").count == 1)
    let entry = home.journal.last { $0.action == JournalAction(.start) && $0.gateway == "rescue" }
    #expect(entry?.steps.contains { $0.text.contains("forced") } == true)
    // A held base port is not overridden.
    let stop = try Command(home, ["stop", "rescue"])
    #expect(await stop.exit() == .exit(0))
    let port = try #require(home.ports["rescue"])
    try home.launch(["squat", "--port", "\(port)"])
    #expect(await eventually { home.host.processes.listeners().contains { $0.port == port } })
    let held = try Command(home, ["start", "--force", "rescue"])
    #expect(await held.exit() == .exit(69))
    #expect(held.text.contains("port \(port) of rescue is held by"))
  }

  @Test func `quick checks run OpenClaw's three commands in the gateway's own environment`() async throws {
    let home = try StandInHome(["default": "", "rescue": ""])
    defer { home.remove() }
    let command = try Command(
      home, ["quick", "rescue"],
      environment: ["OPENCLAW_STATE_DIR": "/nowhere", "OPENCLAW_GATEWAY_PORT": "1"])
    #expect(await command.exit() == .exit(0), "\(command.text)")
    for line in [
      "$ openclaw --profile rescue status", "$ openclaw --profile rescue gateway status --deep",
      "$ openclaw --profile rescue browser status", "profile: rescue",
      "Gateway port: \(home.ports["rescue"] ?? 0)", "Config: \(home.path)/.openclaw-rescue/openclaw.json",
    ] {
      #expect(command.text.contains(line), "\(line)\n\(command.text)")
    }
    #expect(home.journal.contains { $0.action == .quick && $0.gateway == "rescue" && $0.by == .command })
  }

  @Test func `of two gateways that collide and are started together only one is started`() async throws {
    let home = try StandInHome(["default": "startSeconds: 0.3", "rescue": "startSeconds: 0.3"])
    defer { home.remove() }
    try shareBot(home)
    let command = try Command(home, ["start", "--all"])
    #expect(await command.exit() == .exit(69))
    #expect(command.text.contains("would collide with what runs now (telegram-token-shared)"))
    #expect(home.living("default").count + home.living("rescue").count == 1)
  }

  @Test func `a start that waits for its turn is called off at once`() async throws {
    let home = try StandInHome(["default": "startSeconds: 30", "rescue": ""], config: "startsAtOnce: 1")
    defer { home.remove() }
    let controller = try home.controller(stopGrace: 0.5)
    let ids = await controller.look(sweep: true).gateways.map(\.id)
    async let first = controller.perform(.start, on: ids[0], by: .key)
    #expect(await eventually { home.record("default")?.phase == .starting })
    async let second = controller.perform(.start, on: ids[1], by: .key)
    #expect(await eventually { await controller.waitingStarts() == ["rescue"] })
    _ = await controller.perform(.stop, on: ids[1], by: .key)
    #expect(await second.message.contains("called off before its turn"))
    #expect(home.record("rescue")?.isStopWanted == true)
    _ = await controller.perform(.kill, on: ids[0], by: .key)
    #expect(await first.message.contains("was called off"))
    #expect(home.living("default").isEmpty && home.living("rescue").isEmpty)
  }
}
