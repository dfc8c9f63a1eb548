import TestSupport
import Testing

@testable import GatewayModel

/// The state machine of a gateway: every state against every event.
@Suite(.computing) struct LifecycleTests {
  static let states: [GatewayState?] = [
    nil, .stopped, .starting, .running, .degraded, .stopping, .backingOff, .failed,
  ]

  /// One row an event; the columns are the states above. `.` is dropped, `?` is "not known".
  static let table: [(Lifecycle.Event, [String])] = [
    //               not known    stopped     starting    running     degraded    stopping   backing-off   failed
    (.startBegan, ["starting", "starting", ".", ".", ".", ".", "starting", "starting"]),
    (.startProven, [".", ".", "running", ".", ".", ".", ".", "."]),
    (.startFailed, [".", ".", "failed", ".", ".", ".", ".", "."]),
    (
      .stopBegan,
      ["stopping", "stopping", "stopping", "stopping", "stopping", ".", "stopping", "stopping"]
    ),
    (.stopProven, [".", ".", ".", ".", ".", "stopped", ".", "."]),
    (.actionLeft, [".", ".", "?", ".", ".", "?", ".", "."]),
    (.ended, ["failed", ".", "failed", "failed", "failed", ".", ".", "failed"]),
    (.retryPlanned, [".", ".", ".", ".", ".", ".", ".", "backing-off"]),
    (.gaveUp, [".", ".", ".", ".", ".", ".", "failed", "failed"]),
    (.saw(.nothing), Array(repeating: "stopped", count: 8)),
    (.saw(.crashed), Array(repeating: "failed", count: 8)),
    (.saw(.waiting), Array(repeating: "backing-off", count: 8)),
    (.saw(.beingStarted), Array(repeating: "starting", count: 8)),
    (.saw(.beingStopped), Array(repeating: "stopping", count: 8)),
    (.saw(.booting), Array(repeating: "starting", count: 8)),
    (.saw(.silent), Array(repeating: "failed", count: 8)),
    (.saw(.answering), Array(repeating: "running", count: 8)),
    (.saw(.degraded), Array(repeating: "degraded", count: 8)),
    (.saw(.unclear), Array(repeating: ".", count: 8)),
  ]

  @Test func `every event does in every state what the table says`() {
    for (event, expected) in Self.table {
      for (state, word) in zip(Self.states, expected) {
        let outcome: Lifecycle.Outcome =
          switch word {
          case ".": .dropped
          case "?": .moves(nil)
          default: .moves(GatewayState(rawValue: word))
          }
        #expect(
          Lifecycle.next(state, on: event) == outcome, "\(state?.rawValue ?? "not known") on \(event)")
      }
    }
    // The table has every sight there is.
    let sights = Self.table.compactMap { if case .saw(let sight) = $0.0 { sight } else { nil } }
    #expect(Set(sights) == Set(ObservedState.allCases))
  }

  @Test func `late news of an older launch is dropped`() {
    var lifecycle = Lifecycle()
    lifecycle.apply(.startBegan, generation: 3)
    lifecycle.apply(.startProven, generation: 3)
    let late = [Lifecycle.Event.ended, .saw(.crashed)].map { lifecycle.apply($0, generation: 2) }
    #expect(late == [false, false])
    #expect(lifecycle.state == .running && lifecycle.generation == 3)
    let isTaken = lifecycle.apply(.ended, generation: 3)
    #expect(isTaken)
    #expect(lifecycle.state == .failed)
  }

  @Test func `a restart goes through stopping, stopped and starting`() {
    var lifecycle = Lifecycle()
    lifecycle.apply(.saw(.answering), generation: 1)
    let states = [Lifecycle.Event.stopBegan, .stopProven, .startBegan, .startProven].map { event in
      lifecycle.apply(event, generation: 1)
      return lifecycle.state
    }
    #expect(states == [.stopping, .stopped, .starting, .running])
  }
}
