import Host
import OpenClaw
import TestSupport
import Testing

@testable import GatewayModel
@testable import Rescue

/// Which choices a person has at a step, with what they say and in which order.
@Suite(.computing) struct RescueOfferTests {
  private func facts(_ step: RescueStep, _ change: (inout RescueFacts) -> Void = { _ in }) -> RescueFacts {
    var facts = RescueSamples.facts()
    facts.run?.step = step
    change(&facts)
    return facts
  }

  private func choices(
    _ step: RescueStep, _ change: (inout RescueFacts) -> Void = { _ in }
  ) -> [RescueChoice] {
    RescueChoices.of(facts(step, change))
  }

  private static let running = RescueSamples.gateway("default", port: 18789, pid: 5)

  @Test func `before anything has begun the evidence is all that is offered`() {
    let begin = RescueChoices.of(facts(.detect) { $0.run = nil })
    #expect(begin.map(\.move) == [.collect])
    #expect(!begin[0].isDestructive)
    #expect(choices(.evidence).map(\.move) == [.collect, .goBack])
  }

  @Test func `each step after the evidence can be the last one`() {
    for step in RescueStep.allCases {
      let ends = choices(step).filter { $0.move == .goBack }
      #expect(ends.count == (step == .detect ? 0 : 1), "\(step)")
      #expect(ends.count { $0.isDestructive } == ends.count, "\(step)")
    }
  }

  @Test(arguments: [RescueStep.evidence, .freeze, .handOver, .repair, .verify])
  func `main that answers is proven first only between the evidence and the proof`(step: RescueStep) {
    let well = choices(step) { $0.condition.kind = .well }
    let expected = step == .freeze || step == .handOver || step == .repair || step == .verify
    #expect((well.first?.move == .verify) == expected)
    #expect(well.count { $0.move == .verify } == (expected ? 1 : 0))
    // One that would not start again is not well.
    let broken = choices(step) {
      $0.condition.kind = .well
      $0.main.configProblem = ConfigProblem(file: "c", message: "m")
    }
    #expect((broken.first?.move == .verify) == (step == .verify))
  }

  @Test func `the rescue is taken as it is where it answers, else started`() {
    let start = choices(.raise)[0]
    #expect(start.label == "Start rescue" && start.detail == "port 19789, stopped again at step 8")
    let take = choices(.raise) {
      $0.rescue = RescueSamples.gateway("rescue", port: 19789, pid: 9)
      $0.rescue.health.layers[.live] = .init(.holds, since: 0, checkedAt: 0)
    }
    #expect(take[0].text == "Take it: rescue answers on 19789" && take[0].move == .raise)
  }

  @Test func `what returns says what it puts back`() {
    func text(_ change: (inout RescueFacts) -> Void) -> String? {
      choices(.goBack, change).first { $0.move == .goBack }?.detail
    }
    #expect(text { _ in } == "leave rescue as it is")
    #expect(text { $0.run?.isRescueStarted = true } == "stop rescue, which was stopped before")
    #expect(
      text {
        $0.run?.isRescueStarted = true
        $0.run?.isMainStopped = true
      } == "stop rescue, which was stopped before; start default, which was stopped for this")
    // It runs again already.
    #expect(
      text {
        $0.run?.isMainStopped = true
        $0.main = Self.running
      } == "leave rescue as it is")
  }

  @Test func `each repair says what it will touch`() {
    let offered = choices(.repair) {
      $0.copy = RescueSamples.copy
      $0.provenCopy = RescueSamples.copy
      $0.provenCopy?.id = "older"
      $0.orphan = RescueOrphan(
        process: .init(pid: 9, startTicks: 1), command: "node", port: 18789, proof: "its lock names main")
      $0.main.listeners = [
        PortListener(
          port: 18800, address: "127.0.0.1", pid: 8, command: "chrome", userID: 1, userDataDir: "/h/x"),
        PortListener(
          port: 18801, address: "127.0.0.1", pid: 10, command: "chrome", userID: 1, userDataDir: "/h/y"),
      ]
      $0.main.holders = [18800: .own, 18801: .stranger]
      $0.unitRepair = RescueUnitRepair(reason: "another port", words: [])
    }
    #expect(
      offered.map(\.text) == [
        "Start default: port 18789",
        "Restore the last good config: copy 20270115T070000Z, differs in 1 line",
        "Restore the last config that a start has proven: copy older, differs in 1 line",
        "Free port 18789: end node 9: its lock names main",
        "End the Chrome that default left: chrome 8, port 18800",
        "Reinstall openclaw-gateway.service: another port",
        "Go on: prove that default works",
        "End here: leave rescue as it is",
      ])
    #expect(offered.filter(\.isDestructive).count == 6)
  }

  @Test(arguments: [
    (MainCondition.Kind.configBroken, false), (.portTaken, false), (.restartLoop, false), (.gaveUp, false),
    (.down, true), (.hangs, true), (.stopped, true), (.degraded, true),
  ])
  func `a start comes last where starts have not helped`(kind: MainCondition.Kind, isFirst: Bool) {
    let offered = choices(.repair) {
      $0.condition.kind = kind
      $0.copy = RescueSamples.copy
    }
    let moves = offered.map(\.move).filter { $0.step == .repair && $0 != .goOn }
    let start = RescueMove.repair(.start)
    let copy = RescueMove.repair(.restoreConfig)
    #expect(moves == (isFirst ? [start, copy] : [copy, start]))
  }

  @Test func `a start of what runs is a restart, which takes something away`() {
    let restart = choices(.repair) { $0.main = Self.running }.first { $0.move == .repair(.start) }
    #expect(restart?.label == "Restart default" && restart?.detail == "pid 5, port 18789")
    #expect(restart?.isDestructive == true)
    let unread = choices(.repair) { $0.main.plan.gateway = .init(18789, .unknown) }
    #expect(unread.first { $0.move == .repair(.start) }?.text == "Start default")
  }

  @Test func `repairs are offered after the proof only while main does not answer`() {
    for step in [RescueStep.verify, .goBack] {
      #expect(choices(step).contains { $0.move == .repair(.start) }, "\(step)")
      let degraded = choices(step) { $0.condition.kind = .degraded }
      #expect(!degraded.contains { $0.move == .repair(.start) }, "\(step)")
    }
    let well = choices(.goBack) { $0.condition.kind = .well }
    #expect(well.map(\.move) == [.goBack] && well.map(\.isDestructive) == [false])
  }

  @Test func `the last repair that left something is what can be undone`() {
    func undo(_ repairs: [RescueRun.Repair], at step: RescueStep = .repair) -> String? {
      choices(step) { $0.run?.repairs = repairs }.first { $0.move == .undoRepair }?.label
    }
    var config = RescueRun.Repair(.restoreProven, at: 1)
    config.replacedCopy = "x"
    var unit = RescueRun.Repair(.reinstallUnit, at: 2)
    unit.unitPath = "/h/u"
    #expect(undo([config, unit]) == "Undo the reinstalled unit")
    unit.isUndone = true
    #expect(undo([config, unit]) == "Undo the restored config")
    #expect(undo([.init(.start, at: 3), .init(.freePort, at: 4)]) == nil)
    #expect(undo([config], at: .handOver) == nil)
  }

  @Test func `main is left behind only when its return has failed and it is down`() {
    func offers(_ change: (inout RescueFacts) -> Void) -> [RescueChoice] {
      choices(.goBack) {
        $0.run?.isMainStopped = true
        $0.run?.isRescueStarted = true
        $0.run?.entries = [
          .init(at: 1, step: .repair, move: "start", outcome: .done, text: ""),
          .init(at: 2, step: .goBack, move: "return", outcome: .failed, text: "no"),
        ]
        change(&$0)
      }.filter { $0.move == .goBackWithoutMain }
    }
    #expect(
      offers { _ in }.map(\.text) == ["End without default: it stays stopped; stop rescue too"])
    #expect(offers { $0.run?.isRescueStarted = false }.map(\.detail) == ["it stays stopped"])
    let changes: [(inout RescueFacts) -> Void] = [
      { $0.main = Self.running }, { $0.run?.isMainStopped = false },
      { $0.run?.entries.append(.init(at: 3, step: .goBack, move: "return", outcome: .refused, text: "")) },
    ]
    for (place, change) in changes.enumerated() {
      let none = offers(change)
      #expect(none == [], "\(place)")
    }
  }
}
