import OpenClaw
import Testing

@testable import StandIn

/// The `standIn` section of a config.
struct StandInSettingsTests {
  private func settings(_ section: String, root: String = "") throws -> StandInSettings {
    StandInSettings(try JSON5Parser.parse("{ \(root) standIn: { \(section) } }", file: "test"))
  }

  struct Row: Sendable, CustomTestStringConvertible {
    var section: String
    var holds: @Sendable (StandInSettings) -> Bool

    var testDescription: String { section }
  }

  private static let rows: [Row] = [
    Row(section: "startSeconds: 1.5") { $0.startSeconds == 1.5 && $0.stopSeconds == 0.1 },
    Row(section: "stopSeconds: 0") { $0.stopSeconds == 0 },
    Row(section: "health: 'html'") { $0.health == .html },
    Row(section: "health: 'plain'") { $0.health == .plain },
    Row(section: "failing: ['a', 7, 'b']") { $0.failing == ["a", "b"] },
    Row(section: "hangs: true") { $0.hangs && !$0.ignoresTerm },
    Row(section: "ignoresTerm: true") { $0.ignoresTerm && !$0.hangs },
    Row(section: "starts: 'work'") { $0.starts == "work" },
    Row(section: "leavesGrandchild: true") { $0.leavesGrandchild },
    Row(section: "exitSeconds: 2, exitCode: 78") { $0.exitSeconds == 2 && $0.exitCode == 78 },
    Row(section: "version: '2026.9.4'") { $0.version == "2026.9.4" },
    Row(section: "browsers: ['openclaw']") { $0.browsers == ["openclaw"] },
    Row(section: "lock: 'state'") { $0.keepsLockInStateDir },
    Row(section: "lock: 'temporary'") { !$0.keepsLockInStateDir },
    Row(section: "chatterSeconds: 0.5") { $0.chatterSeconds == 0.5 },
    Row(section: "restartSeconds: 3") { $0.restartSeconds == 3 && $0.drainSeconds == 0 },
    Row(section: "drainSeconds: 4") { $0.drainSeconds == 4 && $0.sidecarSeconds == 0 },
    Row(section: "sidecarSeconds: 5") { $0.sidecarSeconds == 5 },
  ]

  @Test(arguments: rows) func `each word sets its own behaviour`(_ row: Row) throws {
    #expect(row.holds(try settings(row.section)))
    // Without it nothing of the kind happens.
    if !row.section.contains("temporary") { #expect(!row.holds(StandInSettings(nil))) }
  }

  @Test(arguments: [
    "startSeconds: '1'", "health: 'xml'", "health: 7", "hangs: 'true'", "exitCode: 1.5",
    "failing: 'telegram'",
    "exitSeconds: null", "lock: true", "starts: []",
  ])
  func `a value of the wrong kind is as good as none`(section: String) throws {
    let read = try settings(section)
    let none = StandInSettings(nil)
    #expect(read.startSeconds == none.startSeconds)
    #expect(read.health == .json)
    #expect(!read.hangs && !read.keepsLockInStateDir)
    #expect(read.exitCode == 1)
    #expect(read.failing.isEmpty)
    #expect(read.exitSeconds == nil && read.starts == nil)
  }

  @Test func `its channels are those of the gateway's own section`() throws {
    let read = try settings("", root: "channels: { telegram: { enabled: true }, discord: {} },")
    #expect(read.channels == ["telegram", "discord"])
    #expect(try settings("channels: { slack: {} }").channels.isEmpty)
  }

  @Test func `it is not held up by a config that is no object`() throws {
    #expect(StandInSettings(try JSON5Parser.parse("[1]", file: "test")).startSeconds == 0.3)
  }
}
