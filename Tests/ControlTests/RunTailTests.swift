import GatewayModel
import Host
import TestSupport
import Testing

@testable import Control

/// The last lines of one run, out of a log that holds many.
struct RunTailTests {
  private func lines(_ text: String, offset: Int = 0, secrets: Set<String> = []) throws -> [String] {
    let place = try TemporaryPlace()
    defer { place.remove() }
    try place.write("log", text)
    let record = RunRecord(
      id: "r", name: "default", stateDir: "/s", configPath: "/s/openclaw.json", generation: 1,
      phase: .running,
      bootID: "b", port: 18789, command: [], logFile: place.path + "/log", logOffset: offset, startedAt: 1)
    return RunTail.lines(record, files: Machine.live().files, redactor: Redactor(secrets))
  }

  @Test func `what an earlier run said is not this one's`() throws {
    let before = "Error: EADDRINUSE of before\n"
    #expect(try lines(before + "all well\n", offset: before.utf8.count) == ["all well"])
    #expect(try lines(before + "all well\n").first?.contains("EADDRINUSE") == true)
  }

  @Test func `at most four last lines, without the mark of a start`() throws {
    let mark = LogMark.start(generation: 2, name: "default", at: 1_700_000_000)
    #expect(try lines("a\nb\nc\nd\n\(mark)\ne\n") == ["b", "c", "d", "e"])
  }

  @Test func `the line that says why stands for all of them`() throws {
    #expect(try lines("one\nRefusing to bind\ntwo\n") == ["Refusing to bind"])
  }

  @Test func `secrets and escape sequences are taken out`() throws {
    #expect(try lines("\u{1B}[1mtoken SEKRET-1\u{1B}[0m\n", secrets: ["SEKRET-1"]) == ["token •••"])
  }

  @Test func `of a long log no half line is shown, for it may be half a secret`() throws {
    let secret = String(repeating: "k", count: 100)
    let tail = String(repeating: "y", count: 65_536 - 60) + "\nlast\n"
    // The window begins within the secret.
    let found = try lines(secret + tail, secrets: [secret])
    #expect(found == ["last"])
  }

  @Test func `a log that is gone has no last lines`() throws {
    let record = RunRecord(
      id: "r", name: "default", stateDir: "/s", configPath: "/s/openclaw.json", generation: 1,
      phase: .running,
      bootID: "b", port: 18789, command: [], logFile: "/nowhere/log", logOffset: 0, startedAt: 1)
    #expect(RunTail.lines(record, files: Machine.live().files, redactor: Redactor()).isEmpty)
  }
}
