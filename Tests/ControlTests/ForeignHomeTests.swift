import GatewayModel
import Host
import Records
import Synchronization
import TestSupport
import Testing

@testable import Control

/// A home, config or state directory of another user: looked at, and nothing else.
struct ForeignHomeTests {
  /// What is below a path belongs to somebody else.
  private static func given(_ part: @escaping @Sendable (String) -> Bool) -> @Sendable (Machine) -> Machine {
    { machine in
      var machine = machine
      let status = machine.files.status
      let user = machine.system.userID
      machine.files.status = { path in
        var found = status(path)
        if part(path) { found?.userID = user + 1 }
        return found
      }
      return machine
    }
  }

  private static func isThere(_ path: String) -> Bool { Machine.live().files.status(path) != nil }

  private func home(_ part: @escaping @Sendable (String) -> Bool = { _ in true }) throws -> PlayedHome {
    try PlayedHome(["default": [.init()]], wrap: Self.given(part))
  }

  @Test func `every action is refused with the reason, and nothing is run or written`() async throws {
    let home = try home()
    defer { home.remove() }
    let controller = home.controller()
    for action in [ActionKind.start, .stop, .restart, .kill, .endBrowsers] {
      let result = try await home.perform(action, "default", controller)
      #expect(result.message.contains("belongs to user"), "\(action): \(result.message)")
      #expect(!result.isSuccess)
    }
    let id = try await home.gateway("default", controller).id
    #expect(await !controller.choose(.always, for: id, by: .key).isSuccess)
    #expect(await !controller.rescue(.collect, seen: nil, by: .key).isSuccess)
    let told = Mutex<[String]>([])
    let all = await controller.performAll(
      .start, on: [id], by: .key,
      finished: { _, result in
        told.withLock { $0.append(result.message) }
      })
    #expect(all[id]?.isSuccess == false)
    // A command has nothing else to print.
    #expect(told.withLock { $0 }.first?.contains("belongs to user") == true)
    for plan in [
      await controller.launchPlan(of: id),
      await controller.servicePlan(["gateway", "install"], isOpenClaw: true),
    ] {
      guard case .failure(.foreignHome) = plan else {
        Issue.record("it would be run: \(plan)")
        continue
      }
    }
    guard case .failure(.foreignHome) = await controller.quickChecks(of: id, by: .key) else {
      Issue.record("quick checks would be run")
      return
    }
    #expect(home.machine.pids.isEmpty)
    #expect(!Self.isThere(home.place.path + "/.local"))
  }

  @Test func `a record that waits for its restart is not carried out by a dashboard`() async throws {
    let home = try home()
    defer { home.remove() }
    let state = home.place.path + "/.openclaw"
    let record = RunRecord(
      id: "planted", name: "default", stateDir: state, configPath: state + "/openclaw.json", generation: 1,
      phase: .backingOff, bootID: home.host.system.bootID, port: 23000, command: ["/bin/true"],
      logFile: home.paths.logs + "/x.log", logOffset: 0, startedAt: home.clock.now, process: nil)
    var waiting = record
    waiting.retryAt = home.clock.now
    #expect(RunStore(directory: home.paths.runs, files: Machine.live().files).write(waiting) == nil)
    let controller = home.controller()
    let rounds = Mutex(0)
    let watching = Task { await controller.run(as: .dashboard) { _ in rounds.withLock { $0 += 1 } } }
    for _ in 0..<10 {
      #expect(await eventually { home.clock.sleepers >= 1 })
      home.clock.advance(5)
    }
    watching.cancel()
    await watching.value
    #expect(home.machine.pids.isEmpty && home.machine.signals.isEmpty)
    #expect(home.record("default") == waiting)
    #expect(home.journal.isEmpty)
  }

  @Test(arguments: [
    "/.local/state/gatehouse", "/.local/state/gatehouse/runs", "/.config/gatehouse/config.json5",
  ])
  func `one part that is another's is enough`(part: String) async throws {
    let home = try home { $0.hasSuffix(part) }
    defer { home.remove() }
    try home.place.write(part.hasSuffix("json5") ? part : part + "/keep", "{}")
    let found = home.controller().foreignHome
    #expect(found?.path == home.place.path + part)
  }

  @Test func `what is root's is as good as one's own`() throws {
    let home = try PlayedHome(["default": [.init()]])
    defer { home.remove() }
    var machine = home.host
    machine.files.status = { _ in FileStatus(kind: .directory, userID: 0) }
    #expect(ForeignHome.find(home.paths, machine) == nil)
  }

  @Test func `a look-only machine refuses every effect and still looks`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    try place.write("f", "kept")
    let failure = FileFailure.foreignHome(userID: 7)
    let files = Machine.live().lookingOnly(failure).files
    let path = place.path + "/f"
    #expect(files.write(path, "x", 0o600) == failure && files.append(path, "x", 0o600) == failure)
    #expect(files.rename(path, path + "2") == failure && files.copyAndEmpty(path, path + "2") == failure)
    #expect(files.remove(path) == failure && files.makeDirectory(place.path + "/d", 0o700) == failure)
    #expect(throws: failure) { try files.lock(place.path + "/l").get() }
    #expect(try String(decoding: files.read(path, 10).get(), as: UTF8.self) == "kept")
    #expect(!Self.isThere(path + "2") && !Self.isThere(place.path + "/l"))
  }
}
