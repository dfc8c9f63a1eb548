import GatewayModel
import Host
import TestSupport
import Testing

@testable import Control

/// A Gatehouse that dies after any of the effects of an action, and another one that finds what it left.
struct CutOffTests {
  /// - Returns: the home after a Gatehouse died so, and whether it died at all.
  private func die(
    _ action: Controller.Action, after effects: Int, isRunning: Bool
  ) async throws -> (PlayedHome, Bool) {
    let dying = Shared<DyingHost?>(nil)
    let home = try PlayedHome(
      ["default": [.init()]], clock: ManualClock(), change: { $0.stopSeconds = 1 },
      wrap: { dying.value?.wrap($0) ?? $0 })
    if isRunning { home.run() }
    dying.value = DyingHost(after: effects)
    let controller = home.controller()
    let id = try await home.gateway("default", controller).id
    _ = await home.turning { await controller.perform(action, on: id) }
    let hasDied = dying.value?.hasDied == true
    dying.value = nil
    return (home, hasDied)
  }

  private func recover(_ home: PlayedHome) async throws -> ActionResult {
    let controller = home.controller()
    let id = try await home.gateway("default", controller).id
    return await home.turning { await controller.perform(.recover, on: id, by: .recovery) }
  }

  /// What must be so after a recovery, wherever it was cut off.
  private func prove(_ home: PlayedHome, _ what: Comment) async throws {
    let record = home.record("default")
    #expect(home.machine.pids.count <= 1, what)
    #expect(record?.isUnfinished(bootID: "played") != true, what)
    #expect((record?.phase == .running) == !home.machine.pids.isEmpty, what)
    if let pid = home.machine.pids.first { #expect(record?.process?.pid == pid, what) }
    // Nobody holds anything any more.
    #expect(home.locks.tryTake(home.id(), name: "default") != nil, what)
  }

  @Test(arguments: 0..<8)
  func `a start is finished or undone, whichever of its effects was the last`(effects: Int) async throws {
    let (home, hasDied) = try await die(.start, after: effects, isRunning: false)
    defer { home.remove() }
    #expect(try await recover(home).isSuccess)
    try await prove(home, "\(effects) effects")
    if !hasDied { #expect(home.machine.pids.count == 1) }
  }

  @Test(arguments: 0..<6)
  func `a stop is finished, or was never begun`(effects: Int) async throws {
    let (home, hasDied) = try await die(.stop, after: effects, isRunning: true)
    defer { home.remove() }
    #expect(try await recover(home).isSuccess)
    try await prove(home, "\(effects) effects")
    // The record of the stop is the second effect, behind the journal's line: from then on it is carried out.
    if effects >= 2 || !hasDied { #expect(home.machine.pids.isEmpty) }
    if effects >= 2 { #expect(home.record("default")?.isStopWanted == true) }
  }

  @Test(arguments: 0..<9)
  func `a restart ends with one gateway that runs`(effects: Int) async throws {
    let (home, _) = try await die(.restart, after: effects, isRunning: true)
    defer { home.remove() }
    #expect(try await recover(home).isSuccess)
    try await prove(home, "\(effects) effects")
    #expect(home.machine.pids.count == 1, "\(effects) effects")
  }

  @Test func `what is finished is not finished twice`() async throws {
    let (home, _) = try await die(.restart, after: 3, isRunning: true)
    defer { home.remove() }
    #expect(try await recover(home).isSuccess)
    let (pids, signals) = (home.machine.pids, home.machine.signals)
    #expect(try await recover(home) == .already("default: nothing is unfinished"))
    #expect(home.machine.pids == pids && home.machine.signals == signals)
  }

  @Test func `a recovery that finds all in order writes no line, one that did something does`() async throws {
    let home = try PlayedHome(["default": [.init()]])
    defer { home.remove() }
    home.run()
    #expect(try await recover(home) == .already("default: nothing is unfinished"))
    #expect(home.journal.isEmpty)
    home.leave(.launching) { $0.startedBy = .policy }
    home.machine.crash(4001)
    #expect(try await recover(home).isSuccess)
    #expect(home.journal.map(\.action.rawValue) == ["recover"] && home.journal.map(\.by) == [.recovery])
    // What the policy wanted back it still wants.
    #expect(home.record("default")?.ending != nil && home.record("default")?.endings?.count == 1)
  }
}
