import Control
import Foundation
import GatewayModel
import Host
import Records
import TestSupport
import Testing

/// A Gatehouse that dies in the middle of an action: the next one finishes or undoes it.
@Suite(.onlyByName("Recovery"), .serialized, .inPlaces) struct RecoveryTests {
  private func id(_ controller: Controller) async throws -> GatewayID {
    try #require(await controller.look(sweep: true).gateways.first { $0.name == "default" }).id
  }

  /// Carries out an action with a Gatehouse that dies after so many effects.
  /// - Returns: whether it died before the end.
  private func die(_ home: StandInHome, _ action: Controller.Action, after effects: Int) async throws -> Bool
  {
    try await die(home, action, DyingHost(after: effects))
  }

  private func die(_ home: StandInHome, _ action: Controller.Action, _ dying: DyingHost) async throws -> Bool
  {
    let controller = try home.controller(stopGrace: 0.5, host: dying.wrap(home.host))
    _ = await controller.perform(action, on: try await id(controller), by: .key)
    return dying.hasDied
  }

  /// Waits until nothing is unfinished any more, with another Gatehouse at work.
  private func recover(_ home: StandInHome) async throws -> Watch {
    let watch = Watch(try home.controller(stopGrace: 0.5), as: .up)
    #expect(
      await eventually {
        guard let gateway = watch.gateway("default"), gateway.operation == nil else { return false }
        let phase = home.record("default")?.phase
        return phase == nil || [.running, .ended, .failed].contains(phase)
      })
    return watch
  }

  private func prove(_ home: StandInHome, _ watch: Watch, isRunning: Bool?, _ step: Int) async throws {
    if let isRunning {
      // Between the stop and the start of a restart there is none.
      #expect(
        await eventually { home.living("default").count == (isRunning ? 1 : 0) }, "after \(step) effects")
      let phase: RunRecord.Phase = isRunning ? .running : .ended
      _ = await eventually(20) { home.record("default")?.phase == phase }
    }
    let living = home.living("default")
    let record = home.record("default")
    #expect(living.count <= 1, "after \(step) effects")
    #expect(
      living.isEmpty == (record?.phase != .running),
      "after \(step) effects: \(String(describing: record?.phase))")
    if let process = living.first { #expect(record?.process == process, "after \(step) effects") }
    #expect(
      await eventually {
        watch.gateway("default")?.state == (living.isEmpty ? .stopped : .running)
          || living.isEmpty && watch.gateway("default")?.state == .failed
      },
      "after \(step) effects: \(watch.gateway("default")?.state?.rawValue ?? "")")
    watch.end()
    await watch.ended()
  }

  /// Every point at which an action can be cut off, all at the same time: most of it is waiting.
  /// - Parameter isRunning: what a whole action leaves; nil where one that was cut off may leave either.
  private func cutEverywhere(
    _ action: Controller.Action, isRunning: Bool, isCertain: Bool, atLeast least: Int
  ) async throws {
    let cuts = try await withThrowingTaskGroup(of: Bool.self) { group in
      for step in 0..<16 {
        group.addTask {
          let home = try StandInHome(["default": ""])
          defer { home.remove() }
          if action != .start { #expect(try await !die(home, .start, after: .max)) }
          let hasDied = try await die(home, action, after: step)
          let watch = try await recover(home)
          try await prove(home, watch, isRunning: hasDied && !isCertain ? nil : isRunning, step)
          return hasDied
        }
      }
      return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    // Some were cut off, and the last ones were not: no effect was left out.
    #expect(cuts >= least && cuts < 16, "\(cuts) cuts")
  }

  @Test func `a start that is cut off after any of its effects is finished or undone`() async throws {
    try await cutEverywhere(.start, isRunning: true, isCertain: false, atLeast: 5)
  }

  @Test func `a stop that is cut off after any of its effects is finished or was never begun`() async throws {
    try await cutEverywhere(.stop, isRunning: false, isCertain: false, atLeast: 4)
  }

  @Test func `a restart that is cut off after any of its effects ends with one gateway that runs`()
    async throws
  {
    try await cutEverywhere(.restart, isRunning: true, isCertain: true, atLeast: 8)
  }

  @Test func `a recovery of a restart that is cut off itself is taken up again`() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for step in 0..<12 {
        group.addTask {
          let home = try StandInHome(["default": ""])
          defer { home.remove() }
          #expect(try await !die(home, .start, after: .max))
          // Stopped, and dead before the next launch.
          #expect(try await die(home, .restart, DyingHost(beforeWriting: #""launching""#)))
          #expect(await eventually { home.living("default").isEmpty })
          #expect(home.record("default")?.phase == .stopping)
          _ = try await die(home, .recover, after: step)
          try await prove(home, try await recover(home), isRunning: true, step)
        }
      }
      try await group.waitForAll()
    }
  }

  @Test(arguments: [
    ("start", "waiting for listening", "startSeconds: 1"),
    ("stop", "TERM", "stopSeconds: 1.5"), ("stop", "KILL", "ignoresTerm: true, leavesGrandchild: true"),
    ("restart", "TERM", "stopSeconds: 1.5"), ("restart", "waiting for listening", "startSeconds: 1"),
  ])
  func `a command that is killed at a step of its work leaves nothing double and nothing lost`(
    action: String, step: String, behaviour: String
  ) async throws {
    let home = try StandInHome(["default": behaviour], config: "stopSeconds: \(step == "KILL" ? 1 : 20)")
    defer { home.remove() }
    if action != "start" { #expect(try await !die(home, .start, after: .max)) }
    let command = try Command(home, [action, "default"])
    #expect(await command.says(step, seconds: step == "KILL" ? 40 : 20))
    kill(command.pid, SIGKILL)
    // A KILL may be carried out before its words are read.
    let isCut = [.launching, .starting, .stopping].contains(home.record("default")?.phase)
    #expect(isCut || step == "KILL")
    let watch = try await recover(home)
    try await prove(home, watch, isRunning: action != "stop", 0)
    #expect(home.journal.contains { $0.phase == .began })
    #expect(await eventually { !isCut || home.journal.contains { $0.by == .recovery && $0.phase == .done } })
  }

  @Test func `a start of what is half stopped finishes the stop first`() async throws {
    let home = try StandInHome(["default": "stopSeconds: 1"])
    defer { home.remove() }
    #expect(try await !die(home, .start, after: .max))
    let before = try #require(home.living("default").first)
    let command = try Command(home, ["restart", "default"])
    #expect(await command.says("TERM"))
    kill(command.pid, SIGKILL)
    #expect(home.record("default")?.phase == .stopping)
    let controller = try home.controller(stopGrace: 5)
    let result = await controller.perform(.start, on: try await id(controller), by: .key)
    #expect(result.isSuccess, "\(result)")
    let record = try #require(home.record("default"))
    #expect(record.phase == .running && record.process != before)
    #expect(home.living("default") == [record.process])
  }

  @Test func `a start that was interrupted is proven by the next one, also by a command`() async throws {
    let home = try StandInHome(["default": "startSeconds: 1"])
    defer { home.remove() }
    let command = try Command(home, ["start", "default"])
    #expect(await command.says("waiting for listening"))
    kill(command.pid, SIGINT)
    #expect(await command.exit() != nil)
    #expect(home.record("default")?.phase == .starting)
    let again = try Command(home, ["start", "default"])
    #expect(await again.exit() == .exit(0))
    #expect(again.text.contains("is adopted"))
    #expect(home.record("default")?.phase == .running && home.living("default").count == 1)
  }

  @Test func `a stop by a person reaches a start that another Gatehouse is waiting for`() async throws {
    let home = try StandInHome(["default": "hangs: true"], config: "stopSeconds: 1")
    defer { home.remove() }
    let start = try Command(home, ["start", "default"])
    #expect(await eventually { home.record("default")?.phase == .starting })
    let stop = try Command(home, ["stop", "default"])
    #expect(await stop.exit() == .exit(0), "\(stop.text)")
    #expect(await start.exit() == .exit(69))
    #expect(start.text.contains("was called off"))
    #expect(home.living("default").isEmpty && home.record("default")?.isStopWanted == true)
    let left = try FileManager.default.contentsOfDirectory(
      atPath: home.path + "/.local/state/gatehouse/locks")
    #expect(!left.contains { $0.hasPrefix("stop-wish") })
  }

  @Test func `records, policies and a journal with anything in them harm nothing`() async throws {
    let home = try StandInHome(["default": ""])
    defer { home.remove() }
    #expect(try await !die(home, .start, after: .max))
    let watch = Watch(try home.controller(), as: .dashboard)
    #expect(await eventually { watch.gateway("default")?.state == .running })
    // The record is gone while it is watched: what is seen counts, not what was known.
    try FileManager.default.removeItem(atPath: home.path + "/.local/state/gatehouse/runs")
    let process = try #require(home.living("default").first)
    _ = home.host.processes.signal(process, SIGKILL)
    #expect(await eventually { watch.gateway("default")?.state == .stopped })
    watch.end()
    await watch.ended()
    let state = ".local/state/gatehouse/"
    try home.write(
      state + "runs/a.json",
      "{\"schema\":1,\"id\":\"x\",\"name\":\"default\",\"stateDir\":\"\(home.path)/.openclaw\",\"configPath\":\"\(home.path)/.openclaw/openclaw.json\",\"generation\":-5,\"phase\":\"backing-off\",\"bootID\":\"\(home.host.system.bootID)\",\"port\":1,\"command\":[],\"logFile\":\"\",\"logOffset\":0,\"startedAt\":1e300,\"retryAt\":1e300}"
    )
    try home.write(state + "policies/b.json", "[")
    let journal = home.path + "/" + state + "journal.jsonl"
    let hostile =
      "{\"schema\":1,\"at\":1e300,\"id\":\"x\",\"gateway\":\"default\",\"stateDir\":\"\",\"action\":\"start\",\"phase\":\"done\",\"by\":\"key\",\"gatehouse\":1,\"target\":{},\"steps\":[],\"message\":\"m\"}\n{\"torn"
    try Data(hostile.utf8).write(to: URL(filePath: journal))
    let session = try TerminalSession(
      ["--home", home.path], environment: ["HOME": home.path, "TMPDIR": home.path + "/tmp"])
    #expect(await session.idles())
    #expect(session.hasLine("default", "stopped"))
    await session.press("s7")
    #expect(session.hasLine("start", "default is live on"))
    session.type("q")
    #expect(await session.ends() && session.ending == 0)
    // What came after the torn line is not glued to it.
    #expect(home.journal.contains { $0.action == JournalAction(.start) && $0.phase == .done })
    try Data("garbage\n".utf8).write(to: URL(filePath: journal))
    let command = try Command(home, ["journal"])
    #expect(await command.exit() == .exit(74))
    #expect(command.text.contains("holds no entry of a journal"))
  }

  @Test func `records of another boot, of a reused pid, of another gateway, and torn ones are told apart`()
    async throws
  {
    let home = try StandInHome(["default": "", "rescue": ""])
    defer { home.remove() }
    #expect(try await !die(home, .start, after: .max))
    var record = try #require(home.record("default"))
    let running = try #require(record.process)

    record.process = ProcessIdentity(pid: running.pid, startTicks: running.startTicks - 1)
    #expect(home.runs.write(record) == nil)
    try FileManager.default.removeItem(atPath: home.path + "/tmp/openclaw-\(getuid())")
    var copied = record
    copied.name = "elsewhere"
    copied.stateDir = "/nowhere/.openclaw"
    copied.configPath = "/nowhere/.openclaw/openclaw.json"
    #expect(home.runs.write(copied) == nil)
    var rebooted = record
    rebooted.name = "rescue"
    rebooted.stateDir = home.path + "/.openclaw-rescue"
    rebooted.configPath = home.path + "/.openclaw-rescue/openclaw.json"
    rebooted.bootID = "another"
    #expect(home.runs.write(rebooted) == nil)
    try home.write(".local/state/gatehouse/runs/torn.json", "{ \"id\": \"")

    let watch = Watch(try home.controller(), as: .up)
    defer { watch.end() }
    #expect(await eventually { home.journal.filter { $0.action == .unproven }.count >= 3 })
    let said = home.journal.filter { $0.action == .unproven }.map(\.message)
    #expect(said.contains { $0.contains("pid \(running.pid) is another process now") })
    #expect(said.contains { $0.contains("run record is of another gateway (/nowhere/.openclaw") })
    #expect(said.contains { $0.contains("before this machine was started again") })
    #expect(said.contains { $0.contains("torn.json is no record of Gatehouse's") })
    // What cannot be proven gets no signal.
    #expect(home.living("default") == [running])
    #expect(await eventually { watch.gateway("rescue")?.state == .stopped })
  }
}
