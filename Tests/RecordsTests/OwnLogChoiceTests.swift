import Host
import OpenClaw
import Testing

@testable import Records

/// Which of OpenClaw's own log files is taken where several lie in the directories.
@Suite struct OwnLogChoiceTests {
  private func find(
    _ names: [String], profile: String? = nil, configured: String? = nil, directories: [String] = ["a", "b"],
    version: String = "2026.9.4", foreign: Set<String> = []
  ) throws -> String? {
    let place = try RecordPlace()
    defer { place.remove() }
    for name in names { try place.write(name, "x") }
    let own = Machine.live().system.userID
    var files = place.files
    let status = files.status
    files.status = { path in
      var found = status(path)
      if foreign.contains(String(path.dropFirst(place.path.count + 1))) { found?.userID = own + 1 }
      return found
    }
    return OwnLog.find(
      profile: profile, version: Version(version), configured: configured.map { place.path + "/" + $0 },
      directories: directories.map { place.path + "/" + $0 }, files: files, userID: own
    ).map { String($0.path.dropFirst(place.path.count + 1)) + ($0.isShared ? " shared" : "") }
  }

  struct Row: Sendable, CustomTestStringConvertible {
    var what: String
    var names: [String]
    var profile: String?
    var configured: String?
    var foreign: Set<String> = []
    var found: String?
    var testDescription: String { what }
  }

  static let table: [Row] = [
    Row(what: "nothing there", names: []),
    Row(
      what: "the newest day",
      names: ["a/openclaw-2026-11-25.log", "a/openclaw-2026-11-26.log", "a/openclaw-2026-02-28.log"],
      found: "a/openclaw-2026-11-26.log"),
    Row(
      what: "the likeliest directory, also where another has a newer one",
      names: ["a/openclaw-2026-01-01.log", "b/openclaw-2026-11-26.log"], found: "a/openclaw-2026-01-01.log"),
    Row(
      what: "a newer file of another user is not ours",
      names: ["a/openclaw-2026-11-25.log", "a/openclaw-2026-11-26.log"],
      foreign: ["a/openclaw-2026-11-26.log"], found: "a/openclaw-2026-11-25.log"),
    Row(
      what: "all of one directory are another user's",
      names: ["a/openclaw-2026-11-26.log", "b/openclaw-2026-11-01.log"],
      foreign: ["a/openclaw-2026-11-26.log"], found: "b/openclaw-2026-11-01.log"),
    Row(
      what: "names that only look like it",
      names: [
        "a/openclaw-2026-11-26.log.1", "a/openclaw-2026-11-266.log", "a/openclaw-.log",
        "a/openclaw----------.log",
        "a/xopenclaw-2026-11-26.log", "a/openclaw-lab-2026-11-26.log",
      ]),
    Row(what: "a directory of that name", names: ["a/openclaw-2026-11-26.log/x"]),
    Row(
      what: "a profile's own before the shared one, in any directory",
      names: ["a/openclaw-2026-11-26.log", "b/openclaw-lab-2026-11-20.log"], profile: "Lab",
      found: "b/openclaw-lab-2026-11-20.log"),
    Row(
      what: "not that of a profile whose name goes on", names: ["a/openclaw-lab-2-2026-11-26.log"],
      profile: "lab"),
    Row(
      what: "the configured one alone", names: ["a/openclaw-2026-11-26.log", "c/own.log"],
      configured: "c/own.log",
      found: "c/own.log"),
    Row(
      what: "a configured one that is not there", names: ["a/openclaw-2026-11-26.log"],
      configured: "c/own.log"),
    Row(
      what: "a configured one of another user", names: ["c/own.log"], configured: "c/own.log",
      foreign: ["c/own.log"]),
  ]

  @Test(arguments: table) func `the newest file of its own in the likeliest directory is taken`(_ row: Row)
    throws
  {
    #expect(
      try find(row.names, profile: row.profile, configured: row.configured, foreign: row.foreign) == row.found
    )
  }

  @Test(arguments: [("2026.7.21", " shared"), ("2026.7.22", ""), ("2026.8.1", "")])
  func `profiles have files of their own since 2026.7.22`(_ row: (version: String, shared: String)) throws {
    let found = try find(["a/openclaw-2026-11-26.log"], version: row.version)
    #expect(found == "a/openclaw-2026-11-26.log" + row.shared)
  }
}
