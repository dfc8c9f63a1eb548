import GatewayModel
import Host
import Testing

@testable import Records

/// The rescue's files: what lets it be left at any step and taken up again.
@Suite struct RescueStoreTests {
  static func run(_ store: RescueStore? = nil) -> RescueRun {
    var run = RescueRun(
      id: "20261126T120000Z", main: .init(name: "default", stateDir: "/h/.openclaw", configPath: "/h/c"),
      rescue: .init(name: "rescue", stateDir: "/h/.openclaw-rescue", configPath: "/h/r"),
      beganAt: 1_795_694_400)
    run.step = .repair
    run.revision = 4
    run.entries = [.init(at: 1_795_694_401, step: .evidence, move: "collect", outcome: .done, text: "a")]
    var repair = RescueRun.Repair(.reinstallUnit, at: 1_795_694_402)
    (repair.unitPath, repair.unitText) = ("/h/u", "[Unit]\n")
    run.repairs = [repair]
    run.detected = MainCondition(kind: .configBroken, signs: ["a", "b"], since: 1_795_694_399)
    run.doing = .init(
      move: .repair(.restoreConfig), since: 1_795_694_403, gatehouse: .init(pid: 4, startTicks: 5))
    run.evidence = store.map { $0.evidence + "/20261126T120000Z" }
    return run
  }

  private func withStore(_ body: (RecordPlace, RescueStore) throws -> Void) throws {
    let place = try RecordPlace()
    defer { place.remove() }
    try body(place, RescueStore(directory: place.path + "/rescue", files: place.files))
  }

  @Test func `a rescue under way is read as it was written`() throws {
    try withStore { (place, store) throws in
      #expect(store.run() == nil && !store.isTorn && store.drill() == nil)
      let run = Self.run(store)
      #expect(store.write(run) == nil)
      #expect(store.run() == run && !store.isTorn)
      #expect(try place.mode("rescue/run.json") == 0o600 && place.mode("rescue") == 0o700)
    }
  }

  @Test(arguments: [
    ("cut off", "\"revision\" : 4", "\"revis"), ("another schema", "\"schema\" : 1", "\"schema\" : 2"),
    ("a name that is a path", "\"id\" : \"2026", "\"id\" : \"../2026"),
    ("a revision below none", "\"revision\" : 4", "\"revision\" : -1"),
    ("a time that is none", "1795694403", "1e300"),
    ("a step that nobody knows", "\"step\" : 6", "\"step\" : 9"),
    ("evidence elsewhere", "/rescue/evidence/", "/elsewhere/"),
    ("another run's evidence", "evidence/2026", "evidence/2025"),
  ])
  func `a run that cannot be understood is torn, and can be put aside`(
    _ row: (what: String, old: String, new: String)
  ) throws {
    try withStore { (place, store) throws in
      _ = store.write(Self.run(store))
      let text = try place.read("rescue/run.json")
      let damaged = text.replacing(row.old, with: row.new)
      #expect(damaged != text, "nothing was damaged")
      try place.write("rescue/run.json", damaged)
      #expect(store.run() == nil && store.isTorn, "\(row.what)")
      #expect(store.putAside(at: 1_795_694_400) == nil)
      #expect(!store.isTorn)
      let kept = try #require(place.names(in: "rescue").first)
      #expect(kept.contains("20261126T120000Z"))
      #expect(try place.read("rescue/" + kept) == damaged)
    }
  }

  @Test func `a run that is too large, or no file, is torn`() throws {
    try withStore { (place, store) throws in
      try place.makeSparse("rescue/run.json", bytes: (4 << 20) + 1)
      #expect(store.isTorn)
      #expect(store.putAside(at: 0) == nil)
      try place.write("rescue/run.json/x", "")
      #expect(store.isTorn && store.run() == nil)
    }
  }

  @Test func `a rescue that is over goes to the ones before it`() throws {
    try withStore { (place, store) throws in
      var run = Self.run(store)
      _ = store.write(run)
      run.endedAt = 1_795_694_500
      #expect(store.archive(run) == nil)
      #expect(store.run() == nil && !store.isTorn)
      #expect(place.names(in: "rescue/history") == ["20261126T120000Z.json"])
      // The next one begins with an empty place.
      #expect(store.archive(run) == nil)
    }
  }

  @Test func `a rescue that cannot be archived is still under way`() throws {
    try withStore { (place, store) throws in
      let run = Self.run(store)
      _ = store.write(run)
      #expect(RescueStore(directory: store.directory, files: place.full()).archive(run) == RecordPlace.full)
      #expect(store.run() == run)
      var stuck = place.files
      stuck.remove = { _ in FileFailure.denied }
      #expect(RescueStore(directory: store.directory, files: stuck).archive(run) == .denied)
      #expect(RescueStore(directory: store.directory, files: place.full()).write(run) == RecordPlace.full)
    }
  }

  @Test func `a drill is kept, and one at no time is none`() throws {
    try withStore { (place, store) throws in
      let drill = RescueStore.Drill(at: 1_795_694_400, main: "default", rescue: "rescue", secondsToReady: 3.5)
      #expect(store.write(drill) == nil)
      #expect(store.drill() == drill)
      let text = try place.read("rescue/drill.json")
      for damaged in [text.replacing("1795694400", with: "-1"), String(text.dropLast(9)), "[]", ""] {
        try place.write("rescue/drill.json", damaged)
        #expect(store.drill() == nil)
      }
      // A drill is no rescue under way.
      #expect(!store.isTorn && store.run() == nil)
    }
  }
}
