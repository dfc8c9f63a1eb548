import GatewayModel
import Testing

@testable import Presentation

/// Numbers, times and tables as a person reads them.
struct WordsTests {
  @Test(arguments: [
    (0.0, "0s"), (59.9, "59s"), (60, "1m"), (3599, "59m"), (3600, "1h 0m"), (86399, "23h 59m"),
    (86400, "1d 0h"), (-5, "0s"), (.infinity, "104166666666d 16h"),
  ])
  func `an uptime names its two largest parts`(seconds: Double, text: String) {
    #expect(Format.uptime(seconds) == text)
  }

  @Test(arguments: [
    (0, "0 KB"), (1023, "0 KB"), (1 << 20, "1 MB"), (412 << 20, "412 MB"), (1 << 30, "1.0 GB"),
    (3 << 29, "1.5 GB"),
  ])
  func `memory is written in the largest unit that fits`(bytes: Int, text: String) {
    #expect(Format.bytes(bytes) == text)
  }

  @Test(arguments: [(0.2, "<1 ms"), (1, "1 ms"), (12.6, "13 ms"), (.infinity, "9000000000000000 ms")])
  func `a latency is never shown as nothing`(value: Double, text: String) {
    #expect(Format.milliseconds(value) == text)
  }

  @Test func `a table's columns are as wide as their widest cell, in cells of a terminal`() {
    let text = TextTable.text(header: ["NAME", "PORT"], rows: [["日本", "1"], ["a", "65535"]])
    #expect(text == "NAME  PORT\n日本  1\na     65535")
  }

  @Test func `a journal line names its gateway once, and what it was about`() {
    var entry = JournalEntry(
      at: 0, id: "1", gateway: "rescue", stateDir: "/s", action: JournalAction(.stop), phase: .done, by: .key,
      gatehouse: 1, message: "rescue is stopped")
    entry.target.pid = 4711
    #expect(JournalText.line(entry) == "1970-01-01T00:00:00Z stop (key) done: rescue is stopped  [pid 4711]")
    entry.message = "it was gone"
    #expect(
      JournalText.line(entry) == "1970-01-01T00:00:00Z stop (key) done: rescue: it was gone  [pid 4711]")
  }

  @Test func `without a gateway the rescue has nothing to say`() {
    #expect(RescueText.status(nil, now: 0) == ["There is no gateway here, so there is none to rescue."])
  }
}
