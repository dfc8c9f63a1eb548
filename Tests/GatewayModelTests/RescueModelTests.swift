import GatewayModel
import Testing

/// The rescue's values: what can be taken back, and how ready a pair is.
@Suite struct RescueModelTests {
  private func run() -> RescueRun {
    RescueRun(
      id: "20261126T120000Z", main: .init(name: "m", stateDir: "/m", configPath: "/m/c"),
      rescue: .init(name: "r", stateDir: "/r", configPath: "/r/c"), beganAt: 100)
  }

  private func repair(
    _ kind: RescueRepair, at time: Double, copy: String? = nil, unit: String? = nil, isUndone: Bool = false
  )
    -> RescueRun.Repair
  {
    var repair = RescueRun.Repair(kind, at: time)
    (repair.replacedCopy, repair.unitPath, repair.isUndone) = (copy, unit, isUndone)
    return repair
  }

  @Test func `the last repair that left something to put back is the one to undo`() {
    var run = run()
    #expect(run.lastRepair == nil)
    run.repairs = [
      repair(.restoreConfig, at: 1, copy: "c"), repair(.reinstallUnit, at: 2, unit: "/u"),
      repair(.start, at: 3),
      repair(.restoreProven, at: 4, copy: "d", isUndone: true),
    ]
    #expect(run.lastRepair?.at == 2)
    run.repairs[1].isUndone = true
    #expect(run.lastRepair?.at == 1)
  }

  @Test func `the last entry of a step is what it came to`() {
    var run = run()
    func entry(_ at: Double, _ step: RescueStep, _ outcome: RescueRun.Entry.Outcome) -> RescueRun.Entry {
      .init(at: at, step: step, move: "m", outcome: outcome, text: "")
    }
    run.entries = [entry(1, .repair, .failed), entry(2, .repair, .done), entry(3, .verify, .refused)]
    #expect(run.last(.repair)?.at == 2 && run.last(.verify)?.outcome == .refused && run.last(.goBack) == nil)
  }

  @Test func `steps go their way in order, each with its moves`() {
    #expect(RescueStep.allCases.map(\.rawValue) == Array(1...8) && RescueStep.detect < .goBack)
    let moves: [(RescueMove, RescueStep, String)] = [
      (.collect, .evidence, "collect"), (.leaveMain, .freeze, "leave-main"),
      (.stopMain, .freeze, "stop-main"),
      (.raise, .raise, "raise"), (.handOver, .handOver, "hand-over"), (.undoRepair, .repair, "undo-repair"),
      (.goOn, .repair, "go-on"), (.verify, .verify, "verify"), (.goBack, .goBack, "return"),
      (.goBackWithoutMain, .goBack, "return-without-main"), (.repair(.freePort), .repair, "free-port"),
    ]
    for (move, step, word) in moves { #expect(move.step == step && move.word == word) }
    let words =
      moves.map(\.2) + RescueRepair.allCases.filter { $0 != .freePort }.map { RescueMove.repair($0).word }
    #expect(Set(words).count == words.count)
  }

  @Test func `ready is only what nothing is missing of, and what is not isolated is blocked`() {
    func verdict(_ points: [(ReadinessPoint.Kind, ReadinessPoint.Status)], rescue: String? = "r")
      -> RescueStatus.Verdict
    {
      RescueStatus(
        main: "m", rescue: rescue, isProposed: false,
        points: points.map { ReadinessPoint(kind: $0.0, status: $0.1, detail: "") }
      ).verdict
    }
    #expect(verdict([(.isolated, .met), (.ownBot, .met)]) == .ready)
    // What cannot be known is no gap.
    #expect(verdict([(.isolated, .met), (.ownProvider, .unknown)]) == .ready)
    #expect(verdict([(.isolated, .met), (.drill, .missing)]) == .gaps)
    #expect(verdict([(.isolated, .missing), (.drill, .missing)]) == .blocked)
    #expect(verdict([(.isolated, .unknown)]) == .blocked)
    #expect(verdict([(.isolated, .missing)], rescue: nil) == RescueStatus.Verdict.none)
  }

  @Test(
    arguments: [
      (.well, false, true), (.degraded, true, true), (.booting, false, false), (.stopped, false, false),
      (.configBroken, true, false), (.restartLoop, true, false), (.gaveUp, true, false),
      (.portTaken, true, false),
      (.hangs, true, false), (.down, true, false), (.unknown, false, false),
    ] as [(MainCondition.Kind, Bool, Bool)])
  func `trouble is what is to be rescued, and stopping what answers takes something away`(
    _ row: (kind: MainCondition.Kind, isTrouble: Bool, answers: Bool)
  ) {
    let condition = MainCondition(kind: row.kind, signs: [], since: nil)
    #expect(condition.isTrouble == row.isTrouble && condition.answers == row.answers)
    #expect(condition.text == row.kind.rawValue)
  }

  @Test func `a summary has every sign, and an age from one second on`() {
    let condition = MainCondition(kind: .down, signs: ["a", "b"], since: 100)
    #expect(condition.summary(now: 100.9) == "a; b" && condition.summary(now: 101) == "a; b for 1 s")
    #expect(condition.summary(now: 50) == "a; b" && condition.text == "a")
  }
}
