import Host
import OpenClaw
import TestSupport
import Testing

@testable import GatewayModel
@testable import Rescue

@Suite(.computing) struct RescueChoiceTests {
  private func facts(_ step: RescueStep, _ change: (inout RescueFacts) -> Void = { _ in }) -> RescueFacts {
    var facts = RescueSamples.facts()
    facts.run?.step = step
    change(&facts)
    return facts
  }

  private func words(_ facts: RescueFacts) -> [String] { RescueChoices.of(facts).map(\.move.word) }

  @Test func `the careful choice comes first, and what takes something away is asked`() {
    #expect(words(facts(.freeze)) == ["leave-main", "return"])
    let running = facts(.freeze) { $0.main = RescueSamples.gateway("default", port: 18789, pid: 5) }
    #expect(words(running) == ["leave-main", "stop-main", "return"])
    #expect(RescueChoices.of(running)[1].label == "Stop default (pid 5, port 18789)")
    for choice in RescueChoices.of(facts(.repair) { $0.copy = RescueSamples.copy }) {
      let isDestructive = choice.move != .goOn && choice.move != .repair(.start)
      #expect(choice.isDestructive == isDestructive, "\(choice)")
    }
  }

  @Test func `repairs are offered where there is something to repair, the likeliest first`() {
    #expect(words(facts(.repair)) == ["start", "go-on", "return"])
    let broken = facts(.repair) {
      $0.copy = RescueSamples.copy
      $0.provenCopy = RescueSamples.copy
      $0.orphan = RescueOrphan(
        process: .init(pid: 9, startTicks: 1), command: "node", port: 18789, proof: "it is")
      $0.unitRepair = RescueUnitRepair(reason: "another port", words: [])
      $0.condition.kind = .configBroken
    }
    #expect(
      words(broken) == [
        "restore-config", "restore-proven", "free-port", "reinstall-unit", "start", "go-on", "return",
      ])
    let undone = facts(.verify) {
      var repair = RescueRun.Repair(.restoreConfig, at: 1)
      repair.replacedCopy = "x"
      $0.run?.repairs = [repair, .init(.start, at: 2)]
    }
    #expect(words(undone) == ["verify", "start", "undo-repair", "return"])
  }

  @Test func `a main that fails again after its proof is repaired again, not only left`() {
    let failed = facts(.goBack) { $0.run?.isVerified = true }
    #expect(words(failed) == ["start", "return"])
    #expect(RescueQuestion.of(failed).state != "default works again.")
    let well = facts(.goBack) {
      $0.run?.isVerified = true
      $0.condition.kind = .well
    }
    #expect(words(well) == ["return"] && RescueQuestion.of(well).state == "default works again.")
    let plan = RescuePlan(failed, wishes: .init(repairs: [.start]))
    #expect(plan.refusal == nil && plan.lines.map(\.move.word) == ["start", "verify", "return"])
  }

  @Test func `a main that was stopped for the rescue does not make what broke forgotten`() {
    let stopped = facts(.repair) {
      $0.condition = MainCondition(kind: .stopped, signs: ["it is stopped"], since: nil)
      $0.run?.detected = MainCondition(kind: .restartLoop, signs: ["it ends again and again"], since: 7)
    }
    #expect(stopped.trouble.kind == .restartLoop)
    let brief = RescueBrief.text(stopped, log: []) { $0 }
    #expect(brief.contains("- it ends again and again") && brief.contains("- now: it is stopped"))
    // One that answers is judged by what it does now.
    let well = facts(.repair) {
      $0.condition = MainCondition(kind: .well, signs: ["it answers"], since: nil)
      $0.run?.detected = stopped.run?.detected
    }
    #expect(well.trouble.kind == .well)
  }

  @Test func `a main that works is not repaired, and one whose file is broken is, while it runs`() {
    let well = facts(.repair) {
      $0.condition.kind = .well
      $0.main = RescueSamples.gateway("default", port: 18789, pid: 5)
      $0.copy = RescueSamples.copy
    }
    #expect(RescuePlan(well, wishes: .init(repairs: [.restoreConfig])).refusal?.contains("works") == true)
    // A start that was wished for is so already.
    let start = RescuePlan(well, wishes: .init(repairs: [.start]))
    #expect(start.refusal == nil && start.lines.map(\.move.word) == ["go-on", "verify", "return"])
    var broken = well
    broken.main.configProblem = ConfigProblem(file: "c", line: 1, column: 1, message: "m")
    #expect(RescuePlan(broken, wishes: .init(repairs: [.restoreConfig])).refusal == nil)
  }

  @Test func `a plan says at its end what will be put back by then`() {
    var begin = RescueSamples.facts()
    begin.run = nil
    let plan = RescuePlan(begin, wishes: .init(repairs: [.start]))
    #expect(plan.lines.last?.text == "Return: stop rescue, which was stopped before")
  }

  @Test func `a main that a return could not start is left only on an explicit word`() {
    let frozen = facts(.goBack) { $0.run?.isMainStopped = true }
    #expect(words(frozen) == ["start", "return"])
    let failed = facts(.goBack) {
      $0.run?.isMainStopped = true
      $0.run?.entries = [.init(at: 1, step: .goBack, move: "return", outcome: .failed, text: "no")]
    }
    #expect(words(failed) == ["start", "return", "return-without-main"])
  }

  @Test func `what is so already is no repair of a plan, and none is planned twice`() {
    let same = facts(.repair) { $0.hasCopy = true }
    let plan = RescuePlan(same, wishes: .init(repairs: [.restoreConfig, .start, .start]))
    #expect(plan.refusal == nil && plan.lines.map(\.move.word) == ["start", "verify", "return"])
  }

  @Test func `a rescue that is not isolated is refused with what forbids it`() {
    let blocked = facts(.raise) {
      $0.blockers = [
        Finding(
          .stateDirShared, .error, gateways: [], detail: "They share it.",
          fix: "Part them.")
      ]
    }
    #expect(RescueChoices.of(blocked).first?.refusal == "They share it. Part them.")
    #expect(RescuePlan(blocked, wishes: .init()).refusal == "They share it. Part them.")
  }

  @Test func `main that came back by itself can be proven at once`() {
    for step in [RescueStep.freeze, .raise, .handOver, .repair] {
      let well = facts(step) { $0.condition.kind = .well }
      #expect(words(well).first == "verify", "\(step)")
    }
  }
}
