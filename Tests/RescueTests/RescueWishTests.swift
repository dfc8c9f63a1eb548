import Foundation
import Host
import OpenClaw
import TestSupport
import Testing

@testable import GatewayModel
@testable import Rescue

/// What a headless rescue would do for what was asked of it, from each step on, and why not.
@Suite(.computing) struct RescueWishTests {
  private func facts(_ step: RescueStep?, _ change: (inout RescueFacts) -> Void = { _ in }) -> RescueFacts {
    var facts = RescueSamples.facts()
    if let step { facts.run?.step = step } else { facts.run = nil }
    change(&facts)
    return facts
  }

  private func words(
    _ wishes: RescuePlan.Wishes, _ step: RescueStep?, _ change: (inout RescueFacts) -> Void = { _ in }
  ) -> [String] {
    RescuePlan(facts(step, change), wishes: wishes).lines.map(\.move.word)
  }

  @Test(arguments: [
    (RescueStep?.none, ["collect", "leave-main", "raise", "hand-over", "start", "verify", "return"]),
    (.evidence, ["collect", "leave-main", "raise", "hand-over", "start", "verify", "return"]),
    (.freeze, ["leave-main", "raise", "hand-over", "start", "verify", "return"]),
    (.raise, ["raise", "hand-over", "start", "verify", "return"]),
    (.handOver, ["hand-over", "start", "verify", "return"]), (.repair, ["start", "verify", "return"]),
    (.verify, ["start", "verify", "return"]), (.goBack, ["start", "verify", "return"]),
  ])
  func `a plan goes on from the step that is next`(step: RescueStep?, expected: [String]) {
    #expect(words(.init(repairs: [.start]), step) == expected)
  }

  @Test(arguments: [
    (RescueStep?.none, ["collect", "leave-main", "raise", "hand-over"]), (.handOver, ["hand-over"]),
    (.repair, ["go-on", "verify", "return"]), (.verify, ["verify", "return"]), (.goBack, ["return"]),
  ])
  func `without a repair a plan ends with the brief, unless that is given`(
    step: RescueStep?, expected: [String]
  ) {
    #expect(words(.init(), step) == expected)
    // A main that answers by itself is proven.
    let well = words(.init(), step) { $0.condition.kind = .well }
    #expect(well.last == "return")
  }

  @Test func `what a plan stops it starts again before the proof`() {
    let running = RescueSamples.gateway("default", port: 18789, pid: 5)
    let plan = words(.init(freezes: true, repairs: [.restoreConfig]), .freeze) {
      $0.main = running
      $0.copy = RescueSamples.copy
    }
    #expect(
      plan == ["stop-main", "raise", "hand-over", "restore-config", "start", "verify", "return"])
    let asked = words(.init(freezes: true, repairs: [.start]), .freeze) { $0.main = running }
    #expect(asked == ["stop-main", "raise", "hand-over", "start", "verify", "return"])
    // A start that is not the last repair leads no further by itself.
    let early = words(.init(repairs: [.start, .restoreConfig]), .repair) { $0.copy = RescueSamples.copy }
    #expect(early == ["start", "restore-config", "go-on", "verify", "return"])
  }

  @Test func `an end is planned from any step, with main or without it`() {
    #expect(words(.init(ends: true), .repair) == ["return"])
    #expect(words(.init(ends: true, leavesMain: true), .freeze) == ["return-without-main"])
    #expect(RescuePlan(facts(.freeze), wishes: .init(ends: true)).refusal == nil)
    for step in [RescueStep?.none, .evidence] {
      #expect(
        RescuePlan(facts(step), wishes: .init(ends: true)).refusal
          == "no rescue is under way that could be ended")
    }
    // To leave main means nothing without an end.
    #expect(words(.init(leavesMain: true), .goBack) == ["return"])
  }

  @Test func `a blocker forbids only a plan that raises the rescue`() {
    let finding = Finding(.stateDirShared, .error, gateways: [], detail: "Shared.", fix: "Part them.")
    #expect(RescuePlan(facts(.raise) { $0.blockers = [finding] }, wishes: .init()).refusal != nil)
    #expect(RescuePlan(facts(.handOver) { $0.blockers = [finding] }, wishes: .init()).refusal == nil)
    #expect(RescuePlan(facts(.raise) { $0.blockers = [finding] }, wishes: .init(ends: true)).refusal == nil)
  }

  @Test func `a start over a broken config is refused unless the config is restored too`() {
    let problem = ConfigProblem(file: "c", line: 3, column: 4, message: "a comma")
    let broken = facts(.repair) {
      $0.main.configProblem = problem
      $0.condition.kind = .configBroken
      $0.copy = RescueSamples.copy
    }
    let start = RescuePlan(broken, wishes: .init(repairs: [.start]))
    #expect(start.refusal?.contains("default would not start: c:3:4: a comma") == true)
    #expect(start.refusal?.contains("--repair restore-config") == true)
    #expect(RescuePlan(broken, wishes: .init(repairs: [.restoreConfig, .start])).refusal == nil)
  }

  @Test(arguments: RescueRepair.allCases.filter { $0 != .start })
  func `what there is nothing of to repair is refused by its name`(repair: RescueRepair) {
    let plan = RescuePlan(facts(.repair), wishes: .init(repairs: [repair]))
    #expect(plan.refusal == "there is nothing for \(repair.rawValue) to repair")
  }

  @Test func `a plan keeps what was asked, also what is so already`() {
    let wishes = RescuePlan.Wishes(repairs: [.restoreConfig, .start])
    let plan = RescuePlan(facts(.repair) { $0.hasCopy = true }, wishes: wishes)
    #expect(plan.wishes == wishes && plan.lines.map(\.move.word) == ["start", "verify", "return"])
    #expect(plan.madeAt == 1_800_000_000)
  }

  @Test func `each line says what it will do`() {
    let running = RescueSamples.gateway("default", port: 18789, pid: 5)
    let plan = RescuePlan(
      facts(nil) {
        $0.main = running
        $0.condition = MainCondition(kind: .hangs, signs: [], since: nil)
      }, wishes: .init(repairs: [.start]))
    #expect(
      plan.lines.map(\.text) == [
        "Collect the evidence", "leave default as it is (--freeze would stop it)",
        "Start rescue: port 19789, stopped again at step 8", "write the brief for rescue",
        "Restart default: pid 5, port 18789", "Verify: no layer of default fails for 60 s",
        "Return: stop rescue, which was stopped before",
      ])
    let down = RescuePlan(facts(nil), wishes: .init())
    #expect(down.lines[1].text == "default does not run: nothing to stop")
    let stop = RescuePlan(facts(nil) { $0.main = running }, wishes: .init(freezes: true))
    #expect(stop.lines[1].text == "Stop default (pid 5, port 18789): undone at step 8")
    let left = RescuePlan(facts(.repair), wishes: .init(ends: true, leavesMain: true))
    #expect(left.lines.map(\.text) == ["leave default stopped; rescue as it was found"])
  }

  @Test func `a rescue that ran before is left as it is`() {
    let plan = RescuePlan(
      facts(nil) { $0.rescue = RescueSamples.gateway("rescue", port: 19789, pid: 9) },
      wishes: .init(repairs: [.start]))
    #expect(plan.lines.last?.text == "Return: leave rescue as it is")
  }

  @Test func `what a plan does is part of its id`() {
    let repair = facts(.repair)
    let ids = [
      RescuePlan(repair, wishes: .init()), RescuePlan(repair, wishes: .init(repairs: [.start])),
      RescuePlan(repair, wishes: .init(ends: true)),
      RescuePlan(repair, wishes: .init(ends: true, leavesMain: true)),
    ].map(\.id)
    #expect(Set(ids).count == 4 && ids.allSatisfy { $0.count == 8 })
    // From the last step on a return and an end are the same move, and not the same plan.
    let last = facts(.goBack) { $0.condition.kind = .well }
    let back = RescuePlan(last, wishes: .init())
    let end = RescuePlan(last, wishes: .init(ends: true))
    #expect(back.lines == end.lines && back.id != end.id)
  }

  @Test func `a plan on disk is read as it was written`() throws {
    let plan = RescuePlan(facts(.repair), wishes: .init(repairs: [.freePort, .start]))
    let read = try JSONDecoder().decode(RescuePlan.self, from: JSONEncoder().encode(plan))
    #expect(read == plan && read.schema == 1 && read.refusal != nil)
  }
}
