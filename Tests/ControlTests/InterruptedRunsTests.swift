import GatewayModel
import Host
import TestSupport
import Testing

@testable import Control

/// What a Gatehouse that is gone was in the middle of.
struct InterruptedRunsTests {
  private func interrupted(_ home: PlayedHome, _ controller: Controller) async -> InterruptedRuns {
    _ = await controller.look(sweep: true)
    return await InterruptedRuns(
      host: home.host, locks: home.locks, state: controller.state, journal: controller.journal)
  }

  @Test(arguments: [
    (RunRecord.Phase.launching, true), (.starting, true), (.stopping, true), (.running, false),
    (.ended, false), (.failed, false), (.backingOff, false),
  ])
  func `launches, starts and stops without anybody at them are unfinished`(
    phase: RunRecord.Phase, isUnfinished: Bool
  ) async throws {
    let home = try PlayedHome(["default": [.init()], "lab": [.init()]])
    defer { home.remove() }
    home.leave(phase, "lab")
    let runs = await interrupted(home, home.watcher())
    #expect(await runs.unfinished() == (isUnfinished ? [home.id("lab")] : []))
  }

  @Test func `what somebody is at is not unfinished`() async throws {
    let home = try PlayedHome(["default": [.init()]])
    defer { home.remove() }
    home.leave(.starting)
    let runs = await interrupted(home, home.watcher())
    var lock: FileLock? = try home.locks.take(home.id(), name: "default").get()
    #expect(lock != nil)
    #expect(await runs.unfinished().isEmpty)
    lock = nil
    #expect(await runs.unfinished() == [home.id()])
    // It only looked: the lock is free.
    #expect(home.locks.tryTake(home.id(), name: "default") != nil)
  }

  @Test func `what was finished since the look, or in another boot, is not unfinished`() async throws {
    let home = try PlayedHome(["default": [.init()], "lab": [.init()]])
    defer { home.remove() }
    home.leave(.starting)
    home.leave(.starting, "lab") { $0.bootID = "before" }
    let runs = await interrupted(home, home.watcher())
    #expect(await runs.unfinished() == [home.id()])
    home.leave(.running)
    #expect(await runs.unfinished().isEmpty)
  }

  @Test func `what is found running is said, and what cannot be proven is journalled`() async throws {
    let home = try PlayedHome(["default": [.init()], "lab": [.init()], "old": [.init()]])
    defer { home.remove() }
    home.run()
    let vim = home.machine.begin(["vim"], environment: [:], port: 1, name: "vim\u{1B}[31m")
    home.leave(.running, "lab", process: ProcessIdentity(pid: vim.pid, startTicks: vim.startTicks + 1))
    home.leave(.running, "old") { $0.bootID = "before" }
    try home.place.write(".local/state/gatehouse/runs/torn.json", "{")
    let controller = home.watcher()
    await interrupted(home, controller).adopt()
    #expect(await controller.state.facts.lastEvent?.text == "found running: default")
    let said = home.journal.filter { $0.action == .unproven && $0.by == .recovery }
    #expect(said.count == 3)
    for words in [
      "torn.json is no record of Gatehouse's (torn, or not ours): it is left alone",
      "lab: its pid \(vim.pid) is another process now (vim), started later; it is left alone",
      "old: it ran before this machine was started again",
    ] {
      #expect(said.contains { $0.message.hasSuffix(words) }, "\(words)")
    }
    #expect(home.machine.signals.isEmpty)
  }
}
