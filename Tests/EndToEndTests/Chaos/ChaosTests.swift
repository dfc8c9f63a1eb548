import Foundation
import GatewayModel
import TestSupport
import Testing

/// Whatever happens in whatever order: no gateway runs twice, none is lost, nobody else is harmed, and the journal explains it all.
///
/// `CHAOS_ROUNDS` and `CHAOS_SEED` choose how long and which.
@Suite(.onlyByName("Chaos"), .serialized, .inPlaces) struct ChaosTests {
  static let rounds =
    ProcessInfo.processInfo.environment["CHAOS_ROUNDS"].flatMap { Int($0) }
    ?? (CommandLine.arguments.contains { $0.contains("Chaos") } ? 500 : 40)
  static let seed =
    ProcessInfo.processInfo.environment["CHAOS_SEED"].flatMap { UInt64($0) }
    ?? UInt64.random(in: 0..<1_000_000)

  @Test func `chaos leaves order`() async throws {
    print("chaos: \(Self.rounds) rounds with seed \(Self.seed)")
    var generator = SeededGenerator(seed: Self.seed)
    let world = try ChaosWorld()
    var history: [String] = []
    var counts: [String: Int] = [:]
    let began = ContinuousClock.now
    for round in 1...Self.rounds {
      let before = world.running()
      let known = world.home.wholeJournal.count
      let steps = (0..<Int.random(in: 1...3, using: &generator)).map { _ in
        ChaosStep.random(world.names, using: &generator)
      }
      history.append("\(round): \(steps.map(\.description).joined(separator: "; "))")
      try await withThrowingTaskGroup(of: Void.self) { group in
        // Commands run beside each other; what changes the world itself comes one after another.
        let world = UncheckedWorld(world)
        for step in steps where step.isIndependent { group.addTask { try await world.value.carryOut(step) } }
        for step in steps where !step.isIndependent { try await world.value.carryOut(step) }
        try await group.waitForAll()
      }
      let isSettled = await world.settle()
      let entries = Array(world.home.wholeJournal.dropFirst(known))
      for entry in entries { counts[entry.action.rawValue, default: 0] += entry.phase == .began ? 0 : 1 }
      var faults = world.faults(before: before, entries: entries)
      if !isSettled { faults.append("it does not come to rest: \(world.restlessness())") }
      if !faults.isEmpty {
        Issue.record(
          """
          seed \(Self.seed), round \(round): \(faults.joined(separator: "; "))
          \(history.suffix(4).joined(separator: "\n"))
          \(entries.map { "\($0.gateway) \($0.action.rawValue) \($0.by) \($0.phase) gen \($0.target.generation ?? 0) pid \($0.target.pid ?? 0) \($0.message)" }.joined(separator: "\n"))
          """)
        break
      }
    }
    await world.end()
    let seconds = (ContinuousClock.now - began) / .seconds(1)
    print(
      "chaos: \(history.count) rounds in \(Int(seconds)) s; \(counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))"
    )
  }
}

/// Sound: steps that run beside each other only read the world and act through its controller, which is an actor.
private struct UncheckedWorld: @unchecked Sendable {
  let value: ChaosWorld

  init(_ value: ChaosWorld) { self.value = value }
}
