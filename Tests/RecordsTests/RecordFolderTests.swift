import Host
import OpenClaw
import Synchronization
import Testing

@testable import Records

/// A folder that is read again and again.
@Suite struct RecordFolderTests {
  private struct Note: Codable, Equatable, Sendable {
    var text: String
  }

  private final class Counter: Sendable {
    private let state = Mutex([String]())
    var reads: [String] { state.withLock { $0 } }
    func count(_ path: String) { state.withLock { $0.append(UserPath.name(path)) } }
    func reset() { state.withLock { $0 = [] } }
  }

  private final class Flag: Sendable {
    let flag = Mutex(false)
  }

  private func texts(_ folder: inout RecordFolder<Note>) -> [String] { folder.read().map(\.text).sorted() }

  private func folder(_ place: RecordPlace, _ counter: Counter = Counter(), files: Machine.Files? = nil)
    -> RecordFolder<Note>
  {
    var counting = files ?? place.files
    let read = counting.read
    counting.read = { path, limit in
      counter.count(path)
      return read(path, limit)
    }
    return RecordFolder(directory: place.path + "/f", files: counting) { $0.text != "bad" }
  }

  private func add(_ text: String, _ name: String, _ place: RecordPlace) -> FileFailure? {
    RecordFile.write(Note(text: text), to: name, in: place.path + "/f", files: place.files)
  }

  @Test func `a folder that is not there holds nothing`() throws {
    let place = try RecordPlace()
    defer { place.remove() }
    var folder = folder(place)
    #expect(folder.read().isEmpty && folder.unreadable.isEmpty)
  }

  @Test func `an unchanged file is read once, a changed one again`() throws {
    let place = try RecordPlace()
    defer { place.remove() }
    let counter = Counter()
    var folder = folder(place, counter)
    _ = add("one", "a", place)
    _ = add("two", "b", place)
    #expect(texts(&folder) == ["one", "two"] && counter.reads.count == 2)
    counter.reset()
    #expect(texts(&folder) == ["one", "two"] && counter.reads.isEmpty)
    // As long as before: only inode and times tell it.
    _ = add("six", "b", place)
    #expect(texts(&folder) == ["one", "six"] && counter.reads == ["b.json"])
  }

  @Test func `a file that is gone is gone, and one that came is there`() throws {
    let place = try RecordPlace()
    defer { place.remove() }
    var folder = folder(place)
    _ = add("one", "a", place)
    #expect(texts(&folder) == ["one"])
    _ = place.files.remove(place.path + "/f/a.json")
    _ = add("two", "b", place)
    #expect(texts(&folder) == ["two"] && folder.unreadable.isEmpty)
  }

  @Test func `what holds no record is named, each once, and not read again while it stays so`() throws {
    let place = try RecordPlace()
    defer { place.remove() }
    let counter = Counter()
    var folder = folder(place, counter)
    _ = add("one", "a", place)
    _ = add("bad", "z", place)
    try place.write("f/torn.json", "{ \"text\": \"o")
    try place.write("f/empty.json", "")
    try place.write("f/foreign.json", "[1, 2]")
    try place.write("f/notes.txt", "not ours to judge")
    try place.write("f/dir.json/x", "")
    try place.makeSparse("f/huge.json", bytes: (1 << 20) + 1)
    let wrong = ["dir", "empty", "foreign", "huge", "torn", "z"].map { place.path + "/f/\($0).json" }
    #expect(texts(&folder) == ["one"] && folder.unreadable == wrong)
    counter.reset()
    #expect(texts(&folder) == ["one"] && folder.unreadable == wrong && counter.reads.isEmpty)
    try place.write("f/torn.json", "{ \"text\": \"whole\" }")
    #expect(texts(&folder) == ["one", "whole"] && folder.unreadable.count == 5)
  }

  @Test func `a record of just the largest size is read`() throws {
    let place = try RecordPlace()
    defer { place.remove() }
    var folder = folder(place)
    let frame = "{\"text\":\"\"}".utf8.count
    try place.write("f/a.json", "{\"text\":\"\(String(repeating: "x", count: (1 << 20) - frame))\"}")
    #expect(folder.read().count == 1)
  }

  @Test func `a file that cannot be read is named`() throws {
    let place = try RecordPlace()
    defer { place.remove() }
    _ = add("one", "a", place)
    var denied = place.files
    denied.read = { _, _ in .failure(.denied) }
    var folder = folder(place, files: denied)
    #expect(folder.read().isEmpty && folder.unreadable == [place.path + "/f/a.json"])
  }

  @Test func `a read that failed is tried again, although the file is as it was`() throws {
    let place = try RecordPlace()
    defer { place.remove() }
    let isBroken = Flag()
    var files = place.files
    files.read = { [read = place.files.read] path, limit in
      isBroken.flag.withLock { $0 }
        ? .failure(FileFailure.system("too many open files")) : read(path, limit)
    }
    _ = add("one", "a", place)
    var folder = folder(place, files: files)
    isBroken.flag.withLock { $0 = true }
    #expect(folder.read().isEmpty && folder.unreadable.map(UserPath.name) == ["a.json"])
    isBroken.flag.withLock { $0 = false }
    #expect(texts(&folder) == ["one"] && folder.unreadable.isEmpty)
  }

  @Test func `a listing that misses a known file does not lose its record`() throws {
    let place = try RecordPlace()
    defer { place.remove() }
    _ = add("one", "a", place)
    _ = add("two", "b", place)
    let isPartial = Flag()
    var files = place.files
    let list = files.list
    files.list = { path in
      isPartial.flag.withLock { $0 } ? list(path).map { $0.filter { $0 != "a.json" } } : list(path)
    }
    var folder = RecordFolder<Note>(directory: place.path + "/f", files: files)
    #expect(texts(&folder) == ["one", "two"])
    isPartial.flag.withLock { $0 = true }
    #expect(texts(&folder) == ["one", "two"])
  }

  @Test func `what cannot be encoded is told, and nothing is written`() throws {
    let place = try RecordPlace()
    defer { place.remove() }
    let failure = RecordFile.write(["x": Double.nan], to: "a", in: place.path + "/f", files: place.files)
    #expect(failure?.description.contains("cannot be encoded") == true)
    #expect(place.names(in: "f").isEmpty)
  }

  @Test func `slashes stay as they are, and keys have one order`() throws {
    let place = try RecordPlace()
    defer { place.remove() }
    _ = RecordFile.write(["b": "/h/x", "a": "y"], to: "a", in: place.path + "/f", files: place.files)
    let text = try place.read("f/a.json")
    #expect(text.contains("/h/x"))
    let (a, b) = (try #require(text.firstRange(of: "\"a\"")), try #require(text.firstRange(of: "\"b\"")))
    #expect(a.lowerBound < b.lowerBound)
  }
}
