import GatewayModel
import Host
import Rescue
import TestSupport
import Testing

@testable import Control

/// Plans that are printed, and carried out only while the world is as it was then.
struct RescuePlanningTests {
  private func world() throws -> PlayedHome {
    let quick = PlayedMachine.Part(listensAfter: 0, answersAfter: 0)
    return try PlayedHome(
      ["default": [quick], "rescue": [quick]], clock: ManualClock(),
      change: {
        $0.settleSeconds = 1
        $0.probe.interval = 0.5
      })
  }

  private func execute(_ plan: RescuePlan, _ home: PlayedHome, _ controller: Controller) async -> (
    isDone: Bool, moves: [String]
  ) {
    let heard = Heard()
    let isDone = await home.turning {
      await controller.execute(plan, by: .command) { move, result in
        heard.add("\(move.word) \(result.isSuccess)")
      }
    }
    return (isDone, heard.all)
  }

  @Test func `the same world gives the same plan, found again by its id`() async throws {
    let home = try world()
    defer { home.remove() }
    let controller = home.controller()
    _ = await controller.lookAndAsk()
    let plan = try await controller.rescuePlan(.init()).get()
    #expect(try await controller.rescuePlan(.init()).get().id == plan.id)
    #expect(try await controller.rescuePlan(id: plan.id).get().lines == plan.lines)
    #expect(plan.lines.map(\.move) == [.collect, .leaveMain, .raise, .handOver])
  }

  @Test(arguments: ["", "zz", "../../x", "abc/def", "0123abcd"])
  func `an id that names no plan is refused`(id: String) async throws {
    let home = try world()
    defer { home.remove() }
    let controller = home.controller()
    _ = await controller.look(sweep: true)
    guard case .failure(let refusal) = await controller.rescuePlan(id: id) else {
      Issue.record("a plan")
      return
    }
    #expect(refusal.message == "there is no plan \(id); `gatehouse rescue --plan` makes one")
    #expect(refusal.plan == nil)
  }

  @Test func `a plan that has been overtaken is made anew`() async throws {
    let home = try world()
    defer { home.remove() }
    let main = home.run()
    let controller = home.controller()
    _ = await controller.lookAndAsk()
    let plan = try await controller.rescuePlan(.init()).get()
    home.machine.crash(main.pid)
    _ = await controller.lookAndAsk()
    guard case .failure(let refusal) = await controller.rescuePlan(id: plan.id) else {
      Issue.record("carried out all the same")
      return
    }
    let anew = try #require(refusal.plan)
    #expect(anew.id != plan.id)
    #expect(refusal.message == "the world has moved on since plan \(plan.id): it is made anew as \(anew.id)")
  }

  @Test func `a plan is carried out move by move`() async throws {
    let home = try world()
    defer { home.remove() }
    let controller = home.controller()
    _ = await controller.lookAndAsk()
    let plan = try await controller.rescuePlan(.init(repairs: [.start])).get()
    let (isDone, moves) = await execute(plan, home, controller)
    #expect(isDone)
    #expect(
      moves
        == ["collect", "leave-main", "raise", "hand-over", "start", "verify", "return"].map { "\($0) true" })
    #expect(home.record("default")?.phase == .running && home.record("rescue")?.phase == .ended)
    #expect(home.rescueStore.run() == nil)
  }

  @Test func `a plan stops at the first move that does not come about`() async throws {
    let home = try world()
    defer { home.remove() }
    let controller = home.controller()
    _ = await controller.lookAndAsk()
    let plan = try await controller.rescuePlan(.init(repairs: [.start])).get()
    home.machine.begin(
      ["nginx"], environment: [:], port: home.ports["rescue"] ?? 0, part: .init(listensAfter: 0),
      name: "nginx")
    let (isDone, moves) = await execute(plan, home, controller)
    #expect(!isDone && moves == ["collect true", "leave-main true", "raise false"])
    #expect(home.rescueStore.run()?.step == .raise && home.machine.signals.isEmpty)
  }

  @Test func `a main that came back by itself is not started again`() async throws {
    let home = try world()
    defer { home.remove() }
    let controller = home.controller()
    home.leaveRescue(at: .repair)
    _ = await controller.lookAndAsk()
    let plan = try await controller.rescuePlan(.init(repairs: [.start])).get()
    let main = home.run()
    _ = await controller.lookAndAsk()
    let (isDone, moves) = await execute(plan, home, controller)
    #expect(isDone && moves == ["start true", "verify true", "return true"])
    #expect(home.machine.pids == [main.pid] && home.machine.signals.isEmpty)
  }

  @Test func `no more than twenty plans are kept`() async throws {
    let home = try world()
    defer { home.remove() }
    let controller = home.controller()
    _ = await controller.look(sweep: true)
    for number in 0..<25 {
      try home.place.write(".local/state/gatehouse/rescue/plans/old\(number).json", "{}")
    }
    let plan = try await controller.rescuePlan(.init()).get()
    let names = try Machine.live().files.list(home.paths.rescue + "/plans").get()
    #expect(names.count == 20 && names.contains("\(plan.id).json"))
  }
}
