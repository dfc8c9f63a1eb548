import Host
import OpenClaw
import TestSupport
import Testing

@testable import GatewayModel
@testable import Rescue

@Suite(.computing) struct RescueFlowTests {
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
        "restore-config", "restore-proven", "free-port", "end-browsers", "reinstall-unit", "start", "go-on",
        "undo-repair",
        "verify", "return", "return-without-main",
      ],
      .verify: [
        "restore-config", "restore-proven", "free-port", "end-browsers", "reinstall-unit", "start", "go-on",
        "undo-repair",
        "verify", "return", "return-without-main",
      ],
      .goBack: [
        "restore-config", "restore-proven", "free-port", "end-browsers", "reinstall-unit", "start", "go-on",
        "undo-repair",
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
