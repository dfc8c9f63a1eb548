import GatewayModel
import Host
import Records
import TestSupport
import Testing

@testable import Control

/// Copies put in the place of a config, also where that fails in its middle.
struct ConfigRestoreTests {
  private static let now = "{ gateway: { port: 1 } }"
  private static let copy = "{ $include: './more.json', gateway: { port: 2 } }"

  /// A config and what it includes, and a copy of other ones.
  private func world(
    names: [String] = ["more.json"], wrap: @escaping @Sendable (Machine) -> Machine = { $0 }
  ) throws -> PlayedHome {
    let home = try PlayedHome(["default": [.init()]], clock: ManualClock(quorum: 1), wrap: wrap)
    try home.place.write(".openclaw/openclaw.json", Self.now)
    add(home, [(home.configPath(), Self.copy)] + names.map { (home.stateDir() + "/" + $0, "{ a: 2 }") })
    return home
  }

  private func store(_ home: PlayedHome) -> ConfigBackupStore {
    ConfigBackupStore(directory: home.paths.copies, files: Machine.live().files)
  }

  private func add(_ home: PlayedHome, _ files: [(String, String)], id: String = "20261123T010203Z") {
    let copy = ConfigBackup(
      id: id, kind: .lastGood, takenAt: 1_600_000_000, stateDir: home.stateDir(),
      configPath: home.configPath(), files: files.map { .init(path: $0.0, text: $0.1) })
    #expect(store(home).write(copy) == nil)
  }

  private func replaced(_ home: PlayedHome) -> [ConfigBackup] {
    store(home).all(stateDir: home.stateDir(), configPath: home.configPath()).filter { $0.kind == .replaced }
  }

  private func restore(_ home: PlayedHome) async throws -> (result: ActionResult, replaced: String?) {
    let controller = home.watcher()
    _ = await controller.look(sweep: true)
    let plan = try await controller.planRestore(of: home.id(), to: nil).get()
    return await controller.restore(plan, of: home.id(), by: .command)
  }

  private func text(_ home: PlayedHome, _ name: String = "openclaw.json") -> String? {
    try? home.place.read(".openclaw/" + name)
  }

  @Test func `what is replaced becomes a copy, by which it can be put back`() async throws {
    let home = try world()
    defer { home.remove() }
    try home.place.write(".openclaw/more.json", "{ a: 1 }")
    let (result, kept) = try await restore(home)
    let name = try #require(kept)
    #expect(
      result
        == .done("the config of default is as it was in 20261123T010203Z; what was there is the copy \(name)")
    )
    #expect(text(home) == Self.copy && text(home, "more.json") == "{ a: 2 }")
    #expect(replaced(home).first?.files.map(\.text) == [Self.now, "{ a: 1 }"])
    let line = try #require(home.journal.last)
    #expect(line.action == .restoreConfig && line.phase == .noted && line.by == .command)

    let controller = home.watcher()
    _ = await controller.look(sweep: true)
    let undo = try await controller.planRestore(of: home.id(), to: name, isUndo: true).get()
    #expect(await controller.restore(undo, of: home.id(), by: .key).result.isSuccess)
    #expect(text(home) == Self.now && text(home, "more.json") == "{ a: 1 }")
  }

  @Test func `one that fails in its middle puts back what it has written, and says that`() async throws {
    let home = try world(wrap: fullDisk { path, text in path.hasSuffix("more.json") && text.contains("2") })
    defer { home.remove() }
    try home.place.write(".openclaw/more.json", "{ a: 1 }")
    let (result, kept) = try await restore(home)
    #expect(
      result
        == .failed(
          "~/.openclaw/more.json cannot be written: no space left on device; everything is as it was"))
    #expect(text(home) == Self.now && text(home, "more.json") == "{ a: 1 }")
    // What was to be replaced is kept all the same, and named.
    #expect(replaced(home).map(\.id) == [kept])
    #expect(home.journal.last?.message == result.message)
  }

  @Test func `what was not there before is taken away again`() async throws {
    let home = try world(
      names: ["more.json", "last.json"], wrap: fullDisk { path, _ in path.hasSuffix("last.json") })
    defer { home.remove() }
    let (result, _) = try await restore(home)
    #expect(result.message.hasSuffix("everything is as it was"))
    #expect(text(home) == Self.now && text(home, "more.json") == nil && text(home, "last.json") == nil)
  }

  @Test func `what could not be put back is named, and all else is as it was`() async throws {
    let home = try world(
      names: ["more.json", "last.json"],
      wrap: fullDisk { path, text in
        path.hasSuffix("last.json") || path.hasSuffix("/openclaw.json") && text.contains("port: 1")
      })
    defer { home.remove() }
    try home.place.write(".openclaw/more.json", "{ a: 1 }")
    let (result, _) = try await restore(home)
    #expect(
      result
        == .failed(
          "~/.openclaw/last.json cannot be written: no space left on device; ~/.openclaw/openclaw.json "
            + "could not be put back and is as in the copy"
        ))
    #expect(text(home) == Self.copy && text(home, "more.json") == "{ a: 1 }")
  }

  @Test func `a new file that cannot be taken away again is named`() async throws {
    let home = try world(
      names: ["more.json", "last.json"],
      wrap: { original in
        var host = fullDisk { path, _ in path.hasSuffix("last.json") }(original)
        host.files.remove = { path in
          path.hasSuffix("more.json") ? FileFailure.denied : original.files.remove(path)
        }
        return host
      })
    defer { home.remove() }
    let (result, _) = try await restore(home)
    #expect(result.message.hasSuffix("; ~/.openclaw/more.json could not be put back and is as in the copy"))
    #expect(text(home) == Self.now)
  }

  @Test func `what cannot be kept is not replaced`() async throws {
    let home = try world(wrap: fullDisk { path, _ in path.contains("/copies/") })
    defer { home.remove() }
    let (result, kept) = try await restore(home)
    #expect(
      result
        == .failed("what is there cannot be kept (no space left on device), so nothing was replaced"))
    #expect(kept == nil && text(home) == Self.now && text(home, "more.json") == nil)
  }

  @Test func `what is announced and cannot be written down is not replaced`() async throws {
    let home = try world()
    defer { home.remove() }
    let controller = home.watcher()
    _ = await controller.look(sweep: true)
    let plan = try await controller.planRestore(of: home.id(), to: nil).get()
    let heard = Heard()
    let (result, kept) = await controller.configs.restorer.restore(plan, of: home.id(), by: .key) { name in
      heard.add(name)
      return FileFailure.system("disk full")
    }
    #expect(result == .failed("what is to be replaced cannot be written down (disk full), so nothing was"))
    #expect(heard.all == [kept] && text(home) == Self.now)
  }

  @Test func `a gateway that another one acts on is waited for, then nothing is written`() async throws {
    let home = try world()
    defer { home.remove() }
    let lock = try home.locks.take(home.id(), name: "default").get()
    let began = home.clock.uptime
    let (result, kept) = try await restore(home)
    #expect(result == .refused("another Gatehouse is acting on default just now"))
    #expect((5...5.1).contains(home.clock.uptime - began))
    #expect(kept == nil && text(home) == Self.now && home.journal.isEmpty && replaced(home).isEmpty)
    withExtendedLifetime(lock) {}
  }

  @Test func `a wait that is called off writes nothing`() async throws {
    let home = try world()
    defer { home.remove() }
    home.clock.run(quorum: nil)
    let lock = try home.locks.take(home.id(), name: "default").get()
    let controller = home.watcher()
    _ = await controller.look(sweep: true)
    let plan = try await controller.planRestore(of: home.id(), to: nil).get()
    let id = home.id()
    let restoring = Task { await controller.restore(plan, of: id, by: .key).result }
    #expect(await eventually { home.clock.sleepers == 1 })
    restoring.cancel()
    #expect(await restoring.value == .refused("it was called off before anything was written"))
    #expect(text(home) == Self.now && home.clock.steps == 1)
    withExtendedLifetime(lock) {}
  }

  @Test func `a file of another user is not written over`() async throws {
    let home = try world(wrap: { original in
      var host = original
      host.files.status = { path in
        var status = original.files.status(path)
        if path.hasSuffix("/openclaw.json") { status?.userID = 4242 }
        return status
      }
      return host
    })
    defer { home.remove() }
    let (result, _) = try await restore(home)
    #expect(result == .refused("~/.openclaw/openclaw.json belongs to another user"))
    #expect(text(home) == Self.now && replaced(home).isEmpty)
  }

  @Test func `a file that came up since the plan was made is not written over`() async throws {
    let home = try world()
    defer { home.remove() }
    let controller = home.watcher()
    _ = await controller.look(sweep: true)
    let plan = try await controller.planRestore(of: home.id(), to: nil).get()
    try home.place.write(".openclaw/more.json", "{ mine: 1 }")
    let (result, _) = await controller.restore(plan, of: home.id(), by: .key)
    #expect(result == .refused("~/.openclaw/more.json has changed meanwhile: look at it again"))
    #expect(text(home) == Self.now && text(home, "more.json") == "{ mine: 1 }")
  }

  @Test func `what is so already is neither kept nor journalled`() async throws {
    let home = try world(names: [])
    defer { home.remove() }
    add(home, [(home.configPath(), Self.now)])
    let (result, kept) = try await restore(home)
    #expect(result == .already("the config of default is as the copy 20261123T010203Z"))
    #expect(kept == nil && replaced(home).isEmpty && home.journal.isEmpty)
  }

  @Test func `a copy that nobody has is refused with what is there`() async throws {
    let home = try PlayedHome(["default": [.init()]])
    defer { home.remove() }
    let controller = home.watcher()
    _ = await controller.look(sweep: true)
    func refusal(_ name: String?) async -> String {
      guard case .failure(let refusal) = await controller.planRestore(of: home.id(), to: name) else {
        return ""
      }
      return refusal.message
    }
    #expect(await refusal("x") == "default has no copy x; `gatehouse config copies default` lists them")
    #expect(await refusal(nil).contains("taken when it has worked for 60 s"))
    // What was replaced has not worked: by its name alone it can be had.
    let file = ConfigBackup.File(path: home.configPath(), text: "{ torn")
    let torn = ConfigBackup(
      id: "20261123T010203Z", kind: .replaced, takenAt: 1, stateDir: home.stateDir(),
      configPath: home.configPath(), files: [file])
    #expect(store(home).write(torn) == nil)
    #expect(await refusal(nil).contains("there is no copy"))
    #expect(await refusal("20261123T010203Z").contains("is no config any more"))
    let undo = await controller.planRestore(of: home.id(), to: torn.id, isUndo: true)
    #expect(try undo.get().targets == [file])
  }

  @Test func `a journal that cannot be written is said behind the result`() async throws {
    let home = try world(wrap: fullDisk { path, _ in path.hasSuffix("journal.jsonl") })
    defer { home.remove() }
    let (result, _) = try await restore(home)
    #expect(result.isSuccess && result.message.hasSuffix("cannot be written: no space left on device"))
  }
}
