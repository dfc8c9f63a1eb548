import Foundation
import TestSupport
import Testing

@testable import GatewayModel
@testable import Host
@testable import Records

@Suite(.computing) struct ConfigCopiesTests {
  private func copy(_ number: Int, kind: ConfigBackup.Kind = .lastGood, proven: Bool = false) -> ConfigBackup
  {
    ConfigBackup(
      id: ConfigBackup.id(at: Double(1_700_000_000 + number)), kind: kind,
      takenAt: Double(1_700_000_000 + number), stateDir: "/h/.openclaw", configPath: "/h/c.json",
      isStartProven: proven, files: [.init(path: "/h/c.json", text: "{ number: \(number) }")])
  }

  @Test func `the newest ten of a kind are kept, and the last one that a start has proven`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "copies-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let copies = ConfigBackupStore(directory: folder, files: Machine.live().files)
    for number in 0..<15 { _ = try copies.add(copy(number, proven: number == 1)).get() }
    for number in 0..<3 { _ = try copies.add(copy(number, kind: .replaced)).get() }
    let all = copies.all(stateDir: "/h/.openclaw", configPath: "/h/c.json")
    let good = all.filter { $0.kind == .lastGood }.map { Int($0.takenAt) - 1_700_000_000 }
    #expect(good == [14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 1])
    #expect(all.count { $0.kind == .replaced } == 3)
    let place = copies.folder(stateDir: "/h/.openclaw", configPath: "/h/c.json")
    let file = "\(place)/\(all[0].id).json"
    let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    // What is no copy is passed over.
    try Data("{ torn".utf8).write(to: URL(filePath: place + "/20990101T000000Z.json"))
    #expect(copies.all(stateDir: "/h/.openclaw", configPath: "/h/c.json").count == all.count)
  }

  @Test func `a difference names the lines that changed, with their neighbours, and no secret`() {
    let old = "{\n  a: 1,\n  b: 2,\n  c: 3,\n  token: 'old-secret',\n  d: 4,\n  e: 5,\n  f: 6,\n}\n"
    let new = old.replacing("old-secret", with: "new-secret").replacing("  f: 6,\n", with: "")
    let difference = ConfigDifference(copy: [.init(path: "/h/c.json", text: old)]) { _ in new }
    #expect(difference.summary == "differs in 2 lines")
    #expect(
      difference.text { $0 } == [
        "--- /h/c.json (copy)", "+++ /h/c.json (now)", "@@ line 3 @@", "   b: 2,", "   c: 3,",
        "-  token: '•••',", "+  token: '•••',", "   d: 4,", "   e: 5,", "-  f: 6,", " }", " ",
      ])
    #expect(ConfigDifference(copy: [.init(path: "/x", text: "a")]) { _ in "a" }.isEmpty)
    let missing = ConfigDifference(copy: [.init(path: "/x", text: "a")]) { _ in nil }
    #expect(missing.changes == 1 && missing.files[0].remark != nil)
  }

  @Test func `health is sound since the last of its layers came to hold, and not while one fails`() {
    var health = Health()
    #expect(SoundHealth.since(health) == nil)
    for (place, layer) in [Health.Layer.process, .listening, .ours, .live].enumerated() {
      health.layers[layer] = .init(.holds, since: Double(100 + place), checkedAt: 200)
    }
    #expect(SoundHealth.since(health) == nil)
    // Older versions offer no `ready`.
    health.layers[.ready] = .init(.notOffered(""), since: 150, checkedAt: 200)
    #expect(SoundHealth.since(health) == 103)
    health.layers[.hello] = .init(.unknown, since: 150, checkedAt: 200)
    #expect(SoundHealth.since(health) == 103)
    health.layers[.ready] = .init(.fails("telegram"), since: 150, checkedAt: 200)
    #expect(SoundHealth.since(health) == nil)
    health.layers[.ready] = .init(.holds, since: 160, checkedAt: 200)
    #expect(SoundHealth.since(health) == 160)
  }

  @Test func `it counts as sound only as far as it was asked`() {
    var health = Health()
    for layer in Health.Layer.allCases { health.layers[layer] = .init(.holds, since: 100, checkedAt: 100) }
    // However late it is now: nothing has come back since it came to hold.
    #expect(SoundHealth.seconds(health) == 0)
    health.layers[.live]?.checkedAt = 160
    #expect(SoundHealth.seconds(health) == 60)
    // A proof that began later counts from there, and not at all before the first answer.
    #expect(SoundHealth.seconds(health, since: 150) == 10)
    #expect(SoundHealth.seconds(health, since: 170) == 0)
    health.layers[.ready] = .init(.fails("telegram"), since: 160, checkedAt: 160)
    #expect(SoundHealth.seconds(health) == nil)
  }
}
