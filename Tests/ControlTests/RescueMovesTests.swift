import GatewayModel
import Host
import Records
import Rescue
import TestSupport
import Testing

@testable import Control

/// The moves of a rescue on a machine that is played: each written down before it is made.
struct RescueMovesTests {
  private static let quick = PlayedMachine.Part(listensAfter: 0, answersAfter: 0)

  private func world(
    main: [PlayedMachine.Part] = [quick], rescue: [PlayedMachine.Part] = [quick],
    wrap: @escaping @Sendable (Machine) -> Machine = { $0 }
  ) throws -> PlayedHome {
    try PlayedHome(
      ["default": main, "rescue": rescue], clock: ManualClock(),
      change: {
        $0.settleSeconds = 2
        $0.probe.interval = 0.5
      }, wrap: wrap)
  }

  private func move(_ home: PlayedHome, _ controller: Controller, _ move: RescueMove) async -> ActionResult {
    await home.turning { await controller.rescue(move, seen: nil, by: .key) }
  }

  private func moves(_ home: PlayedHome, _ controller: Controller, _ moves: [RescueMove]) async {
    for next in moves {
      let result = await move(home, controller, next)
      #expect(result.isSuccess, "\(next): \(result.message)")
    }
  }

  @Test func `the whole way: main is stopped and started again, rescue is stopped as it was found`()
    async throws
  {
    let home = try world()
    defer { home.remove() }
    let main = home.run()
    let controller = home.controller()
    await moves(home, controller, [.collect, .stopMain, .raise, .handOver])
    #expect(!home.machine.isAlive(main.pid) && home.machine.pids.count == 1)
    let under = try #require(home.rescueStore.run())
    #expect(under.isMainStopped && under.isRescueStarted && under.step == .repair && under.doing == nil)
    await moves(home, controller, [.repair(.start), .verify])
    #expect(home.rescueStore.run()?.isVerified == true)
    let end = await move(home, controller, .goBack)
    #expect(end.message.hasSuffix("the seat is with default again"))
    #expect(home.record("default")?.phase == .running && home.record("rescue")?.phase == .ended)
    #expect(home.rescueStore.run() == nil)
    let archived = "\(home.paths.rescue)/history/\(under.id).json"
    #expect(Machine.live().files.status(archived) != nil)
    let words = home.journal.filter { $0.action == .rescue }.map(\.message)
    #expect(words.count == 7 && words.first?.hasPrefix("rescue of default, collect: ") == true)
    let line = Machine.live().files.status("\(under.evidence ?? "")/rescue.txt")
    #expect(line?.mode == 0o600)
  }

  @Test(arguments: [
    (RescueMove.raise, "raise means nothing at step 1, Detect"),
    (.verify, "verify means nothing at step 1, Detect"), (.goBack, "return means nothing at step 1, Detect"),
    (.undoRepair, "undo-repair means nothing at step 1, Detect"),
    (.repair(.start), "start means nothing at step 1, Detect"),
  ])
  func `a move that means nothing yet is refused and leaves no trace`(
    move: RescueMove, words: String
  ) async throws {
    let home = try world()
    defer { home.remove() }
    #expect(await self.move(home, home.controller(), move) == .refused(words))
    #expect(home.rescueStore.run() == nil && home.journal.isEmpty)
  }

  @Test func `another Gatehouse at the rescue is not disturbed`() async throws {
    let home = try world()
    defer { home.remove() }
    #expect(Machine.live().files.makeDirectory(home.paths.locks, 0o700) == nil)
    let lock = try Machine.live().files.lock(home.paths.locks + "/rescue.lock").get()
    let controller = home.controller()
    let words = "another Gatehouse is at the rescue just now; this one only looks on"
    #expect(await move(home, controller, .collect) == .refused(words))
    #expect(await controller.abandonRescue(by: .key) == .refused(words))
    withExtendedLifetime(lock) {}
  }

  @Test func `what a person saw and is not so any more makes a move void`() async throws {
    let home = try world()
    defer { home.remove() }
    let main = home.run()
    let controller = home.controller()
    _ = await controller.lookAndAsk()
    let seen = try await controller.rescueFacts().get().fingerprint
    home.machine.crash(main.pid)
    let result = await home.turning { await controller.rescue(.collect, seen: seen, by: .key) }
    #expect(result == .refused("the world has moved on since: look again at what is to be done"))
    #expect(home.rescueStore.run() == nil)
  }

  @Test func `a rescue that cannot be written down touches nothing`() async throws {
    let isFull = Shared(false)
    let home = try world(wrap: fullDisk { path, _ in isFull.value && path.hasSuffix("rescue/run.json") })
    defer { home.remove() }
    let main = home.run()
    let controller = home.controller()
    home.leaveRescue(at: .freeze)
    isFull.value = true
    let result = await move(home, controller, .stopMain)
    #expect(
      result
        == .failed(
          "the rescue cannot be written to ~/.local/state/gatehouse/rescue: no space left on device"))
    #expect(home.machine.isAlive(main.pid) && home.machine.signals.isEmpty)
    #expect(home.rescueStore.run()?.step == .freeze)
  }

  @Test func `a stop that did not come about needs no putting back`() async throws {
    let home = try world(wrap: { original in
      var host = original
      host.processes.signal = { _, _ in true }
      host.processes.signalGroup = { _, _ in true }
      return host
    })
    defer { home.remove() }
    home.run()
    let controller = home.controller()
    home.leaveRescue(at: .freeze)
    #expect(await !move(home, controller, .stopMain).isSuccess)
    let run = try #require(home.rescueStore.run())
    #expect(!run.isMainStopped && run.step == .freeze && run.entries.last?.outcome == .failed)
  }

  @Test func `a stop that fails at its very end is put back all the same`() async throws {
    let home = try world(
      wrap: fullDisk { path, text in path.contains("/runs/") && text.contains("\"phase\" : \"ended\"") })
    defer { home.remove() }
    home.run()
    let controller = home.controller()
    home.leaveRescue(at: .freeze)
    let result = await move(home, controller, .stopMain)
    #expect(!result.isSuccess && home.machine.pids.isEmpty)
    #expect(home.rescueStore.run()?.isMainStopped == true)
  }

  @Test func `a rescue bot that does not come up is not said to have been started`() async throws {
    let home = try world(rescue: [.init(listensAfter: nil, endsAfter: 0.2)])
    defer { home.remove() }
    let controller = home.controller()
    home.leaveRescue(at: .raise)
    #expect(await !move(home, controller, .raise).isSuccess)
    let run = try #require(home.rescueStore.run())
    #expect(!run.isRescueStarted && run.step == .raise && run.doing == nil)
  }

  @Test func `a rescue bot that ran before is left running`() async throws {
    let home = try world()
    defer { home.remove() }
    home.run()
    let rescue = home.run("rescue")
    let controller = home.controller()
    home.leaveRescue(at: .raise)
    await moves(home, controller, [.raise])
    #expect(home.rescueStore.run()?.isRescueStarted == false)
    let end = await move(home, controller, .goBack)
    #expect(end == .done("rescue is left as it is; default was not verified"))
    #expect(home.machine.isAlive(rescue.pid) && home.machine.signals.isEmpty)
  }

  @Test func `a way back that fails is said, and the rescue goes on`() async throws {
    let home = try world(main: [.init(listensAfter: nil, endsAfter: 0.1, exitCode: 3)])
    defer { home.remove() }
    let rescue = home.run("rescue")
    let controller = home.controller()
    home.leaveRescue(at: .handOver) {
      $0.isMainStopped = true
      $0.isRescueStarted = true
    }
    let failed = await move(home, controller, .goBack)
    #expect(
      failed.message.hasPrefix(
        "default could not be started, so rescue is left as it is: default ended while starting (exit 3)"))
    #expect(home.machine.isAlive(rescue.pid))
    let run = try #require(home.rescueStore.run())
    #expect(run.isMainStopped && run.isRescueStarted && run.last(.goBack)?.outcome == .failed)
    let facts = try await controller.rescueFacts().get()
    #expect(RescueChoices.of(facts).contains { $0.move == .goBackWithoutMain })
    let end = await move(home, controller, .goBackWithoutMain)
    #expect(end.isSuccess && end.message.hasSuffix("default stays stopped"))
    #expect(home.machine.pids.isEmpty && home.rescueStore.run() == nil)
  }

  @Test func `a proof that is left proves nothing, and may be begun again`() async throws {
    let home = try world()
    defer { home.remove() }
    home.run()
    let controller = home.controller()
    home.leaveRescue(at: .raise)
    _ = await controller.lookAndAsk()
    home.clock.run(quorum: nil)
    let proof = Task { await controller.rescue(.verify, seen: nil, by: .key) }
    #expect(await eventually { home.clock.sleepers == 1 })
    proof.cancel()
    #expect(await proof.value == .refused("the proof was left before its end"))
    let run = try #require(home.rescueStore.run())
    #expect(!run.isVerified && run.step == .raise && run.entries.last?.outcome == .refused)
    let result = await move(home, controller, .verify)
    #expect(result == .done("no layer of default has failed for 2 s"))
  }

  @Test func `a main that fails in the middle of its proof is not repaired`() async throws {
    let home = try world()
    defer { home.remove() }
    home.run("default", .init(listensAfter: 0, answersAfter: 0, endsAfter: 1))
    let controller = home.controller()
    home.leaveRescue(at: .raise)
    let result = await move(home, controller, .verify)
    #expect(result.message.hasPrefix("default is not repaired: "))
    #expect(home.rescueStore.run()?.isVerified == false)
  }

  @Test func `a rescue that is forgotten puts nothing back, and says what it leaves`() async throws {
    let home = try world()
    defer { home.remove() }
    home.run("rescue")
    let controller = home.controller()
    #expect(await controller.abandonRescue(by: .key) == .already("no rescue is under way"))
    home.leaveRescue(at: .handOver) {
      $0.isMainStopped = true
      $0.isRescueStarted = true
    }
    let pids = home.machine.pids
    #expect(
      await controller.abandonRescue(by: .key)
        == .done(
          "the rescue of default is forgotten; default was stopped for it, and is not started; "
            + "rescue was started for it, and is not stopped"
        ))
    #expect(home.machine.pids == pids && home.rescueStore.run() == nil)
    try home.place.write(".local/state/gatehouse/rescue/run.json", "{ torn")
    #expect(await controller.abandonRescue(by: .key).message.contains("is put aside"))
    #expect(!home.rescueStore.isTorn)
  }

  @Test func `without a rescue bot, or without main, it is said what to do`() async throws {
    let home = try PlayedHome(["default": [.init()], "lab": [.init()]])
    defer { home.remove() }
    let controller = home.controller()
    #expect(
      await home.turning { await controller.rescue(.collect, seen: nil, by: .key) }
        == .refused("no gateway is called rescue: `gatehouse rescue setup` plans one"))
  }
}
