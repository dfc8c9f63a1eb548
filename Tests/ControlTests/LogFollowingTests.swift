import Control
import GatewayModel
import Host
import TestSupport
import Testing

/// The end of a log that is cut, replaced, or longer than what is read at first.
struct LogFollowingTests {
  private let files = Machine.live().files

  private func follower(
    _ place: TemporaryPlace, source: LogSource = .printed, secrets: Set<String> = [], window: Int = 1 << 20
  ) -> LogFollower {
    LogFollower(
      path: place.path + "/log", source: source, files: files, redactor: Redactor(secrets), window: window)
  }

  @Test func `the first news replaces what was shown, the next only adds to it`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    try place.write("log", "one\n")
    var follower = follower(place)
    let first = try follower.next().get()
    #expect(first.lines == ["one"] && first.isNew)
    #expect(files.append(place.path + "/log", "two\n", 0o600) == nil)
    let second = try follower.next().get()
    #expect(second.lines == ["two"] && !second.isNew)
    let third = try follower.next().get()
    #expect(third.lines.isEmpty && !third.isNew)
  }

  @Test func `a log that was emptied begins anew, and half a line of before is forgotten`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    try place.write("log", "a long line of before\nhalf")
    var follower = follower(place)
    #expect(try follower.next().get().lines == ["a long line of before"])
    #expect(files.copyAndEmpty(place.path + "/log", place.path + "/log.0") == nil)
    #expect(files.append(place.path + "/log", "after\n", 0o600) == nil)
    let news = try follower.next().get()
    #expect(news.lines == ["after"] && news.isNew)
  }

  @Test func `another file of the same name begins anew`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    try place.write("log", "an old line\n")
    var follower = follower(place)
    #expect(try follower.next().get().lines == ["an old line"])
    try place.write("next", "new\n")
    #expect(files.rename(place.path + "/next", place.path + "/log") == nil)
    let news = try follower.next().get()
    #expect(news.lines == ["new"] && news.isNew)
  }

  @Test func `of a log longer than the window the line that is cut by it is left out`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    try place.write("log", "a SEKRET-1234\nlast line\n")
    // Five bytes of the first line fall into the window.
    var follower = follower(place, secrets: ["SEKRET-1234"], window: 15)
    #expect(try follower.next().get().lines == ["last line"])
  }

  @Test func `a window within one line says that it has not ended yet, and goes on behind its end`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    try place.write("log", String(repeating: "x", count: 5000))
    var follower = follower(place, window: 2048)
    #expect(try follower.next().get().lines == ["(a line of more than 2 KB that has not ended yet)"])
    #expect(files.append(place.path + "/log", "xx\nnext\n", 0o600) == nil)
    #expect(try follower.next().get().lines == ["next"])
  }

  @Test func `a log that fits the window to the byte is shown from its first line`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    try place.write("log", "one\ntwo\n")
    var follower = follower(place, window: 8)
    #expect(try follower.next().get().lines == ["one", "two"])
  }

  @Test func `a last line without an end is told by itself, and only once it ends as a line`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    try place.write("log", "one\ntoken SEKRET-1")
    var follower = follower(place, secrets: ["SEKRET-1"])
    #expect(try follower.next().get().lines == ["one"])
    #expect(follower.unfinished == "token •••")
    #expect(files.append(place.path + "/log", "\n", 0o600) == nil)
    #expect(try follower.next().get().lines == ["token •••"])
    #expect(follower.unfinished == nil)
  }

  @Test func `a secret learned on the way is crossed out from then on`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    try place.write("log", "SEKRET-1\n")
    var follower = follower(place)
    #expect(try follower.next().get().lines == ["SEKRET-1"])
    follower.redactor = Redactor(["SEKRET-1"])
    #expect(files.append(place.path + "/log", "SEKRET-1\n", 0o600) == nil)
    #expect(try follower.next().get().lines == ["•••"])
  }

  @Test func `empty lines are left out, and escape sequences are taken away`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    try place.write("log", "\n\n\u{1B}[31mred\u{1B}[0m\n\u{1B}[2K\n")
    var follower = follower(place)
    #expect(try follower.next().get().lines == ["red"])
  }

  @Test func `a log that is not there is a failure, and is read from its beginning once it comes`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    var follower = follower(place)
    #expect(throws: FileFailure.self) { try follower.next().get() }
    try place.write("log", "first\n")
    let news = try follower.next().get()
    #expect(news.lines == ["first"] && news.isNew)
  }

  @Test func `OpenClaw's own lines are shown as text, and what is none of them as it is`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    let line =
      #"{"0":"hello","_meta":{"logLevelName":"WARN","date":"2026-11-22T10:00:00Z"}}"#
    try place.write("log", "\(line)\nnot JSON\n")
    var own = follower(place, source: .own)
    #expect(try own.next().get().lines == ["2026-11-22 10:00:00 WARN hello", "not JSON"])
    var printed = follower(place)
    #expect(try printed.next().get().lines == [line, "not JSON"])
  }
}
