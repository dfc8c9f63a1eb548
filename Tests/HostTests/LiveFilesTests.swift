import Foundation
import Host
import TestSupport
import Testing

/// Files of this machine: what is refused, what is replaced in one step, what is kept.
struct LiveFilesTests {
  private let files = Machine.live().files

  @Test func `a file that is written has its mode and its content, and no other file is left`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    let path = place.path + "/a"
    #expect(files.write(path, "one", 0o600) == nil)
    #expect(files.write(path, "two", 0o600) == nil)
    #expect(try place.read("a") == "two")
    #expect(files.status(path)?.mode == 0o600)
    #expect(try files.list(place.path).get() == ["a"])
  }

  @Test func `a file that is too long, missing or no file is refused with its kind`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    try place.write("long", String(repeating: "x", count: 100))
    func kind(_ path: String) -> FileFailure? {
      if case .failure(let failure) = files.read(path, 10) { failure } else { nil }
    }
    #expect(kind(place.path + "/long") == .tooLarge(limit: 10))
    #expect(kind(place.path + "/none") == .missing)
    #expect(kind(place.path) == .notRegular)
    #expect(kind("/dev/zero") == .notRegular)
    #expect(mkfifo(place.path + "/fifo", 0o600) == 0)
    #expect(kind(place.path + "/fifo") == .notRegular)
  }

  @Test func `a lock is had by one at a time and given back with its owner`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    let path = place.path + "/l"
    var first = try files.lock(path).get()
    #expect(first != nil)
    #expect(try files.lock(path).get() == nil)
    withExtendedLifetime(first) {}
    first = nil
    #expect(try files.lock(path).get() != nil)
  }

  @Test func `a log that is copied and emptied loses no line`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    let log = place.path + "/log"
    #expect(files.append(log, "one\n", 0o600) == nil)
    #expect(files.copyAndEmpty(log, log + ".0") == nil)
    #expect(files.append(log, "two\n", 0o600) == nil)
    #expect(try place.read("log.0") + place.read("log") == "one\ntwo\n")
  }

  @Test(arguments: [
    (0, 100, "one\ntwo\n", 0), (4, 100, "two\n", 4), (0, 4, "two\n", 4), (90, 100, "one\ntwo\n", 0),
  ])
  func `the end of a file is read from an offset, at most so much`(
    offset: Int, limit: Int, text: String, from: Int
  ) throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    try place.write("log", "one\ntwo\n")
    let tail = try files.tail(place.path + "/log", offset, limit).get()
    #expect(String(decoding: tail.bytes, as: UTF8.self) == text)
    #expect(tail.offset == from)
    #expect(tail.size == 8)
  }
}
