import Control
import GatewayModel
import Host
import TestSupport
import Testing

/// What is shown of a log that grew or was replaced behind the follower's back.
struct FollowerGapTests {
  private let files = Machine.live().files

  @Test func `a log that grows by more than the window between two reads shows no half of a secret`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    try place.write("log", "one\n")
    var follower = LogFollower(
      path: place.path + "/log", files: files, redactor: Redactor(["SEKRET-1234"]), window: 15)
    #expect(try follower.next().get().lines == ["one"])
    #expect(files.append(place.path + "/log", "a SEKRET-1234\nlast line\n", 0o600) == nil)
    #expect(try follower.next().get().lines == ["last line"])
  }

  @Test func `half a line is not glued to what comes behind a gap`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    try place.write("log", "one\nhalf")
    var follower = LogFollower(path: place.path + "/log", files: files, redactor: Redactor(), window: 15)
    #expect(try follower.next().get().lines == ["one"])
    #expect(
      files.append(place.path + "/log", "way\n\(String(repeating: "x", count: 40))\nlast line\n", 0o600)
        == nil)
    #expect(try follower.next().get().lines == ["last line"])
  }

  @Test func `another file of the same name begins anew, also where it is longer`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    try place.write("log", "old\n")
    var follower = LogFollower(path: place.path + "/log", files: files, redactor: Redactor())
    #expect(try follower.next().get().lines == ["old"])
    try place.write("next", "another, longer one\n")
    #expect(files.rename(place.path + "/next", place.path + "/log") == nil)
    let news = try follower.next().get()
    #expect(news.lines == ["another, longer one"] && news.isNew)
  }
}
