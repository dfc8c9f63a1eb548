import Glibc
import Host
import Testing

@testable import Host

/// Lines of `/proc/PID/stat`. Source: proc(5).
struct ProcessLineTests {
  /// Every field has a number of its own, so that none can stand for another.
  private static let behindName =
    "S 71 72 73 74 75 76 77 78 79 80 3000 500 81 82 20 0 12 0 987654 123456789 2048 99 1 1 0"

  private func parse(_ line: String) -> ProcessFacts? { ProcessTable.parse(Array(line.utf8), pid: 4121) }

  @Test func `each fact is taken from its own field`() throws {
    let facts = try #require(parse("4121 (node) \(Self.behindName)\n"))
    #expect(facts.pid == 4121)
    #expect(facts.parent == 71)
    #expect(facts.group == 72)
    #expect(facts.cpuTicks == 3500)
    #expect(facts.identity.startTicks == 987_654)
    #expect(facts.residentBytes == 2048 * sysconf(Int32(_SC_PAGESIZE)))
  }

  @Test(arguments: [
    "node", "openclaw-gatewa", "tmux: server", "a (b) c", "a) R 1 1 1 1", "(((", ")", "", "중국어",
  ])
  func `a name may hold blanks and parentheses`(name: String) throws {
    let facts = try #require(parse("4121 (\(name)) \(Self.behindName)"))
    #expect(facts.name == name)
    #expect(facts.state == "S")
    #expect(facts.parent == 71)
  }

  @Test(arguments: [
    ("R", true), ("S", true), ("D", true), ("T", true), ("t", true), ("I", true), ("Z", false),
    ("X", false),
  ])
  func `only a zombie and a dead process are not alive`(state: String, isAlive: Bool) throws {
    let line = "4121 (node) " + state + Self.behindName.dropFirst()
    let facts = try #require(parse(line))
    #expect(facts.state == Character(state))
    #expect(facts.isAlive == isAlive)
  }

  @Test(arguments: [
    ("nothing", ""), ("no name", "4121 node S 1 1"), ("a name that does not end", "4121 (node S 1 1"),
    ("parentheses the wrong way round", "4121 )node( S 1 1"),
    (
      "a line that is cut before the memory",
      "4121 (node) S 71 72 73 74 75 76 77 78 79 80 1 2 3 4 20 0 12 0 9"
    ),
  ])
  func `a line that is cut or wrong is no process`(what: String, line: String) {
    #expect(parse(line) == nil, "\(what)")
  }

  @Test func `a negative field is no endless one`() throws {
    // The group of a process without a terminal is -1; what is behind it must not move.
    let line = Self.behindName.replacing("74 75", with: "0 -1")
    #expect(try #require(parse("4121 (node) \(line)")).identity.startTicks == 987_654)
  }
}
