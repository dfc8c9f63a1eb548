import GatewayModel
import Host
import Records
import Rescue
import TestSupport
import Testing

@testable import Control

/// The repairs of a rescue, each with what undoes it; nothing is ended that is not proven to be main's.
struct RescueRepairTests {
  private func world(
    wrap: @escaping @Sendable (Machine) -> Machine = { $0 }
  ) throws -> PlayedHome {
    try PlayedHome(
      [
        "default": [.init(listensAfter: 0, answersAfter: 0)],
        "rescue": [.init(listensAfter: 0, answersAfter: 0)],
      ],
      clock: ManualClock(), change: { $0.probe.interval = 0.5 }, wrap: wrap)
  }

  private func move(_ home: PlayedHome, _ controller: Controller, _ move: RescueMove) async -> ActionResult {
    await home.turning { await controller.rescue(move, seen: nil, by: .key) }
  }

  /// At the repair.
  private func begun(_ home: PlayedHome) async -> Controller {
    home.leaveRescue(at: .repair)
    return home.controller()
  }

  private func addCopy(_ home: PlayedHome, _ text: String) {
    let copies = ConfigBackupStore(directory: home.paths.copies, files: Machine.live().files)
    let copy = ConfigBackup(
      id: "20261123T010203Z", kind: .lastGood, takenAt: 1_600_000_000, stateDir: home.stateDir(),
      configPath: home.configPath(), files: [.init(path: home.configPath(), text: text)])
    #expect(copies.write(copy) == nil)
  }

  /// What an earlier run of main has left on its port: its mark, but none of a gateway's names.
  private func leaveOrphan(_ home: PlayedHome, mark: String? = "run-before", state: String? = nil)
    -> ProcessIdentity
  {
    var environment = [
      "OPENCLAW_STATE_DIR": state ?? home.stateDir(), "OPENCLAW_CONFIG_PATH": home.configPath(),
    ]
    environment[RunRecord.variable] = mark
    return home.machine.begin(
      ["python3", "-m", "http.server"], environment: environment, port: 23000,
      part: .init(listensAfter: 0, termTakes: nil), name: "python3")
  }

  @Test func `a port is freed of what an earlier run left there, by TERM and then by KILL`() async throws {
    let home = try world()
    defer { home.remove() }
    let orphan = leaveOrphan(home)
    let controller = await begun(home)
    _ = await controller.look(sweep: true)
    let facts = try await controller.rescueFacts().get()
    #expect(facts.orphan?.process == orphan)
    #expect(facts.orphan?.proof == "it has the mark of an earlier run of default")
    let result = await move(home, controller, .repair(.freePort))
    #expect(result == .done("port 23000 is free: python3 \(orphan.pid) is gone"))
    #expect(home.machine.signals == [.init(pid: orphan.pid, number: 15), .init(pid: orphan.pid, number: 9)])
    #expect(home.journal.contains { $0.action == .freePort && $0.target.pid == orphan.pid })
    #expect(home.rescueStore.run()?.repairs.map(\.repair) == [.freePort])
  }

  @Test(arguments: ["no mark", "another gateway's directory", "another user", "a zombie"])
  func `what is not proven to be main's is never offered and never signalled`(what: String) async throws {
    let odd = Shared<Int32>(0)
    let home = try world(wrap: { original in
      var host = original
      host.processes.userID = { pid in
        pid == odd.value && what == "another user" ? 4242 : original.processes.userID(pid)
      }
      return showing { if $0.pid == odd.value, what == "a zombie" { $0.state = "Z" } }(host)
    })
    defer { home.remove() }
    odd.value =
      leaveOrphan(
        home, mark: what == "no mark" ? nil : "run-before",
        state: what == "another gateway's directory" ? home.stateDir("rescue") : nil
      ).pid
    let controller = await begun(home)
    _ = await controller.look(sweep: true)
    #expect(try await controller.rescueFacts().get().orphan == nil)
    #expect(
      await move(home, controller, .repair(.freePort)) == .refused("nothing of default is left on its port"))
    #expect(home.machine.signals.isEmpty)
  }

  @Test func `a port's holder that changed since is left alone`() async throws {
    let home = try world()
    defer { home.remove() }
    let orphan = leaveOrphan(home)
    let controller = await begun(home)
    // It ends while the lock is waited for, and a stranger takes the port.
    let lock = Shared<FileLock?>(try home.locks.take(home.id(), name: "default").get())
    home.clock.run(quorum: nil)
    let freeing = Task { await controller.rescue(.repair(.freePort), seen: nil, by: .key) }
    #expect(await eventually { home.clock.sleepers == 1 })
    home.machine.end(orphan.pid)
    let stranger = home.machine.begin(
      ["nginx"], environment: [:], port: 23000, part: .init(listensAfter: 0), name: "nginx")
    lock.value = nil
    home.clock.run(quorum: 1)
    #expect(
      await freeing.value
        == .refused("python3 \(orphan.pid) is not what holds port 23000 any more"))
    #expect(home.machine.isAlive(stranger.pid) && home.machine.signals.isEmpty)
  }

  @Test func `a restored config can be undone, once`() async throws {
    let home = try world()
    defer { home.remove() }
    let good = try home.place.read(".openclaw/openclaw.json")
    addCopy(home, good)
    try home.place.write(".openclaw/openclaw.json", "{ gateway: ")
    let controller = await begun(home)
    #expect(await move(home, controller, .repair(.restoreConfig)).isSuccess)
    #expect(try home.place.read(".openclaw/openclaw.json") == good)
    let repair = try #require(home.rescueStore.run()?.lastRepair)
    #expect(repair.repair == .restoreConfig && repair.replacedCopy != nil)
    #expect(await move(home, controller, .undoRepair).isSuccess)
    #expect(try home.place.read(".openclaw/openclaw.json") == "{ gateway: ")
    #expect(home.rescueStore.run()?.lastRepair == nil)
    #expect(await move(home, controller, .undoRepair).message.contains("means nothing"))
  }

  @Test func `a repair that cannot be written down changes nothing`() async throws {
    let isFull = Shared(false)
    // What the move itself writes first is written; what the repair adds to it is not.
    let home = try world(
      wrap: fullDisk { path, text in
        isFull.value && path.hasSuffix("rescue/run.json") && text.contains("replacedCopy")
      })
    defer { home.remove() }
    addCopy(home, try home.place.read(".openclaw/openclaw.json"))
    try home.place.write(".openclaw/openclaw.json", "{ gateway: ")
    let controller = await begun(home)
    isFull.value = true
    let result = await move(home, controller, .repair(.restoreConfig))
    #expect(!result.isSuccess && result.message.contains("no space left on device"))
    #expect(try home.place.read(".openclaw/openclaw.json") == "{ gateway: ")
  }

  @Test func `a repair for which there is nothing is refused, and the rescue stays where it is`() async throws
  {
    let home = try world()
    defer { home.remove() }
    let controller = await begun(home)
    for (repair, words) in [
      (RescueRepair.restoreConfig, "no good copy differs from the config of default"),
      (.restoreProven, "no good copy differs from the config of default"),
      (.reinstallUnit, "default has no unit that could be reinstalled"),
    ] {
      #expect(await move(home, controller, .repair(repair)) == .refused(words))
    }
    let run = try #require(home.rescueStore.run())
    #expect(run.step == .repair && run.repairs.isEmpty && run.doing == nil)
  }

  @Test func `a main that runs is restarted, one that does not is started`() async throws {
    let home = try world()
    defer { home.remove() }
    let controller = await begun(home)
    #expect(await move(home, controller, .repair(.start)).isSuccess)
    let first = try #require(home.record("default")?.process)
    #expect(home.rescueStore.run()?.step == .verify)
    #expect(await move(home, controller, .repair(.start)).isSuccess)
    #expect(!home.machine.isAlive(first.pid) && home.record("default")?.generation == 2)
  }
}
