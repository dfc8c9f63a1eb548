import GatewayModel
import Testing

@Suite struct ConfigDifferenceTests {
  private func difference(_ copy: String, _ now: String?) -> ConfigDifference {
    ConfigDifference(copy: [.init(path: "/h/c.json", text: copy)]) { _ in now }
  }

  private func lines(_ names: ClosedRange<Int>, without: Set<Int> = [], with: [Int: String] = [:]) -> String {
    names.filter { !without.contains($0) }.map { with[$0] ?? "k\($0): \($0)," }.joined(separator: "\n")
  }

  @Test(
    arguments: [
      ("a line is other", [], [5: "k5: 50,"], 1), ("a line is gone", [5], [:], 1),
      ("two lines that lie apart are other", [], [2: "k2: 20,", 19: "k19: 190,"], 2),
      ("three lines in a row are other", [], [5: "k5: 0,", 6: "k6: 0,", 7: "k7: 0,"], 3),
      ("a line became two", [], [5: "k5: 5,\nnew: 1,"], 1),
    ] as [(String, Set<Int>, [Int: String], Int)])
  func `what is other counts once`(_ row: (what: String, gone: Set<Int>, other: [Int: String], changes: Int))
  {
    let found = difference(lines(1...20), lines(1...20, without: row.gone, with: row.other))
    #expect(found.changes == row.changes, "\(row.what)")
    #expect(found.summary == "differs in \(row.changes) line\(row.changes == 1 ? "" : "s")")
  }

  @Test func `changes that lie together are one group, those that lie apart are two`() {
    func groups(_ first: Int, _ second: Int) -> [[Int]] {
      difference(lines(1...30), lines(1...30, with: [first: "a: 1,", second: "b: 1,"]))
        .files[0].hunks.map { $0.filter { $0.kind != .copy }.map(\.number) }
    }
    #expect(groups(10, 14) == [[8, 9, 10, 11, 12, 13, 14, 15, 16]])
    #expect(groups(10, 15) == [[8, 9, 10, 11, 12], [13, 14, 15, 16, 17]])
    // At the edges there is nothing more to show.
    #expect(groups(1, 30) == [[1, 2, 3], [28, 29, 30]])
  }

  @Test func `each line has the number that it has in its own file`() throws {
    let found = difference(lines(1...20), lines(1...20, without: [3], with: [18: "k18: 0,"]))
    let shown = found.files[0].hunks.joined()
    let gone = try #require(shown.first { $0.kind == .copy && $0.text.contains("k3:") })
    let old = try #require(shown.first { $0.kind == .copy && $0.text.contains("k18:") })
    let new = try #require(shown.first { $0.kind == .now })
    #expect(gone.number == 3)
    #expect(old.number == 18 && new.number == 17)
  }

  @Test func `a file that is gone is said to be so, and an equal one is not listed`() throws {
    let files = [
      ConfigBackup.File(path: "/h/a", text: "a"), .init(path: "/h/b", text: "b: 1,"),
      .init(path: "/h/c", text: "c"),
    ]
    let found = ConfigDifference(copy: files) { ["/h/a": "a", "/h/b": "b: 2,"][$0] }
    #expect(found.files.map(\.path) == ["/h/b", "/h/c"])
    #expect(found.files[0].remark == nil && found.files[1].remark?.contains("not there") == true)
    #expect(found.changes == 2)
    let text = found.text { $0.replacing("/h", with: "~") }
    #expect(text.contains("--- ~/c (copy)") && text.contains("+++ ~/b (now)") && text.contains("-b: 1,"))
    #expect(difference("a", "a").summary == "is the same")
  }

  @Test func `a secret is shown on neither side, also where it comes or goes`() {
    let found = difference("{\n token: 'old-secret',\n}", "{\n token: 'new-secret',\n apiKey: 'third',\n}")
    let text = found.text { $0 }.joined(separator: "\n")
    for secret in ["old-secret", "new-secret", "third"] { #expect(!text.contains(secret)) }
    #expect(text.contains("token") && text.contains("apiKey"))
  }

  @Test func `files that are too long are only said to differ`() {
    let long = Array(repeating: "x: 1,", count: 20001).joined(separator: "\n")
    let found = difference("x: 1,", long)
    #expect(found.files[0].hunks.isEmpty && found.files[0].remark?.contains("too long") == true)
    #expect(found.changes == 1)
  }

  @Test(arguments: [
    "{ a: 'never closed\n b: 1", "/* never closed\n\n", "a\\\nb\n\\", "'x\\", "\r\n\r\r\n", "{{[[\n]]\n:::",
    "",
    "// \u{1F600}\n'\u{308}'", "\"a\\\n\\\n\\", "`\n`",
  ])
  func `no text is a trap, whatever is broken in it`(_ text: String) {
    for other in ["", "a: 1\nb: 2\n", text + "\nend", String(text.reversed())] where other != text {
      #expect(!difference(text, other).isEmpty)
      #expect(difference(text, other).text { $0 }.count >= 2)
    }
  }

  @Test(arguments: [("a: 1\r\n", "a: 1\n"), ("w: '/h/B\u{FC}ro'\n", "w: '/h/Bu\u{308}ro'\n")])
  func `what differs in bytes alone is not the same, and says what differs`(copy: String, now: String) {
    let difference = ConfigDifference(copy: [.init(path: "/c", text: copy)]) { _ in now }
    #expect(!difference.isEmpty && difference.changes == 1)
    #expect(difference.files.first?.remark?.contains("look the same") == true)
  }
}
