import GatewayModel
import Host
import Testing

@testable import Records

/// The journal on real files: design, "the append-only record of what Gatehouse did and why".
@Suite struct JournalTests {
  private func entry(_ number: Int, message: String = "") -> JournalEntry {
    JournalEntry(
      at: Double(1_795_694_400 + number), id: "a\(number)", gateway: "work", stateDir: "/h/.openclaw-work",
      action: JournalAction(.start), phase: .began, by: .command, gatehouse: 7,
      target: .init(process: .init(pid: 40, startTicks: 9), unit: "u.service", port: 18789, generation: 2),
      steps: [.init(at: 1_795_694_400, text: "TERM")], message: message)
  }

  private func withJournal(_ body: (RecordPlace, Journal) throws -> Void) throws {
    let place = try RecordPlace()
    defer { place.remove() }
    try body(place, Journal(file: place.path + "/journal.jsonl", files: place.files))
  }

  @Test func `what was written comes back in its order, the newest last`() throws {
    try withJournal { (place, journal) throws in
      #expect(journal.last(5).isEmpty && journal.problem == nil)
      for number in 0..<4 { #expect(journal.append(entry(number)) == nil) }
      #expect(journal.last(100) == (0..<4).map { entry($0) })
      #expect(journal.last(2) == [entry(2), entry(3)])
      #expect(journal.last(0).isEmpty)
      let mode = try place.mode("journal.jsonl")
      #expect(mode == 0o600)
      #expect(journal.problem == nil)
    }
  }

  @Test func `an entry is one line, whatever its message holds`() throws {
    try withJournal { (place, journal) throws in
      let odd = entry(1, message: "two\nlines\r\n\u{2028}\"\\ /h/x \u{1F600}\0")
      _ = journal.append(odd)
      _ = journal.append(entry(2))
      let lines = try place.read("journal.jsonl").split(separator: "\n")
      #expect(lines.count == 2 && lines[0].contains("/h/x"))
      #expect(journal.last(9) == [odd, entry(2)])
    }
  }

  @Test func `a line that was cut off is no entry, and the next one is not glued to it`() throws {
    try withJournal { (place, journal) throws in
      _ = journal.append(entry(1))
      let text = try place.read("journal.jsonl")
      try place.write("journal.jsonl", text + text.dropLast(20))
      #expect(journal.append(entry(2)) == nil)
      #expect(journal.last(9) == [entry(1), entry(2)])
      #expect(try place.read("journal.jsonl").hasSuffix("\n"))
      // Where the file ends well no blank line comes between.
      _ = journal.append(entry(3))
      #expect(try !place.read("journal.jsonl").contains("\n\n"))
    }
  }

  @Test func `lines of something else are passed over`() throws {
    try withJournal { (place, journal) throws in
      let good = try Journal.text(entry(1))
      let wrong = good.replacing("1795694401", with: "-1")
      let wrongStep = good.replacing("\"at\":1795694400,", with: "\"at\":1e300,")
      let unknown = good.replacing("\"began\"", with: "\"dreamt\"")
      #expect(Set([good, wrong, wrongStep, unknown]).count == 4)
      try place.write(
        "journal.jsonl", ["hello", "{}", wrong, wrongStep, unknown, "", good].joined(separator: "\n") + "\n")
      #expect(journal.last(9) == [entry(1)] && journal.problem == nil)
    }
  }

  @Test func `a file that is no journal is said to be none, an empty one is no problem`() throws {
    try withJournal { (place, journal) throws in
      try place.write("journal.jsonl", "")
      #expect(journal.problem == nil)
      try place.write("journal.jsonl", "hello\n")
      #expect(
        journal.problem?.contains("no entry") == true && journal.problem?.contains(journal.file) == true)
      try place.write("d.jsonl/x", "")
      let directory = Journal(file: place.path + "/d.jsonl", files: place.files)
      #expect(directory.problem?.contains("cannot be read") == true && directory.last(3).isEmpty)
      #expect(directory.append(entry(1)) != nil)
    }
  }

  @Test func `a journal that grew too long is put aside, and what it says is still told`() throws {
    try withJournal { (place, journal) throws in
      let line = try Journal.text(entry(1)) + "\n"
      let count = Journal.sizeLimit / line.utf8.count + 1
      try place.write("journal.jsonl", String(repeating: line, count: count))
      #expect(journal.append(entry(2)) == nil)
      #expect(try place.read("journal.jsonl") == Journal.text(entry(2)) + "\n")
      #expect(try place.read("journal.1.jsonl").utf8.count == count * line.utf8.count)
      #expect(journal.last(3) == [entry(1), entry(1), entry(2)])
      #expect(journal.last(1) == [entry(2)])
    }
  }

  @Test func `a journal in a directory of the same ending is put aside as any other`() throws {
    let place = try RecordPlace()
    defer { place.remove() }
    let journal = Journal(file: place.path + "/x.jsonl.d/journal.jsonl", files: place.files)
    try place.write("x.jsonl.d/journal.jsonl", String(repeating: "x", count: (4 << 20) + 1) + "\n")
    #expect(journal.append(entry(1)) == nil)
    #expect(place.files.status(place.path + "/x.jsonl.d/journal.1.jsonl") != nil)
    #expect(journal.last(9) == [entry(1)])
  }

  @Test func `a journal of just the limit goes on`() throws {
    try withJournal { (place, journal) throws in
      let line = try Journal.text(entry(1)) + "\n"
      let rest = Journal.sizeLimit - line.utf8.count - 1
      try place.write("journal.jsonl", String(repeating: "x", count: rest) + "\n" + line)
      _ = journal.append(entry(2))
      #expect(place.names(in: "") == ["journal.jsonl"])
      #expect(journal.last(9) == [entry(1), entry(2)])
    }
  }

  @Test func `a long journal is not put aside while another Gatehouse does it, and the line is written`()
    throws
  {
    try withJournal { (place, journal) throws in
      try place.makeSparse("journal.jsonl", bytes: Journal.sizeLimit + 1)
      let held = try place.files.lock(journal.file + ".lock").get()
      #expect(held != nil)
      #expect(journal.append(entry(1)) == nil)
      withExtendedLifetime(held) {}
      #expect(!place.names(in: "").contains("journal.1.jsonl"))
      #expect(journal.last(9) == [entry(1)])
    }
  }

  @Test func `of a long journal only the end is read, and its first line may be half of one`() throws {
    try withJournal { (place, journal) throws in
      let line = try Journal.text(entry(1)) + "\n"
      let count = Journal.window / line.utf8.count + 100
      try place.write("journal.jsonl", String(repeating: line, count: count))
      #expect(journal.last(Int.max).count == Journal.window / line.utf8.count)
    }
  }

  @Test func `a full disk is told`() throws {
    try withJournal { (place, journal) throws in
      _ = journal.append(entry(1))
      #expect(Journal(file: journal.file, files: place.full()).append(entry(2)) == RecordPlace.full)
      #expect(journal.last(9) == [entry(1)])
    }
  }

  @Test func `an entry that cannot be written as text is told, and nothing is written`() throws {
    try withJournal { (place, journal) throws in
      var odd = entry(1)
      odd.at = .nan
      #expect(journal.append(odd)?.description.contains("cannot be encoded") == true)
      #expect(place.names(in: "").isEmpty)
    }
  }

  @Test func `a journal that cannot be put aside only grows`() throws {
    let place = try RecordPlace()
    defer { place.remove() }
    var files = place.files
    files.rename = { _, _ in FileFailure.denied }
    let journal = Journal(file: place.path + "/journal.jsonl", files: files)
    try place.makeSparse("journal.jsonl", bytes: Journal.sizeLimit + 1)
    #expect(journal.append(entry(1)) == nil && journal.last(9) == [entry(1)])
  }

  @Test func `only a person's wish is a person's`() {
    #expect(Initiator.key.isPerson && Initiator.command.isPerson)
    #expect(!Initiator.policy.isPerson && !Initiator.up.isPerson && !Initiator.recovery.isPerson)
  }
}
