import Control
import Foundation
import GatewayModel
import Records
import TestSupport
import Testing

/// Copies of configs that work, and the way back to them, with real gateways and the built program.
@Suite(.serialized, .inPlaces) struct ConfigCopyTests {
  private let settled = "rescue: { settleSeconds: 0.3 }"

  private func configFile(_ home: StandInHome) -> URL {
    URL(filePath: home.path + "/.openclaw/openclaw.json")
  }

  private func copies(_ home: StandInHome) -> [ConfigBackup] {
    ConfigBackupStore(directory: home.path + "/.local/state/gatehouse/copies", files: home.host.files)
      .all(stateDir: home.path + "/.openclaw", configPath: configFile(home).path)
  }

  @Test func `what works is kept, what is edited while it runs is marked so, and a broken edit is undone`()
    async throws
  {
    let home = try StandInHome(["default": ""], config: settled)
    defer { home.remove() }
    let file = configFile(home)
    let first =
      "{ $include: './more.json5', meta: { v: 1 }, "
      + (try String(contentsOf: file, encoding: .utf8)).dropFirst()
    try home.write(".openclaw/more.json5", "{ agents: {} }")
    try Data(first.utf8).write(to: file)
    let controller = try home.controller()
    let watch = Watch(controller, as: .dashboard)
    defer { watch.end() }
    let id = try #require(await controller.look(sweep: true).gateways.first).id
    #expect(await controller.perform(.start, on: id).isSuccess)
    #expect(await eventually { copies(home).count == 1 })
    let kept = try #require(copies(home).first)
    #expect(kept.isStartProven && kept.files.map(\.text) == [first, "{ agents: {} }"])

    try home.write(".openclaw/more.json5", "{ agents: { list: [] } }")
    #expect(await eventually { copies(home).count == 2 })
    #expect(copies(home).map(\.isStartProven) == [false, true])

    // A broken edit is never kept, and the copy knows the way back.
    let broken = String(first.replacing("v: 1", with: "v: 2").dropLast())
    try Data(broken.utf8).write(to: file)
    #expect(await eventually { watch.gateway("default")?.configProblem != nil })
    #expect(copies(home).count == 2)
    let diff = try Command(home, ["config", "diff", "default"])
    #expect(await diff.exit() == .exit(1))
    #expect(diff.text.contains("differs in 1 line") && !diff.text.contains("fake-token"))
    let unsure = try Command(home, ["config", "restore", "default"])
    #expect(await unsure.exit() == .exit(69))
    #expect(try String(contentsOf: file, encoding: .utf8) == broken)
    let restore = try Command(home, ["config", "restore", "default", "--yes"])
    #expect(await restore.exit() == .exit(0), "\(restore.text)")
    #expect(try String(contentsOf: file, encoding: .utf8) == first)
    let replaced = try #require(copies(home).first { $0.kind == .replaced })
    #expect(replaced.files.first?.text == broken)
    let list = try Command(home, ["config", "copies", "default"])
    #expect(await list.exit() == .exit(0))
    #expect(list.text.contains(replaced.id) && list.text.contains("no start has proven it"))

    // The older one by its name; the meta block is the one of now.
    try Data(first.replacing("v: 1", with: "v: 7").utf8).write(to: file)
    let older = try Command(home, ["config", "restore", "default", "--yes", "--to", kept.id])
    #expect(await older.exit() == .exit(0), "\(older.text)")
    #expect(try String(contentsOf: file, encoding: .utf8).contains("meta: { v: 7 }"))
    #expect(
      try String(contentsOfFile: home.path + "/.openclaw/more.json5", encoding: .utf8) == "{ agents: {} }")
  }

  @Test func `what is there and cannot be read cannot be kept, so nothing replaces it`() async throws {
    let home = try StandInHome(["default": ""], config: settled)
    defer { home.remove() }
    let file = configFile(home)
    let store = ConfigBackupStore(
      directory: home.path + "/.local/state/gatehouse/copies", files: home.host.files)
    _ = try store.add(
      ConfigBackup(
        id: "20261123T010203Z", kind: .lastGood, takenAt: 1_795_000_000, stateDir: home.path + "/.openclaw",
        configPath: file.path, files: [.init(path: file.path, text: "{ gateway: { port: 1 } }")])
    ).get()
    // Larger than anything that is looked at.
    let huge = Data(repeating: 0x20, count: 9 << 20)
    try huge.write(to: file)
    let restore = try Command(home, ["config", "restore", "default", "--yes"])
    #expect(await restore.exit() == .exit(69))
    #expect(restore.text.contains("could not be kept"))
    #expect(try Data(contentsOf: file) == huge)
  }

  @Test
  func `a restore makes a directory that is gone, and one that cannot be finished leaves all as it was`()
    async throws
  {
    let home = try StandInHome(["default": ""], config: settled)
    defer { home.remove() }
    let file = configFile(home)
    let include = home.path + "/.openclaw/inc/more.json5"
    let store = ConfigBackupStore(
      directory: home.path + "/.local/state/gatehouse/copies", files: home.host.files)
    _ = try store.add(
      ConfigBackup(
        id: "20261123T010203Z", kind: .lastGood, takenAt: 1_795_000_000, stateDir: home.path + "/.openclaw",
        configPath: file.path,
        files: [
          .init(path: file.path, text: "{ $include: './inc/more.json5' }"),
          .init(path: include, text: "{ gateway: { port: 1 } }"),
        ])
    ).get()
    let before = try String(contentsOf: file, encoding: .utf8)
    // A file where the directory should be: the config is written first, and must be taken back.
    try home.write(".openclaw/inc", "in the way")
    let blocked = try Command(home, ["config", "restore", "default", "--yes"])
    #expect(await blocked.exit() == .exit(69))
    #expect(try String(contentsOf: file, encoding: .utf8) == before)
    try FileManager.default.removeItem(atPath: home.path + "/.openclaw/inc")
    let restore = try Command(home, ["config", "restore", "default", "--yes"])
    #expect(await restore.exit() == .exit(0), "\(restore.text)")
    #expect(try String(contentsOfFile: include, encoding: .utf8) == "{ gateway: { port: 1 } }")
  }

  @Test func `a copy that names a file outside the home is none`() async throws {
    let home = try StandInHome(["default": ""], config: settled)
    defer { home.remove() }
    let store = ConfigBackupStore(
      directory: home.path + "/.local/state/gatehouse/copies", files: home.host.files)
    let file = configFile(home)
    for path in ["/etc/gatehouse-test", home.path + "/../gatehouse-test"] {
      _ = try store.add(
        ConfigBackup(
          id: "20261123T010203Z", kind: .lastGood, takenAt: 1_795_000_000,
          stateDir: home.path + "/.openclaw", configPath: file.path,
          files: [.init(path: file.path, text: "{ a: 1 }"), .init(path: path, text: "{}")])
      ).get()
      let restore = try Command(home, ["config", "restore", "default", "--yes"])
      #expect(await restore.exit() == .exit(69), "\(path): \(restore.text)")
      #expect(!FileManager.default.fileExists(atPath: path))
    }
  }

  @Test func `a restored config keeps its mode and its link`() async throws {
    let home = try StandInHome(["default": ""], config: settled)
    defer { home.remove() }
    let file = configFile(home)
    let real = URL(filePath: home.path + "/dotfiles.json5")
    try FileManager.default.moveItem(at: file, to: real)
    try FileManager.default.createSymbolicLink(at: file, withDestinationURL: real)
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: real.path)
    let store = ConfigBackupStore(
      directory: home.path + "/.local/state/gatehouse/copies", files: home.host.files)
    _ = try store.add(
      ConfigBackup(
        id: "20261123T010203Z", kind: .lastGood, takenAt: 1_795_000_000, stateDir: home.path + "/.openclaw",
        configPath: real.path, files: [.init(path: file.path, text: "{ gateway: { port: 1 } }")])
    ).get()
    let restore = try Command(home, ["config", "restore", "default", "--yes"])
    #expect(await restore.exit() == .exit(0), "\(restore.text)")
    #expect(try String(contentsOf: real, encoding: .utf8) == "{ gateway: { port: 1 } }")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: file.path) == real.path)
    let mode = try FileManager.default.attributesOfItem(atPath: real.path)[.posixPermissions] as? Int
    #expect(mode == 0o640)
  }

  @Test func `a copy that does not parse any more is refused, and so is one that has been overtaken`()
    async throws
  {
    let home = try StandInHome(["default": ""], config: settled)
    defer { home.remove() }
    let file = configFile(home)
    let text = try String(contentsOf: file, encoding: .utf8)
    let store = ConfigBackupStore(
      directory: home.path + "/.local/state/gatehouse/copies", files: home.host.files)
    let copy = ConfigBackup(
      id: "20261123T010203Z", kind: .lastGood, takenAt: 1_795_000_000, stateDir: home.path + "/.openclaw",
      configPath: file.path, files: [.init(path: file.path, text: "{ torn: ")])
    _ = try store.add(copy).get()
    let torn = try Command(home, ["config", "restore", "default", "--yes"])
    #expect(await torn.exit() == .exit(69))
    #expect(torn.text.contains("no config any more"))
    #expect(try String(contentsOf: file, encoding: .utf8) == text)

    var good = copy
    good.id = "20261123T010204Z"
    good.takenAt += 1
    good.files = [.init(path: file.path, text: "{ gateway: { port: 1 } }")]
    _ = try store.add(good).get()
    let controller = try home.controller()
    let id = try #require(await controller.look(sweep: true).gateways.first).id
    let restore = try await controller.planRestore(of: id, to: nil).get()
    try Data("{ changed: 1 }".utf8).write(to: file)
    let result = await controller.restore(restore, of: id, by: .command)
    #expect(result.result == .refused(.file(.changedMeanwhile(path: "~/.openclaw/openclaw.json"))))
    #expect(try String(contentsOf: file, encoding: .utf8) == "{ changed: 1 }")
  }
}
