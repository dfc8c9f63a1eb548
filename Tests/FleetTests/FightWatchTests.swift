import Host
import TestSupport
import Testing

@testable import Fleet
@testable import GatewayModel

/// When the coming and going of processes is a fight.
@Suite(.computing) struct FightWatchTests {
  let id = GatewayID(stateDir: "/a", configPath: "/a/c")

  private func watch(_ parties: [String], every seconds: Double) -> FightWatch {
    var watch = FightWatch()
    for (index, party) in parties.enumerated() {
      let process = ProcessIdentity(pid: Int32(100 + index), startTicks: 1)
      // Seen more than once, as at several looks.
      for _ in 0..<3 { watch.note(id, process, party: party, at: Double(index) * seconds) }
    }
    return watch
  }

  @Test func `two parties that take turns fight, and both are named`() {
    let watch = watch(["unit", "app", "unit", "app"], every: 5)
    #expect(watch.parties(id, at: 16) == ["unit", "app"])
    // An hour later it is over.
    #expect(watch.parties(id, at: 3600) == nil)
  }

  @Test func `one party that restarts its own process is no fight, and neither is one change of hands`() {
    #expect(watch(["unit", "unit", "unit", "unit", "unit"], every: 5).parties(id, at: 21) == nil)
    #expect(watch(["unit", "Gatehouse"], every: 5).parties(id, at: 6) == nil)
    #expect(watch(["unit", "app", "unit", "app"], every: 40).parties(id, at: 121) == nil)
  }
}
