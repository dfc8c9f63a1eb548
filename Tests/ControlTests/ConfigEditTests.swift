import GatewayModel
import Host
import TestSupport
import Testing

@testable import Control

/// Edits by a person: tried before they are kept.
struct ConfigEditTests {
  private func text(_ port: Int) -> String {
    "{ gateway: { mode: 'local', port: \(port), auth: { mode: 'none' } } }"
  }

  @Test func `a trial names what would collide and does not now`() async throws {
    let home = try PlayedHome(["default": [.init()], "lab": [.init()]])
    defer { home.remove() }
    let controller = home.watcher()
    _ = await controller.look(sweep: true)
    let before = try home.place.read(".openclaw-lab/openclaw.json")
    let trial = await controller.trial(text(23000), of: home.id("lab"))
    #expect(trial.problem == nil && trial.newErrors.map(\.code) == [.gatewayPortDuplicate])
    #expect(await controller.trial(text(23600), of: home.id("lab")).newErrors.isEmpty)
    // Nothing was written.
    #expect(try home.place.read(".openclaw-lab/openclaw.json") == before)
    // What is wrong already is nothing new.
    try home.place.write(".openclaw-lab/openclaw.json", text(23000))
    _ = await controller.look(sweep: true)
    #expect(await controller.trial(text(23000) + " ", of: home.id("lab")).newErrors.isEmpty)
  }

  @Test func `a trial of what does not parse says where`() async throws {
    let home = try PlayedHome(["default": [.init()]])
    defer { home.remove() }
    let controller = home.watcher()
    _ = await controller.look(sweep: true)
    let trial = await controller.trial("{\n  gateway: {,} }", of: home.id())
    #expect(trial.problem?.line == 2 && trial.newErrors.isEmpty)
  }

  @Test func `an edit is kept, journalled, and what was there becomes a copy`() async throws {
    let home = try PlayedHome(["default": [.init()]], clock: ManualClock(quorum: 1))
    defer { home.remove() }
    let controller = home.watcher()
    _ = await controller.look(sweep: true)
    let original = try await controller.editableConfig(of: home.id()).get()
    #expect(original.text == (try home.place.read(".openclaw/openclaw.json")))
    let result = await controller.keepEdit(text(23400), original: original, of: home.id(), by: .key)
    #expect(result.isSuccess && result.message.hasPrefix("the config of default is as you edited it; what"))
    #expect(try home.place.read(".openclaw/openclaw.json") == text(23400))
    #expect(await controller.configCopies(of: home.id()).first?.files == [original])
    #expect(home.journal.map(\.action.rawValue) == ["edit-config"])
  }

  @Test func `an edit of what has changed meanwhile is not kept`() async throws {
    let home = try PlayedHome(["default": [.init()]], clock: ManualClock(quorum: 1))
    defer { home.remove() }
    let controller = home.watcher()
    _ = await controller.look(sweep: true)
    let original = try await controller.editableConfig(of: home.id()).get()
    try home.place.write(".openclaw/openclaw.json", text(23800))
    let result = await controller.keepEdit(text(23400), original: original, of: home.id(), by: .key)
    #expect(result == .refused("~/.openclaw/openclaw.json has changed meanwhile: look at it again"))
    #expect(try home.place.read(".openclaw/openclaw.json") == text(23800) && home.journal.isEmpty)
  }

  @Test func `a config that is not there cannot be edited`() async throws {
    let home = try PlayedHome(["default": [.init()]])
    defer { home.remove() }
    let controller = home.watcher()
    _ = await controller.look(sweep: true)
    #expect(Machine.live().files.remove(home.configPath()) == nil)
    let result = await controller.editableConfig(of: home.id())
    #expect(throws: ActionRefusal.file(.unreadable(path: "~/.openclaw/openclaw.json"))) { try result.get() }
  }
}
