import Host
import OpenClaw
import TestSupport
import Testing

@testable import GatewayModel
@testable import Rescue

/// What the rescue bot is told.
@Suite(.computing) struct RescueBriefTests {
  private func lines(
    log: [String] = [], _ change: (inout RescueFacts) -> Void = { _ in }
  ) -> [String] {
    var facts = RescueSamples.facts()
    change(&facts)
    return RescueBrief.text(facts, log: log) { $0.replacing("/h/", with: "~/") }
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// The value of a row of the table.
  private func row(_ name: String, _ lines: [String]) -> String? {
    lines.first { $0.hasPrefix("| \(name) |") }.map {
      String($0.dropFirst("| \(name) | ".count).dropLast(" |".count))
    }
  }

  @Test func `where main is stands in a table, the paths as they are shown`() {
    let lines = lines()
    #expect(row("config", lines) == "`~/.openclaw/openclaw.json`")
    #expect(row("state directory", lines) == "`~/.openclaw`")
    #expect(row("workspace", lines) == "`~/.openclaw/workspace`")
    #expect(row("ports", lines) == "`18789 gateway, 18791 browser control, 18800-18899 CDP`")
    #expect(row("service", lines) == "`none`")
    #expect(row("version", lines) == "`2026.9.4`")
    #expect(row("evidence", lines) == nil)
    let full = self.lines {
      $0.main.service.isInstalled = true
      $0.run?.evidence = "/h/evidence"
      $0.main.version = nil
      $0.main.workspace = ""
    }
    #expect(row("service", full) == "`openclaw-gateway.service (systemd-user)`")
    #expect(row("evidence", full) == "`~/evidence`")
    #expect(row("version", full) == "`unknown`" && row("workspace", full) == "unknown")
  }

  @Test func `a port that cannot be read is told as the last good config has it, or not at all`() {
    let unread = lines { $0.main.plan.gateway = .init(18789, .unknown) }
    #expect(row("ports", unread)?.contains("unknown") == true)
    #expect(row("ports", unread)?.contains("18789") == false)
    let last = lines {
      $0.main.plan.gateway = .init(18789, .unknown)
      $0.lastPort = 20789
    }
    #expect(row("ports", last) == "`20789 gateway, as the last good config says`")
  }

  @Test func `a name cannot break out of the table`() {
    let lines = lines { $0.main.workspace = "/h/a|b`c" }
    #expect(row("workspace", lines) == "`~/a\\|b'c`")
  }

  @Test func `OpenClaw is called as main needs it`() {
    #expect(row("command", lines()) == "`openclaw`")
    #expect(row("command", lines { $0.main.profile = "lab" }) == "`openclaw --profile lab`")
    let declared = lines {
      $0.main.name = "lab"
      $0.main.source = .declared
    }
    #expect(
      row("command", declared)
        == "`OPENCLAW_STATE_DIR=~/.openclaw OPENCLAW_CONFIG_PATH=~/.openclaw/openclaw.json openclaw`")
  }

  @Test func `every sign of the trouble is a point, with its beginning`() {
    let lines = lines {
      $0.condition = MainCondition(kind: .hangs, signs: ["first", "second"], since: 1_799_999_000)
    }
    #expect(lines.contains("- first") && lines.contains("- second"))
    #expect(lines.contains("- since 2027-01-15T07:43:20Z"))
    #expect(!lines.contains { $0.hasPrefix("- now:") })
  }

  @Test func `the last 20 lines of the log are there, and without a log no section`() {
    let log = (1...25).map { "line \($0)" }
    let lines = lines(log: log)
    #expect(lines.filter { $0.hasPrefix("line ") } == Array(log.suffix(20)))
    #expect(!self.lines().contains("## The end of its log"))
  }

  @Test func `the difference to the last good copy is told, with its proof, and not at any length`() {
    let lines = lines { $0.copy = RescueSamples.copy }
    #expect(lines.contains("-{ a: 1, }") && lines.contains("+{ a: 1 }"))
    #expect(lines.contains { $0.contains("`20270115T070000Z`") && $0.contains("differs in 1 line") })
    #expect(lines.contains { $0.contains("`gatehouse config restore default`") })
    #expect(!lines.contains { $0.contains("no start has proven it") })
    let unproven = self.lines {
      $0.copy = RescueSamples.copy
      $0.copy?.isStartProven = false
    }
    #expect(unproven.contains { $0.contains("no start has proven it") })
    let long = self.lines {
      let before = (1...200).map { "a\($0): 1," }.joined(separator: "\n")
      $0.copy = .init(
        id: "x", takenAt: 0, isStartProven: true,
        difference: ConfigDifference(copy: [.init(path: "/h/c", text: before)]) { _ in "{}" })
    }
    let begin = long.firstIndex(of: "```diff") ?? 0
    #expect(long[(begin + 1)...].prefix { $0 != "```" }.count == 60)
  }

  @Test func `without a difference it is told whether there is a copy at all`() {
    #expect(lines().contains("There is no copy of a config that worked."))
    #expect(lines { $0.hasCopy = true }.contains("The config is as it was when it last worked."))
  }

  @Test func `the wrong lines of the config have their numbers`() {
    let lines = lines {
      $0.broken = .init(
        problem: ConfigProblem(file: "c", line: 14, column: 3, message: "a comma"),
        lines: [(13, "port: 1"), (14, "x")], caret: 0)
    }
    #expect(lines.contains("`c:14:3: a comma`"))
    #expect(lines.contains("13  port: 1") && lines.contains("14  x"))
  }
}
