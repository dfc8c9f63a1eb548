import GatewayModel
import Host
import Testing

@testable import Records

/// Run records on real files.
@Suite struct RunStoreTests {
  static func record(_ name: String = "work", at time: Double = 1_795_694_400) -> RunRecord {
    var record = RunRecord(
      id: "run-\(name)", name: name, stateDir: "/h/.openclaw-\(name)", configPath: "/h/\(name).json",
      generation: 3, phase: .backingOff, bootID: "boot", port: 18789, command: ["openclaw", "gateway"],
      logFile: "", logOffset: 12, startedAt: time, process: .init(pid: 40, startTicks: .max),
      failure: "exit 1: a \"quoted\" line / \u{FC}\n")
    record.group = 40
    record.startedBy = .policy
    record.isRestarting = true
    record.ending = RunEnding(exitCode: 1, leftLock: true, lastLines: ["a", "b"])
    record.endings = [1, 2.5]
    record.retryAt = 1_795_694_460.25
    return record
  }

  private func withStore(_ body: (RecordPlace, RunStore) throws -> Void) throws {
    let place = try RecordPlace()
    defer { place.remove() }
    try body(place, RunStore(directory: place.path + "/state/runs", files: place.files))
  }

  private func file(_ record: RunRecord) -> String {
    let key = RunStore.key(name: record.name, stateDir: record.stateDir, configPath: record.configPath)
    return "state/runs/\(key).json"
  }

  @Test func `what is written is read again, and only its owner may read it`() throws {
    try withStore { (place, store) throws in
      let record = Self.record()
      #expect(store.all().isEmpty && store.current(record) == nil)
      #expect(store.write(record) == nil)
      #expect(store.all() == [record] && store.current(record) == record)
      #expect(try place.mode(file(record)) == 0o600)
      #expect(try place.mode("state/runs") == 0o700 && place.mode("state") == 0o700)
      #expect(try place.read(file(record)).hasSuffix("}\n"))
      // Nothing else is left behind by the write.
      #expect(place.names(in: "state/runs").count == 1)
    }
  }

  @Test func `a gateway has one record, and gateways of one name have one each`() throws {
    try withStore { (_, store) throws in
      var record = Self.record()
      _ = store.write(record)
      record.phase = .running
      _ = store.write(record)
      var twin = record
      twin.configPath = "/elsewhere.json"
      _ = store.write(twin)
      #expect(store.all().count == 2)
      #expect(store.current(record) == record && store.current(twin) == twin)
    }
  }

  @Test func `the newest launch comes last, and equal moments are told apart`() throws {
    try withStore { (_, store) throws in
      for (name, time) in [("b", 30.0), ("a", 10), ("d", 20), ("c", 20)] {
        _ = store.write(Self.record(name, at: time))
      }
      #expect(store.all().map(\.name) == ["a", "c", "d", "b"])
    }
  }

  @Test func `a record that is cut off at any byte is none, and the one beside it stays`() throws {
    try withStore { (place, store) throws in
      let (whole, torn) = (Self.record("a"), Self.record("b"))
      _ = store.write(whole)
      _ = store.write(torn)
      let text = try place.read(file(torn))
      for length in stride(from: 0, to: text.utf8.count - 2, by: 31) {
        try place.write(file(torn), String(text.prefix(length)))
        #expect(store.all() == [whole] && store.current(torn) == nil, "\(length)")
      }
    }
  }

  @Test(
    arguments: [
      ("another schema", "\"schema\" : 1", "\"schema\" : 2"), ("no port", "\"port\" : 18789", "\"port\" : 0"),
      ("a port out of range", "\"port\" : 18789", "\"port\" : 65536"),
      ("a generation that overflows", "\"generation\" : 3", "\"generation\" : 1099511627776"),
      ("a generation below none", "\"generation\" : 3", "\"generation\" : -1"),
      ("an offset before the file", "\"logOffset\" : 12", "\"logOffset\" : -1"),
      ("a launch before 1970", "\"startedAt\" : 1795694400", "\"startedAt\" : -5"),
      ("a retry after 9999", "\"retryAt\" : 1795694460.25", "\"retryAt\" : 1e300"),
      ("an end that is none", "2.5", "-2.5"), ("a phase that nobody knows", "backing-off", "dancing"),
      ("a number that no pid has", "\"pid\" : 40", "\"pid\" : 4294967296"),
      ("another type", "\"name\" : \"work\"", "\"name\" : 7"),
    ])
  func `what cannot be calculated with is no record`(_ row: (what: String, old: String, new: String)) throws {
    try withStore { (place, store) throws in
      let record = Self.record()
      _ = store.write(record)
      let text = try place.read(file(record))
      let damaged = text.replacing(row.old, with: row.new)
      #expect(damaged != text, "\(row.what): nothing was damaged")
      try place.write(file(record), damaged)
      #expect(store.all().isEmpty && store.current(record) == nil, "\(row.what)")
      var reader = store.reader
      #expect(reader.read().isEmpty)
      #expect(reader.unreadable == [place.path + "/" + file(record)])
    }
  }

  @Test func `a record of a newer Gatehouse with more keys is read`() throws {
    try withStore { (place, store) throws in
      let record = Self.record()
      _ = store.write(record)
      let text = try place.read(file(record)).replacing(
        "\"schema\" : 1", with: "\"schema\" : 1, \"mood\" : {}")
      try place.write(file(record), text)
      #expect(store.all() == [record])
    }
  }

  @Test func `what an older Gatehouse did not write is nothing`() throws {
    try withStore { (place, store) throws in
      var record = Self.record()
      (record.group, record.startedBy, record.isRestarting, record.ending) = (nil, nil, nil, nil)
      (record.endings, record.retryAt, record.process, record.failure) = (nil, nil, nil, nil)
      _ = store.write(record)
      #expect(try !place.read(file(record)).contains("null"))
      #expect(store.all() == [record])
    }
  }

  @Test func `a name can be anything, its file is one in the folder`() throws {
    let names = [
      "../../etc/passwd", "a b/c", "\u{1F600}", "", String(repeating: "x", count: 300), ".hidden", "a\0b",
    ]
    try withStore { (place, store) throws in
      for name in names {
        var record = Self.record()
        record.name = name
        record.stateDir = "/h/\(name)"
        #expect(store.write(record) == nil)
        #expect(store.current(record) == record)
      }
      #expect(place.names(in: "state/runs").count == names.count)
      #expect(place.names(in: "") == ["state"] && place.names(in: "state") == ["runs"])
      #expect(store.all().count == names.count)
    }
  }

  @Test func `a key is readable and told apart by both places`() {
    func key(_ name: String, _ state: String, _ config: String) -> String {
      RunStore.key(name: name, stateDir: state, configPath: config)
    }
    #expect(key("my-bot 2", "/a", "/b").hasPrefix("my-bot_2-"))
    #expect(
      Set([key("a", "/a", "/b"), key("a", "/b", "/a"), key("a", "/a", "/c"), key("b", "/a", "/b")]).count == 4
    )
    #expect(key("a", "/a", "/b") == key("a", "/a", "/b"))
    // Names of files have at most 255 bytes.
    #expect(key(String(repeating: "x", count: 300), "/a", "/b").utf8.count < 100)
  }

  @Test func `a write that fails is said, and the old record stands`() throws {
    try withStore { (place, store) throws in
      var record = Self.record()
      _ = store.write(record)
      let before = record
      record.phase = .ended
      #expect(RunStore(directory: store.directory, files: place.full()).write(record) == RecordPlace.full)
      var locked = place.files
      locked.makeDirectory = { _, _ in FileFailure.denied }
      locked.write = { _, _, _ in
        Issue.record("written without its directory")
        return nil
      }
      #expect(RunStore(directory: store.directory, files: locked).write(record) == .denied)
      #expect(store.all() == [before])
    }
  }

  @Test func `a file in the place of the folder is told, not overwritten`() throws {
    let place = try RecordPlace()
    defer { place.remove() }
    try place.write("runs", "mine")
    let store = RunStore(directory: place.path + "/runs", files: place.files)
    #expect(store.write(Self.record()) == .notDirectory)
    #expect(store.all().isEmpty)
    #expect(try place.read("runs") == "mine")
  }

  @Test(arguments: [
    ("/etc/passwd", false), ("LOGS/../../x", false), ("LOGS/./x.log", false), ("LOGS/x.log", true),
    ("", true),
    ("x.log", false), ("LOGSx/y.log", false),
  ])
  func `a record whose log lies elsewhere than among the logs is none`(log: String, isRead: Bool) throws {
    let place = try RecordPlace()
    defer { place.remove() }
    let store = RunStore(directory: place.path + "/runs", files: place.files)
    var record = Self.record()
    record.logFile = log.replacing("LOGS", with: place.path + "/logs")
    #expect(store.write(record) == nil)
    #expect((store.current(record) != nil) == isRead)
    #expect(store.all().isEmpty != isRead)
  }
}
