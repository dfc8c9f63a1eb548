import GatewayModel
import Host
import OpenClaw
import Records
import TestSupport
import Testing

@testable import Control

/// Copies of configs that worked: when nothing of a gateway has failed for a minute, and only if something
/// changed.
struct ConfigBackupsTests {
  /// When the config was last changed, by its own time and by the kernel's.
  private typealias Times = Shared<(modified: Double, changed: Double)>

  private func world(
    _ times: Times, settle: Double = 60, isFull: @escaping @Sendable (String) -> Bool = { _ in false }
  ) throws -> PlayedHome {
    try PlayedHome(
      ["default": [.init()]], clock: ManualClock(), change: { $0.settleSeconds = settle },
      wrap: { original in
        var host = fullDisk { path, _ in isFull(path) }(original)
        host.files.status = { path in
          var status = original.files.status(path)
          if path.hasSuffix(".json"), path.contains("/.openclaw/") {
            status?.modifiedAt = times.value.modified
            status?.changedAt = times.value.changed
          }
          return status
        }
        return host
      })
  }

  private func copies(_ home: PlayedHome) -> [ConfigBackup] {
    ConfigBackupStore(directory: home.paths.copies, files: Machine.live().files)
      .all(stateDir: home.stateDir(), configPath: home.configPath())
  }

  /// A gateway that has answered from now on.
  private func sound(_ home: PlayedHome) async -> Controller {
    home.run()
    let controller = home.watcher()
    _ = await controller.lookAndAsk()
    return controller
  }

  private func keep(_ controller: Controller) async {
    _ = await controller.lookAndAsk()
    await controller.configs.backups.keepGood()
  }

  @Test func `a config is kept after a minute without a fault, once`() async throws {
    let home = try world(Times((1, 1)))
    defer { home.remove() }
    let controller = await sound(home)
    home.clock.advance(59.9)
    await keep(controller)
    #expect(copies(home).isEmpty)
    home.clock.advance(0.1)
    await keep(controller)
    let copy = try #require(copies(home).first)
    #expect(copy.kind == .lastGood && copy.isStartProven)
    #expect(copy.files.map(\.path) == [home.configPath()])
    #expect(copy.files.map(\.text) == [try home.place.read(".openclaw/openclaw.json")])
    #expect(
      home.journal.map(\.message) == ["the config of default is kept as good (\(copy.id))"])
    home.clock.advance(600)
    await keep(controller)
    #expect(copies(home).count == 1)
  }

  @Test(arguments: [
    ("long ago", 100.0, 100.0, true), ("59 s ago", 59, 59, false), ("60 s ago", 60, 60, true),
    ("its own time set back", 9000, 59, false), ("its own time only", 59, 9000, false),
  ])
  func `an edit must have been there for a minute too`(
    what: String, modified: Double, changed: Double, isKept: Bool
  ) async throws {
    let times = Times((0, 0))
    let home = try world(times)
    defer { home.remove() }
    let controller = await sound(home)
    home.clock.advance(1000)
    times.value = (home.clock.now - modified, home.clock.now - changed)
    await keep(controller)
    #expect(!copies(home).isEmpty == isKept, "\(what)")
  }

  @Test func `what was edited while it ran is kept, and marked as not proven by a start`() async throws {
    let times = Times((1, 1))
    let home = try world(times)
    defer { home.remove() }
    let controller = await sound(home)
    home.clock.advance(100)
    await keep(controller)
    try home.place.write(
      ".openclaw/openclaw.json",
      "{ gateway: { mode: 'local', port: 23000, auth: { mode: 'none' } }, logging: {} }")
    times.value = (home.clock.now, home.clock.now)
    home.clock.advance(100)
    await keep(controller)
    #expect(copies(home).map(\.isStartProven) == [false, true])
    // A start with it proves it: the same copy, not another one.
    let pid = try #require(home.machine.pids.first)
    home.machine.end(pid)
    _ = await controller.look(sweep: true)
    home.run()
    await keep(controller)
    home.clock.advance(100)
    await keep(controller)
    #expect(copies(home).map(\.isStartProven) == [true, true])
  }

  @Test func `nothing is kept of a gateway that does not answer, or whose config is wrong`() async throws {
    let home = try world(Times((1, 1)))
    defer { home.remove() }
    home.run("default", .init(listensAfter: 0, answersAfter: nil))
    let silent = home.watcher()
    _ = await silent.lookAndAsk()
    home.clock.advance(600)
    await keep(silent)
    #expect(copies(home).isEmpty)

    let broken = try world(Times((1, 1)))
    defer { broken.remove() }
    let controller = await sound(broken)
    try broken.place.write(".openclaw/openclaw.json", "{ gateway: ")
    broken.clock.advance(600)
    await keep(controller)
    #expect(copies(broken).isEmpty)
  }

  @Test func `a copy that another Gatehouse is taking is left to that one, and thought of again`()
    async throws
  {
    let home = try world(Times((1, 1)))
    defer { home.remove() }
    let controller = await sound(home)
    home.clock.advance(100)
    var lock: FileLock? = try home.locks.take(home.id(), name: "default", kind: "copy").get()
    #expect(lock != nil)
    await keep(controller)
    #expect(copies(home).isEmpty)
    lock = nil
    await keep(controller)
    #expect(copies(home).count == 1)
  }

  @Test func `what cannot be kept is said once, and kept as soon as it can be`() async throws {
    let isFull = Shared(true)
    let home = try world(Times((1, 1))) { $0.contains("/copies/") && isFull.value }
    defer { home.remove() }
    let controller = await sound(home)
    home.clock.advance(100)
    await keep(controller)
    let said = await controller.state.facts.lastEvent?.text
    #expect(
      said
        == "the config of default cannot be kept in ~/.local/state/gatehouse/copies: no space left on device")
    await controller.state.note("something else")
    await keep(controller)
    #expect(await controller.state.facts.lastEvent?.text == "something else")
    isFull.value = false
    await keep(controller)
    #expect(copies(home).count == 1)
  }

  @Test func `a config that its gateway has included is kept with what it includes`() async throws {
    let home = try world(Times((1, 1)))
    defer { home.remove() }
    try home.place.write(".openclaw/more.json", "{ port: 23000 }")
    try home.place.write(
      ".openclaw/openclaw.json",
      "{ gateway: { $include: './more.json', mode: 'local', auth: { mode: 'none' } } }")
    let controller = await sound(home)
    home.clock.advance(100)
    await keep(controller)
    #expect(
      copies(home).first?.files.map(\.path) == [home.configPath(), home.stateDir() + "/more.json"])
  }
}
