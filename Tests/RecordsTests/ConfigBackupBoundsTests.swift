import GatewayModel
import Host
import Synchronization
import TestSupport
import Testing

@testable import Records

/// Copies that are too large, torn or too many.
@Suite(.computing) struct ConfigBackupBoundsTests {
  private static let state = "/h/.openclaw"
  private static let config = "/h/.openclaw/openclaw.json"

  private func copy(_ time: Double, texts: [String] = ["{ a: 1 }"], state: String = state) -> ConfigBackup {
    ConfigBackup(
      id: ConfigBackup.id(at: time), kind: .replaced, takenAt: time, stateDir: state, configPath: Self.config,
      files: texts.enumerated().map { .init(path: "/h/\($0.offset).json", text: $0.element) })
  }

  private final class Reads: Sendable {
    let count = Mutex(0)
  }

  private func withStore(_ body: (RecordPlace, ConfigBackupStore) throws -> Void) throws {
    let place = try RecordPlace()
    defer { place.remove() }
    try body(place, ConfigBackupStore(directory: place.path + "/copies", files: place.files))
  }

  private func all(_ store: ConfigBackupStore) -> [ConfigBackup] {
    store.all(stateDir: Self.state, configPath: Self.config)
  }

  private func folder(_ store: ConfigBackupStore, _ place: RecordPlace) -> String {
    String(store.folder(stateDir: Self.state, configPath: Self.config).dropFirst(place.path.count + 1))
  }

  /// Larger as they are, and larger as they are written: a control character takes six bytes.
  @Test(arguments: [("x", 8 << 20, 9), ("\u{1}", 11_300_000, 1)])
  func `a copy that could not be read again is not written`(letter: String, length: Int, files: Int) throws {
    let texts = Array(repeating: String(repeating: letter, count: length), count: files)
    try withStore { (place, store) throws in
      let small = try store.add(copy(1)).get()
      guard case .failure(.tooLarge(64 << 20)) = store.add(copy(2, texts: texts)) else {
        Issue.record("it is written")
        return
      }
      #expect(all(store) == [small] && place.names(in: folder(store, place)).count == 1)
    }
  }

  @Test func `a copy of a size that is written is one that is read`() throws {
    try withStore { (_, store) throws in
      let written = try store.add(copy(1, texts: [String(repeating: "\u{1}", count: 2_000_000)])).get()
      #expect(all(store) == [written])
    }
  }

  @Test func `copies that nobody can ever read go with the next one, and others stay`() throws {
    try withStore { (place, store) throws in
      _ = try store.add(copy(1)).get()
      let folder = folder(store, place)
      let text = try place.read(folder + "/19700101T000001Z.json")
      try place.makeSparse(folder + "/19700101T000002Z.json", bytes: (64 << 20) + 1)
      try place.write(folder + "/19700101T000003Z.json", String(text.dropLast(9)))
      try place.write(folder + "/19700101T000004Z-2.json", "")
      // Of a newer Gatehouse, of another gateway, or not called as a copy is.
      let kept = ["19700101T000005Z.json", "19700101T000006Z.json", "notes.json", "19700101T000007.json"]
      try place.write(folder + "/" + kept[0], text.replacing("\"schema\" : 1", with: "\"schema\" : 2"))
      try place.write(folder + "/" + kept[1], text.replacing("/h/.openclaw\"", with: "/h/other\""))
      for name in kept[2...] { try place.write(folder + "/" + name, "") }
      _ = try store.add(copy(9)).get()
      let names = ["19700101T000001Z.json", "19700101T000009Z.json"] + kept
      #expect(place.names(in: folder) == names.sorted())
    }
  }

  @Test func `a name that is taken is taken by nobody else, whatever holds it`() throws {
    try withStore { (place, store) throws in
      _ = try store.add(copy(1)).get()
      let folder = folder(store, place)
      try place.write(folder + "/19700101T000002Z.json", "{ \"schema\": 2 }")
      #expect(try store.add(copy(2)).get().id == "19700101T000002Z-2")
      #expect(try place.read(folder + "/19700101T000002Z.json") == "{ \"schema\": 2 }")
    }
  }

  @Test func `of a folder full of files the 40 newest are looked at`() throws {
    try withStore { (place, store) throws in
      let folder = folder(store, place)
      for time in 10..<59 {
        try place.write(folder + "/19700101T0000\(time)Z.json", "{ \"schema\": 2 }")
        try place.write(folder + "/zz\(time).json", "{}")
      }
      let newest = try store.add(copy(60)).get()
      let reads = Reads()
      var files = place.files
      files.read = { [read = files.read] path, limit in
        reads.count.withLock { $0 += 1 }
        return read(path, limit)
      }
      let counted = ConfigBackupStore(directory: store.directory, files: files)
      #expect(all(counted) == [newest] && reads.count.withLock { $0 } == 40)
    }
  }
}
