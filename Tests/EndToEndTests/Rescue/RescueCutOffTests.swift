import Control
import Foundation
import GatewayModel
import Records
import Rescue
import TestSupport
import Testing

extension RescueSuites {
  /// A rescue that is left, or whose Gatehouse is killed, at any place: another one takes it up and brings it to its end.
  @Suite struct RescueCutOffTests {
    private static let all: [RescueMove] = [
      .collect, .stopMain, .raise, .handOver, .repair(.restoreConfig), .repair(.start), .verify, .goBack,
    ]

    /// A main that runs, with a config that was broken after it had worked.
    private func makeHome() async throws -> (home: StandInHome, good: String) {
      let home = try StandInHome(["default": "", "rescue": ""], config: RescueHome.settings)
      let file = home.path + "/.openclaw/openclaw.json"
      let good = try String(contentsOfFile: file, encoding: .utf8)
      let copies = ConfigBackupStore(
        directory: home.path + "/.local/state/gatehouse/copies", files: home.host.files)
      _ = try copies.add(
        ConfigBackup(
          id: "20261123T010203Z", kind: .lastGood, takenAt: 1_795_000_000, stateDir: home.path + "/.openclaw",
          configPath: file, isStartProven: true, files: [.init(path: file, text: good)])
      ).get()
      let controller = try home.controller()
      let id = try #require(await controller.look(sweep: true).gateways.first).id
      #expect(await controller.perform(.start, on: id).isSuccess)
      try Data(good.replacing("}, channels", with: "} channels").utf8).write(to: URL(filePath: file))
      return (home, good)
    }

    private func store(_ home: StandInHome) -> RescueStore {
      RescueStore(directory: home.path + "/.local/state/gatehouse/rescue", files: home.host.files)
    }

    /// What a person would do next with what the guide offers.
    private func next(_ facts: RescueFacts) -> RescueMove {
      switch facts.step {
      case .detect, .evidence: .collect
      case .freeze: facts.canStopMain ? .stopMain : .leaveMain
      case .raise: .raise
      case .handOver: .handOver
      case .repair:
        facts.copy != nil ? .repair(.restoreConfig) : facts.main.process == nil ? .repair(.start) : .goOn
      case .verify: .verify
      case .goBack: .goBack
      }
    }

    private func finish(_ home: StandInHome, good: String, _ place: String) async throws {
      let controller = try home.controller(stopGrace: 1)
      let watch = Watch(controller, as: .up)
      // What was cut off with an action is finished first, as at every start.
      #expect(
        await eventually {
          watch.gateway("default") != nil
            && watch.gateway("default")?.operation == nil && watch.gateway("rescue")?.operation == nil
            && [.running, .ended, .failed, nil].contains(home.record("default")?.phase)
            && [.running, .ended, .failed, nil].contains(home.record("rescue")?.phase)
        }, "\(place)")
      var moves = 0
      var last = ""
      repeat {
        _ = await controller.look(sweep: true)
        guard case .success(let facts) = await controller.rescueFacts() else { break }
        let move = next(facts)
        let result = await controller.rescue(move, seen: nil, by: .key)
        last = "\(move.word): \(result.message)"
        moves += 1
      } while store(home).run() != nil && moves < 30
      #expect(store(home).run() == nil, "\(place): \(last)")
      #expect(
        try String(contentsOfFile: home.path + "/.openclaw/openclaw.json", encoding: .utf8) == good,
        "\(place)")
      #expect(home.living("default").count == 1, "\(place)")
      #expect(home.living("rescue").isEmpty, "\(place)")
      // Ended before its home is removed: a late line of its journal would make that anew.
      watch.end()
      await watch.ended()
    }

    @Test func `left after each step, and taken up by another Gatehouse`() async throws {
      for count in 1..<Self.all.count {
        let (home, good) = try await makeHome()
        defer { home.remove() }
        let first = try home.controller(stopGrace: 1)
        let watch = Watch(first, as: .dashboard)
        for move in Self.all.prefix(count) {
          _ = await first.look(sweep: true)
          let result = await first.rescue(move, seen: nil, by: .key)
          #expect(result.isSuccess, "\(move.word): \(result)")
        }
        watch.end()
        await watch.ended()
        try await finish(home, good: good, "after \(count) moves")
      }
    }

    @Test func `killed after each of its effects, and taken up by another Gatehouse`() async throws {
      // Every third place here; the places move with each change of the code, so that in time all are tried.
      let whole = ProcessInfo.processInfo.environment["RESCUE_CUTS"] == "all"
      var effects = whole ? 0 : Int.random(in: 0..<5)
      var isWhole = false
      while !isWhole {
        isWhole = try await withThrowingTaskGroup(of: Bool.self) { group in
          for _ in 0..<3 {
            let cut = effects
            effects += whole ? 1 : 5
            group.addTask { try await cutOff(after: cut) }
          }
          return try await group.reduce(false) { $0 || $1 }
        }
      }
    }

    /// - Returns: whether it came to its end before.
    private func cutOff(after effects: Int) async throws -> Bool {
      let (home, good) = try await makeHome()
      defer { home.remove() }
      let dying = DyingHost(after: effects)
      let first = try home.controller(stopGrace: 1, host: dying.wrap(home.host))
      for move in Self.all where !dying.hasDied {
        _ = await first.lookAndAsk()
        _ = await first.rescue(move, seen: nil, by: .key)
      }
      if !dying.hasDied { return true }
      try await finish(home, good: good, "after \(effects) effects")
      return false
    }
  }
}
