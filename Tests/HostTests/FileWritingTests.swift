import Foundation
import Host
import TestSupport
import Testing

/// What is written to files of this machine, and what a failure leaves behind.
struct FileWritingTests {
  private let files = Machine.live().files

  private func names(_ place: TemporaryPlace, _ folder: String = "") throws -> [String] {
    try files.list(place.path + folder).get().sorted()
  }

  // MARK: In one step

  @Test func `who holds the old file open goes on reading the old content`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    let path = place.path + "/f"
    #expect(files.write(path, "old", 0o600) == nil)
    let reader = try #require(FileHandle(forReadingAtPath: path))
    #expect(files.write(path, "the new content", 0o600) == nil)
    #expect(try reader.readToEnd() == Data("old".utf8))
    #expect(try place.read("f") == "the new content")
    try reader.close()
  }

  @Test(arguments: ["", "a\0b", "값 😀\n", String(repeating: "x", count: 300_000)])
  func `content comes back byte for byte`(content: String) throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    #expect(files.write(place.path + "/f", content, 0o600) == nil)
    #expect(try files.read(place.path + "/f", 1 << 20).get() == Array(content.utf8))
  }

  @Test func `a write that cannot take its place leaves nothing beside it`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    try place.write("dir/inside", "kept")
    let failure = try #require(files.write(place.path + "/dir", "x", 0o600))
    #expect(!failure.isMissing)
    #expect(try names(place) == ["dir"])
    #expect(try place.read("dir/inside") == "kept")
    #expect(files.write(place.path + "/none/f", "x", 0o600) == .missing)
  }

  @Test func `a link is replaced, and what it led to stays as it was`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    try place.write("target", "kept")
    #expect(symlink("target", place.path + "/f") == 0)
    #expect(files.write(place.path + "/f", "new", 0o600) == nil)
    #expect(try place.read("target") == "kept")
    #expect(files.link(place.path + "/f") == nil)
  }

  // MARK: At the end

  @Test func `what is appended comes behind what is there`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    let path = place.path + "/log"
    for line in ["one\n", "", "두\n"] { #expect(files.append(path, line, 0o600) == nil) }
    #expect(try place.read("log") == "one\n두\n")
    #expect(files.status(path)?.mode == 0o600)
  }

  @Test func `nothing is appended to a link, a directory or a pipe that nobody reads`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    try place.write("target", "kept")
    #expect(symlink("target", place.path + "/link") == 0)
    #expect(mkfifo(place.path + "/fifo", 0o600) == 0)
    for name in ["/link", "/fifo", "", "/none/log"] {
      #expect(files.append(place.path + name, "x", 0o600) != nil, "\(name)")
    }
    #expect(try place.read("target") == "kept")
  }

  @Test func `a disk that is full is told in words`() throws {
    let failure = try #require(files.append("/dev/full", "x", 0o600))
    #expect(failure.description.contains("space"))
  }

  // MARK: Copying and emptying

  @Test func `who holds a log open writes on into the emptied file`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    let log = place.path + "/log"
    let lines = String(repeating: "a line of a log\n", count: 40_000)
    try place.write("log", lines)
    let writer = open(log, O_WRONLY | O_APPEND | O_CLOEXEC)
    defer { close(writer) }
    #expect(files.copyAndEmpty(log, place.path + "/copy") == nil)
    #expect(write(writer, "new\n", 4) == 4)
    #expect(try place.read("copy") == lines)
    #expect(try place.read("log") == "new\n")
    #expect(files.status(place.path + "/copy")?.mode == 0o600)
  }

  @Test func `a log that cannot be copied keeps its content`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    try place.write("log", "kept")
    try place.write("precious", "kept too")
    #expect(symlink("precious", place.path + "/link") == 0)
    #expect(files.copyAndEmpty(place.path + "/log", place.path + "/none/copy") == .missing)
    #expect(files.copyAndEmpty(place.path + "/log", place.path + "/link") != nil)
    #expect(try place.read("log") == "kept")
    #expect(try place.read("precious") == "kept too")
  }

  @Test func `what is no log makes no copy`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    #expect(symlink("real", place.path + "/link") == 0)
    try place.write("real", "kept")
    for name in ["/none", "/link", ""] {
      #expect(files.copyAndEmpty(place.path + name, place.path + "/copy") != nil, "\(name)")
    }
    #expect(try names(place) == ["link", "real"])
    #expect(try place.read("real") == "kept")
  }

  @Test func `half a copy is none`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    // It can be opened for both, and nothing can be read of it without waiting.
    #expect(mkfifo(place.path + "/fifo", 0o600) == 0)
    #expect(files.copyAndEmpty(place.path + "/fifo", place.path + "/copy") != nil)
    #expect(try names(place) == ["fifo"])
  }

  // MARK: Names and directories

  @Test func `another name takes the place of what has it`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    try place.write("a", "one")
    try place.write("b", "two")
    #expect(files.rename(place.path + "/a", place.path + "/b") == nil)
    #expect(try names(place) == ["b"])
    #expect(try place.read("b") == "one")
    #expect(files.rename(place.path + "/a", place.path + "/c") == .missing)
  }

  @Test func `a directory is made with all its parents, each with the mode`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    let path = place.path + "/a/b/c"
    #expect(files.makeDirectory(path, 0o700) == nil)
    for folder in ["/a", "/a/b", "/a/b/c"] {
      #expect(files.status(place.path + folder)?.mode == 0o700, "\(folder)")
    }
    try place.write("a/b/c/inside", "kept")
    #expect(files.makeDirectory(path, 0o700) == nil)
    #expect(files.makeDirectory(place.path + "/d/e/", 0o700) == nil)
    #expect(files.status(place.path + "/d/e")?.kind == .directory)
    #expect(try place.read("a/b/c/inside") == "kept")
  }

  @Test func `no directory is made in the place of a file, or below one`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    try place.write("f", "kept")
    #expect(symlink("nowhere", place.path + "/dangling") == 0)
    for name in ["/f", "/f/below", "/dangling"] {
      #expect(files.makeDirectory(place.path + name, 0o700) != nil, "\(name)")
    }
    #expect(try place.read("f") == "kept")
  }

  @Test func `what is gone need not be removed, and a directory is not`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    try place.write("dir/f", "x")
    #expect(files.remove(place.path + "/none") == nil)
    #expect(files.remove(place.path + "/dir") != nil)
    #expect(files.remove(place.path + "/dir/f") == nil)
    #expect(try names(place, "/dir").isEmpty)
  }

  // MARK: Locks

  @Test func `a lock in a directory that is not there fails, and is not somebody else's`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    #expect(throws: FileFailure.self) { try files.lock(place.path + "/none/l").get() }
  }

  @Test func `a link in the place of a lock is refused`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    try place.write("elsewhere", "kept")
    #expect(symlink("elsewhere", place.path + "/l") == 0)
    #expect(throws: FileFailure.linkCircle) { try files.lock(place.path + "/l").get() }
  }

  @Test func `a lock is on the file, whatever its name, and another file has its own`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    let lock = try #require(try files.lock(place.path + "/l").get())
    #expect(link(place.path + "/l", place.path + "/same") == 0)
    #expect(try files.lock(place.path + "/same").get() == nil)
    #expect(try files.lock(place.path + "/other").get() != nil)
    withExtendedLifetime(lock) {}
  }
}
