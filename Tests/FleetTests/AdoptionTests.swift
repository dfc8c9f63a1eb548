import Fleet
import GatewayModel
import Host
import TestSupport
import Testing

/// What the run records of an earlier Gatehouse are worth.
@Suite struct AdoptionTests {
  private func sorted(
    _ run: RunRecord, processes: [ProcessFacts] = [], isOther: Bool = false
  ) throws -> (found: [String], lost: [String]) {
    var inventory = ModelSamples.inventory(
      [try ModelSamples.definition("work")], processes: processes, runs: [run])
    if isOther { inventory.runsByGateway = [:] }
    let (found, lost) = Adoption.sorted(inventory, bootID: "boot")
    return (found.map(\.id), lost.map(\.reason))
  }

  static let process = ProcessIdentity(pid: 40, startTicks: 7)

  @Test(arguments: [RunRecord.Phase.running, .starting, .stopping])
  func `a run whose very process lives is found`(_ phase: RunRecord.Phase) throws {
    let found = try sorted(
      ModelSamples.run(phase: phase, process: Self.process), processes: [ModelSamples.facts(40)])
    #expect(found.found == ["run-1"] && found.lost.isEmpty)
  }

  @Test(arguments: [RunRecord.Phase.launching, .ended, .failed, .backingOff])
  func `a run that says of itself that nothing runs is neither found nor lost`(_ phase: RunRecord.Phase)
    throws
  {
    let found = try sorted(
      ModelSamples.run(phase: phase, process: Self.process), processes: [ModelSamples.facts(40)])
    #expect(found.found.isEmpty && found.lost.isEmpty)
  }

  @Test func `a run of another boot is lost, also where its number lives`() throws {
    let found = try sorted(
      ModelSamples.run(process: Self.process, bootID: "before"), processes: [ModelSamples.facts(40)])
    #expect(found.found.isEmpty && found.lost.count == 1)
    #expect(found.lost.first?.contains("machine was started again") == true)
  }

  @Test func `a number that another process has now is said, with that one's name made harmless`() throws {
    let found = try sorted(
      ModelSamples.run(process: Self.process),
      processes: [ModelSamples.facts(40, ticks: 8, name: "vi\u{1B}[2Jm")])
    #expect(found.found.isEmpty)
    #expect(found.lost.first?.contains("pid 40") == true && found.lost.first?.contains("(vim)") == true)
  }

  @Test func `a zombie is no living run`() throws {
    let found = try sorted(
      ModelSamples.run(process: Self.process), processes: [ModelSamples.facts(40, state: "Z")])
    #expect(found.found.isEmpty && found.lost.isEmpty)
  }

  @Test func `a record that was copied from elsewhere is left alone, also where its process lives`() throws {
    let found = try sorted(
      ModelSamples.run(process: Self.process), processes: [ModelSamples.facts(40)], isOther: true)
    #expect(found.found.isEmpty && found.lost.first?.contains("/h/.openclaw-work") == true)
  }
}
