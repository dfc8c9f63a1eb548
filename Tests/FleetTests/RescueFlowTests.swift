import Host
import OpenClaw
import Testing

@testable import Fleet

@Suite struct RescueFlowTests {
  private static let moves: [RescueMove] =
    [
      .collect, .leaveMain, .stopMain, .raise, .handOver, .undoRepair, .goOn, .verify, .goBack,
      .goBackWithoutMain,
    ]
    + RescueRepair.allCases.map { .repair($0) }

  /// The whole table: what may be done at which step.
  @Test func `each step allows its own moves, and the way back from any step after the beginning`() {
    let table: [RescueStep: Set<String>] = [
      .detect: ["collect"], .evidence: ["collect", "return", "return-without-main"],
      .freeze: ["leave-main", "stop-main", "verify", "return", "return-without-main"],
      .raise: ["raise", "verify", "return", "return-without-main"],
      .handOver: ["hand-over", "verify", "return", "return-without-main"],
      .repair: [
        "restore-config", "restore-proven", "free-port", "reinstall-unit", "start", "go-on", "undo-repair",
        "verify", "return", "return-without-main",
      ],
      .verify: [
        "restore-config", "restore-proven", "free-port", "reinstall-unit", "start", "go-on", "undo-repair",
        "verify", "return", "return-without-main",
      ],
      .goBack: [
        "restore-config", "restore-proven", "free-port", "reinstall-unit", "start", "go-on", "undo-repair",
        "verify", "return", "return-without-main",
      ],
    ]
    for step in RescueStep.allCases {
      let allowed = Self.moves.filter { RescueFlow.allows($0, at: step, canUndo: true) }
      #expect(Set(allowed.map(\.word)) == table[step], "\(step)")
      #expect(!RescueFlow.allows(.undoRepair, at: step, canUndo: false))
    }
  }

  @Test func `a move that came about leads on, and one that did not stays where it is`() {
    let table: [(RescueStep, RescueMove, RescueStep?)] = [
      (.detect, .collect, .freeze), (.freeze, .leaveMain, .raise), (.freeze, .stopMain, .raise),
      (.raise, .raise, .handOver), (.handOver, .handOver, .repair),
      (.repair, .repair(.restoreConfig), .repair), (.repair, .repair(.freePort), .repair),
      (.repair, .repair(.start), .verify), (.repair, .goOn, .verify), (.verify, .verify, .goBack),
      (.raise, .verify, .goBack), (.verify, .undoRepair, .repair), (.goBack, .undoRepair, .repair),
      (.goBack, .goBack, nil), (.freeze, .goBack, nil),
    ]
    for (step, move, next) in table {
      #expect(RescueFlow.next(step, after: move, succeeded: true) == next, "\(step) \(move)")
      let failed = RescueFlow.next(step, after: move, succeeded: false)
      #expect(failed == (step == .verify && move == .verify ? .repair : step), "\(step) \(move)")
    }
    // Only a proof that was due says that the repair did not help.
    #expect(RescueFlow.next(.verify, after: .verify, succeeded: false) == .repair)
    #expect(RescueFlow.next(.raise, after: .verify, succeeded: false) == .raise)
  }
}

@Suite struct MainConditionTests {
  private func main(
    _ state: GatewayState?, pid: Int32? = nil, _ change: (inout Gateway) -> Void = { _ in }
  ) -> Gateway {
    var gateway = RescueSamples.gateway("default", port: 18789, pid: pid)
    gateway.state = state
    change(&gateway)
    return gateway
  }

  @Test func `every state of main has its word, the gravest sign first`() {
    let problem = ConfigProblem(
      file: "~/.openclaw/openclaw.json", line: 14, column: 3, message: "a comma is missing")
    let stranger = PortListener(port: 18789, address: "127.0.0.1", pid: 7, command: "node", userID: 1)
    var hanging = Health()
    hanging.layers[.live] = .init(.fails("no answer within 3 s"), since: 100, checkedAt: 200)
    let cases: [(Gateway, MainCondition.Kind, Bool)] = [
      (main(.running, pid: 5), .well, false), (main(.stopped), .stopped, false),
      (main(.starting), .booting, false), (main(nil), .unknown, false),
      (main(.degraded, pid: 5), .degraded, true), (main(.failed), .down, true),
      (main(.failed, pid: 5) { $0.health = hanging }, .hangs, true),
      (main(.failed) { $0.configProblem = problem }, .configBroken, true),
      // What runs has its config in memory.
      (main(.running, pid: 5) { $0.configProblem = problem }, .well, false),
      (main(.failed) { $0.listeners = [stranger] }, .portTaken, true),
      (main(.backingOff) { $0.supervision.retryAt = 300 }, .restartLoop, true),
      (
        main(.failed) {
          $0.service.isInstalled = true
          $0.service.state = "activating"
          $0.service.subState = "auto-restart"
        }, .restartLoop, true
      ),
      // One that has come up again just now is in the loop still; what ended long ago is none.
      (main(.running, pid: 5) { $0.supervision.endings = 2 }, .restartLoop, true),
      (
        main(.running, pid: 5) {
          $0.supervision.endings = 2
          $0.process?.startedAt = -100
        }, .well, false
      ),
      (
        main(.failed, pid: 5) {
          $0.health = hanging
          $0.service.isInstalled = true
          $0.service.state = "active"
          $0.service.restarts = 7
          $0.process?.startedAt = -100
        }, .hangs, true
      ),
      (main(.stopped) { $0.isConfigMissing = true }, .configBroken, true),
      // A unit that comes up for the first time is no loop.
      (
        main(.starting) {
          $0.service.isInstalled = true
          $0.service.state = "activating"
          $0.service.subState = "start"
          $0.service.restarts = 0
        }, .booting, false
      ),
    ]
    for (gateway, kind, isTrouble) in cases {
      let condition = MainCondition.of(gateway, now: 0)
      #expect(condition.kind == kind, "\(condition)")
      #expect(condition.isTrouble == isTrouble && !condition.text.isEmpty, "\(condition)")
    }
    let hangs = MainCondition.of(main(.failed, pid: 5) { $0.health = hanging }, now: 0)
    #expect(hangs.since == 100 && hangs.summary(now: 230).hasSuffix("for 2 m 10 s"))
    let broken = MainCondition.of(main(.failed) { $0.configProblem = problem }, now: 0)
    #expect(broken.text == "openclaw.json:14:3: a comma is missing")
  }
}

@Suite struct RescueChoiceTests {
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
          .stateDirShared, .error, gateways: ["default", "rescue"], detail: "They share it.",
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

@Suite struct RescuePlanTests {
  @Test func `a plan repairs and stops only what was asked for`() {
    var facts = RescueSamples.facts()
    facts.run = nil
    facts.copy = RescueSamples.copy
    func words(_ wishes: RescuePlan.Wishes) -> [String] {
      RescuePlan(facts, wishes: wishes).lines.map(\.move.word)
    }
    let begin = ["collect", "leave-main", "raise", "hand-over"]
    #expect(words(.init()) == begin)
    #expect(
      words(.init(repairs: [.restoreConfig, .start])) == begin + [
        "restore-config", "start", "verify", "return",
      ])
    #expect(
      words(.init(repairs: [.restoreConfig])) == begin + ["restore-config", "go-on", "verify", "return"])
    // What does not run cannot be stopped.
    #expect(words(.init(freezes: true)) == begin)
    facts.main = RescueSamples.gateway("default", port: 18789, pid: 5)
    #expect(words(.init(freezes: true))[1] == "stop-main")
    #expect(RescuePlan(facts, wishes: .init(repairs: [.freePort])).refusal != nil)
    #expect(RescuePlan(facts, wishes: .init(ends: true)).refusal != nil)
  }

  @Test func `the same world gives the same id, and another one another`() {
    let facts = RescueSamples.facts()
    let plan = RescuePlan(facts, wishes: .init())
    #expect(RescuePlan(facts, wishes: .init()).id == plan.id)
    var later = facts
    later.takenAt += 100
    #expect(RescuePlan(later, wishes: .init()).id == plan.id)
    var changes: [(inout RescueFacts) -> Void] = [{ $0.condition.kind = .hangs }]
    changes.append { $0.run?.revision += 1 }
    changes.append { $0.configFingerprint = "other" }
    changes.append { $0.rescue = RescueSamples.gateway("rescue", port: 19789, pid: 6) }
    changes.append { $0.main = RescueSamples.gateway("default", port: 18789, pid: 7) }
    changes.append { $0.copy = RescueSamples.copy }
    for (place, change) in changes.enumerated() {
      var other = facts
      change(&other)
      #expect(RescuePlan(other, wishes: .init()).id != plan.id, "\(place)")
    }
    #expect(RescuePlan(facts, wishes: .init(freezes: true, repairs: [.start])).id != plan.id)
  }
}
