import Host
import OpenClaw
import TestSupport
import Testing

@testable import GatewayModel
@testable import Rescue

@Suite(.computing) struct RescuePlanTests {
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
