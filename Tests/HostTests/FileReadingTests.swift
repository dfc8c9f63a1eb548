import Foundation
import Host
import TestSupport
import Testing

/// What is read of files, directories and links of this machine.
struct FileReadingTests {
  private let files = Machine.live().files

  private func kind<Value>(_ result: Result<Value, FileFailure>) -> FileFailure? {
    if case .failure(let failure) = result { failure } else { nil }
  }

  @Test(arguments: [
    ("empty", 0, 0, true), ("exactly the limit", 100, 100, true), ("one byte more", 101, 100, false),
    ("more than a page", 5000, 5000, true), ("exactly a page", 4096, 4096, true),
    ("a page and a limit below it", 4097, 4096, false),
  ])
  func `a file is read whole up to the limit`(what: String, size: Int, limit: Int, isRead: Bool) throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    let text = String((0..<size).map { Character(Unicode.Scalar(UInt8(97 + $0 % 26))) })
    try place.write("f", text)
    let result = files.read(place.path + "/f", limit)
    if isRead {
      #expect(try result.get() == Array(text.utf8), "\(what)")
    } else {
      #expect(kind(result) == .tooLarge(limit: limit), "\(what)")
    }
  }

  @Test func `a file that claims no size is read whole, and its limit counts`() throws {
    // Files of /proc say 0; this one is longer than one read.
    let text = try #require(FileManager.default.contents(atPath: "/proc/self/mountinfo"))
    #expect(try files.read("/proc/self/mountinfo", 1 << 20).get() == Array(text))
    #expect(kind(files.read("/proc/self/mountinfo", 10)) == .tooLarge(limit: 10))
    #expect(files.status("/proc/self/mountinfo")?.size == 0)
  }

  @Test func `links that lead in a circle are no missing file`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    #expect(symlink("b", place.path + "/a") == 0)
    #expect(symlink("a", place.path + "/b") == 0)
    guard case .failure(let failure) = files.read(place.path + "/a", 10) else {
      Issue.record("it was read")
      return
    }
    #expect(failure == .linkCircle)
    #expect(failure.description.contains("circle"))
    #expect(files.status(place.path + "/a") == nil)
    #expect(files.realPath(place.path + "/a") == nil)
  }

  @Test(.enabled(if: getuid() != 0)) func `a file that may not be read is denied`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    #expect(files.write(place.path + "/f", "x", 0o200) == nil)
    #expect(kind(files.read(place.path + "/f", 10)) == .denied)
    #expect(kind(files.tail(place.path + "/f", 0, 10)) == .denied)
  }

  @Test func `a status is of what a link leads to`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    try place.write("dir/f", "12345")
    #expect(symlink("dir/f", place.path + "/link") == 0)
    #expect(symlink("dir", place.path + "/folder") == 0)
    #expect(symlink("nowhere", place.path + "/dangling") == 0)
    #expect(mkfifo(place.path + "/fifo", 0o600) == 0)
    let status = try #require(files.status(place.path + "/link"))
    #expect(status == files.status(place.path + "/dir/f"))
    #expect(status.kind == .file)
    #expect(status.size == 5)
    #expect(status.userID == geteuid())
    #expect(files.status(place.path + "/folder")?.kind == .directory)
    #expect(files.status(place.path + "/fifo")?.kind == .other)
    #expect(files.status(place.path + "/dangling") == nil)
  }

  @Test func `a time is told with its fraction, and who sets it back does not set the other back`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    let path = place.path + "/f"
    try place.write("f", "x")
    let times = [
      timespec(tv_sec: 100, tv_nsec: 0), timespec(tv_sec: 1_600_000_000, tv_nsec: 250_000_000),
    ]
    #expect(utimensat(AT_FDCWD, path, times, 0) == 0)
    let status = try #require(files.status(path))
    #expect(status.modifiedAt == 1_600_000_000.25)
    #expect(status.changedAt > 1_700_000_000)
  }

  @Test func `permissions are told without the bits for other purposes`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    try place.write("f", "x")
    #expect(chmod(place.path + "/f", 0o4750) == 0)
    #expect(files.status(place.path + "/f")?.mode == 0o750)
  }

  @Test func `a directory's names are all told but itself and its parent`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    let names: Set = [".hidden", "two words", "일", "..."]
    for name in names { try place.write(name, "") }
    #expect(try Set(files.list(place.path).get()) == names)
    #expect(try files.list(place.path).get().count == names.count)
    #expect(kind(files.list(place.path + "/none")) == .missing)
    #expect(kind(files.list(place.path + "/...")) != nil)
  }

  @Test func `a link says what was written into it, and a file is none`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    try place.write("dir/f", "x")
    #expect(symlink("../dir/f", place.path + "/dir/link") == 0)
    #expect(files.link(place.path + "/dir/link") == "../dir/f")
    #expect(files.link(place.path + "/dir/f") == nil)
    #expect(files.link(place.path + "/none") == nil)
    #expect(files.realPath(place.path + "/dir/../dir/link") == place.path + "/dir/f")
    #expect(files.realPath(place.path + "/none") == nil)
  }

  @Test func `the end of what is no file is refused with its kind`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    #expect(mkfifo(place.path + "/fifo", 0o600) == 0)
    #expect(kind(files.tail(place.path + "/fifo", 0, 10)) == .notRegular)
    #expect(kind(files.tail(place.path, 0, 10)) == .notRegular)
    #expect(kind(files.tail(place.path + "/none", 0, 10)) == .missing)
  }

  @Test(arguments: [
    ("nothing new", 8, 100, "", 8), ("nothing wanted", 0, 0, "", 8),
    ("before the beginning", -5, 100, "one\ntwo\n", 0),
    ("one byte behind the end: another file by now", 9, 100, "one\ntwo\n", 0),
    ("shortened and longer than what is wanted", 9, 3, "wo\n", 5),
  ])
  func `the end of a file from an odd place`(
    what: String, offset: Int, limit: Int, text: String, from: Int
  ) throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    try place.write("log", "one\ntwo\n")
    let tail = try files.tail(place.path + "/log", offset, limit).get()
    #expect(String(decoding: tail.bytes, as: UTF8.self) == text, "\(what)")
    #expect(tail.offset == from, "\(what)")
    #expect(tail.inode == files.status(place.path + "/log")?.inode)
  }
}
