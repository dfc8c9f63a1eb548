import GatewayModel
import Host
import Testing

@testable import Records

/// Copies of configs on real files.
@Suite struct ConfigBackupStoreTests {
  static let state = "/h/.openclaw"
  static let config = "/h/.openclaw/openclaw.json"

  private func copy(
    _ time: Double, kind: ConfigBackup.Kind = .replaced, proven: Bool = false, text: String = "{ a: 1 }"
  ) -> ConfigBackup {
    ConfigBackup(
      id: ConfigBackup.id(at: time), kind: kind, takenAt: time, stateDir: Self.state, configPath: Self.config,
      version: "2026.9.4", isStartProven: proven,
      files: [.init(path: Self.config, text: text), .init(path: "/h/x.json5", text: "\u{FC}\r\n\"\\")])
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

  @Test func `a copy is the config to its last byte, and only its owner may read it`() throws {
    try withStore { (place, store) throws in
      #expect(all(store).isEmpty)
      let written = try store.add(copy(1_795_694_400.5)).get()
      #expect(written == copy(1_795_694_400.5) && all(store) == [written])
      let file = folder(store, place) + "/20261126T120000Z.json"
      #expect(try place.mode(file) == 0o600 && place.mode("copies") == 0o700)
    }
  }

  @Test func `copies of one second have a name each`() throws {
    try withStore { (_, store) throws in
      let ids = try (0..<3).map { try store.add(copy(1_795_694_400 + Double($0) / 10)).get().id }
      #expect(ids == ["20261126T120000Z", "20261126T120000Z-2", "20261126T120000Z-3"])
      #expect(all(store).map(\.id) == ids.reversed())
      // Writing again replaces the one with the name.
      var last = all(store)[0]
      last.isStartProven = true
      #expect(store.write(last) == nil)
      #expect(all(store).count == 3 && all(store)[0].isStartProven)
    }
  }

  @Test func `a copy of another gateway in the folder is none, and is not pruned with it`() throws {
    try withStore { (place, store) throws in
      let other = "/h/.openclaw-b"
      var foreign = copy(1)
      foreign.stateDir = other
      foreign = try store.add(foreign).get()
      let text = try place.read(
        String(
          store.folder(stateDir: other, configPath: Self.config).dropFirst(place.path.count + 1))
          + "/\(foreign.id).json")
      try place.write(folder(store, place) + "/\(foreign.id).json", text)
      try place.write(folder(store, place) + "/renamed.json", text)
      #expect(all(store).isEmpty)
      for time in 2...20 { _ = try store.add(copy(Double(time))).get() }
      #expect(store.all(stateDir: other, configPath: Self.config) == [foreign])
    }
  }

  @Test func `gateways share no copies, even where one of their places is the same`() throws {
    try withStore { (_, store) throws in
      _ = try store.add(copy(1)).get()
      #expect(store.all(stateDir: "/h/other", configPath: Self.config).isEmpty)
      #expect(store.all(stateDir: Self.state, configPath: "/h/other.json").isEmpty)
      #expect(all(store).count == 1)
    }
  }

  @Test func `the eleventh of a kind pushes out the oldest of its kind alone`() throws {
    try withStore { (_, store) throws in
      for time in 1...3 { _ = try store.add(copy(Double(time), kind: .lastGood)).get() }
      for time in 101...112 { _ = try store.add(copy(Double(time))).get() }
      #expect(
        all(store).filter { $0.kind == .replaced }.map(\.takenAt) == (103...112).reversed().map(Double.init))
      #expect(all(store).filter { $0.kind == .lastGood }.map(\.takenAt) == [3, 2, 1])
    }
  }

  @Test func `a copy that is taken after the clock was set back is kept`() throws {
    try withStore { (_, store) throws in
      for time in 101...110 { _ = try store.add(copy(Double(time))).get() }
      _ = try store.add(copy(5)).get()
      #expect(all(store).map(\.takenAt) == [110, 109, 108, 107, 106, 105, 104, 103, 102, 5])
    }
  }

  @Test func `only the newest proven copy outlives its turn, until a newer one is proven`() throws {
    try withStore { (_, store) throws in
      _ = try store.add(copy(1, proven: true)).get()
      _ = try store.add(copy(2, proven: true)).get()
      for time in 3...14 { _ = try store.add(copy(Double(time))).get() }
      #expect(all(store).map(\.takenAt) == [14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 2])
      _ = try store.add(copy(15, proven: true)).get()
      #expect(all(store).map(\.takenAt) == [15, 14, 13, 12, 11, 10, 9, 8, 7, 6])
    }
  }

  @Test func `what is no copy of this gateway is passed over`() throws {
    try withStore { (place, store) throws in
      _ = try store.add(copy(1)).get()
      let folder = folder(store, place)
      let text = try place.read(folder + "/19700101T000001Z.json")
      let wrong = [
        ("torn", String(text.dropLast(30))), ("empty", ""), ("list", "[]"),
        ("schema", text.replacing("\"schema\" : 1", with: "\"schema\" : 2")),
        ("way", text.replacing("/h/x.json5", with: "/h/../etc/passwd")),
        (
          "config",
          text.replacing("\"configPath\" : \"/h/.openclaw/openclaw.json\"", with: "\"configPath\" : \"/x\"")
        ),
        ("kind", text.replacing("replaced", with: "dreamt")),
      ]
      for (name, content) in wrong {
        #expect(content != text, "\(name)")
        try place.write("\(folder)/\(name).json", content)
      }
      try place.write(folder + "/copy.txt", text)
      try place.makeSparse(folder + "/huge.json", bytes: (64 << 20) + 1)
      #expect(all(store) == [copy(1)])
      // Nor are they cleaned away: they are not Gatehouse's.
      for time in 2...14 { _ = try store.add(copy(Double(time))).get() }
      #expect(place.names(in: folder).count == wrong.count + 2 + 10)
    }
  }

  @Test func `a copy that cannot be written removes none of the others`() throws {
    try withStore { (place, store) throws in
      for time in 1...10 { _ = try store.add(copy(Double(time))).get() }
      let full = ConfigBackupStore(directory: store.directory, files: place.full())
      #expect(throws: RecordPlace.full) { try full.add(copy(11)).get() }
      #expect(all(store).count == 10)
    }
  }

  @Test func `a copy that cannot be removed goes with the next one`() throws {
    try withStore { (place, store) throws in
      for time in 1...10 { _ = try store.add(copy(Double(time))).get() }
      var stuck = place.files
      stuck.remove = { _ in FileFailure.denied }
      _ = try ConfigBackupStore(directory: store.directory, files: stuck).add(copy(11)).get()
      #expect(all(store).count == 11)
      _ = try store.add(copy(12)).get()
      #expect(all(store).map(\.takenAt) == (3...12).reversed().map(Double.init))
    }
  }
}
