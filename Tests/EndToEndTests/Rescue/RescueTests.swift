import Control
import Foundation
import GatewayModel
import Presentation
import Records
import Rescue
import TestSupport
import Testing

extension RescueSuites {
  /// The whole way to the rescue bot and back, over real processes.
  @Suite struct RescueTests {
    private func toEnd(_ rescue: RescueHome) async throws {
      for move in [RescueMove.verify, .goBack] {
        let result = try await rescue.move(move)
        #expect(result.isSuccess, "\(move): \(result)")
      }
      #expect(rescue.store.run() == nil)
    }

    @Test func `main crashed: it is started again, proven, and rescue is stopped as it was found`()
      async throws
    {
      let rescue = try RescueHome()
      try await rescue.keepGood()
      try await rescue.crash("default")
      #expect(await rescue.isTrouble(.down))
      try await rescue.toRepair()
      #expect(await rescue.gateway("rescue")?.process != nil)
      #expect(try await rescue.move(.repair(.start)).isSuccess)
      try await toEnd(rescue)
      #expect(await rescue.gateway("default")?.state == .running)
      #expect(await rescue.gateway("rescue")?.process == nil)
      await rescue.end()
    }

    @Test func `main hangs: it does not answer, and is restarted`() async throws {
      let rescue = try RescueHome()
      try await rescue.keepGood()
      let process = try #require(await rescue.gateway("default")?.process?.identity)
      #expect(rescue.home.host.processes.signal(process, SIGSTOP))
      #expect(await rescue.isTrouble(.hangs))
      try await rescue.toRepair()
      #expect(try await rescue.move(.repair(.start)).isSuccess)
      try await toEnd(rescue)
      #expect(await rescue.gateway("default")?.process?.identity != process)
      await rescue.end()
    }

    @Test func `main's config is broken by an edit: it is named, restored, undone and restored again`()
      async throws
    {
      let rescue = try RescueHome()
      try await rescue.keepGood()
      let good = try String(contentsOf: rescue.mainConfig, encoding: .utf8)
      try rescue.breakConfig()
      let broken = try String(contentsOf: rescue.mainConfig, encoding: .utf8)
      try await rescue.crash("default")
      #expect(await rescue.isTrouble(.configBroken))
      try await rescue.toRepair()
      let facts = try await rescue.facts()
      #expect(facts.condition.text.contains("openclaw.json:1:"))
      #expect(facts.copy?.difference.changes == 1)
      // A start that cannot work is refused, and the rescue stays where it is.
      guard case .refused(let reason) = try await rescue.move(.repair(.start)) else {
        Issue.record("a broken config was started")
        return
      }
      #expect(reason.message.contains("openclaw.json:1:"))
      #expect(try await rescue.move(.repair(.restoreConfig)).isSuccess)
      #expect(try String(contentsOf: rescue.mainConfig, encoding: .utf8) == good)
      #expect(try await rescue.move(.undoRepair).isSuccess)
      #expect(try String(contentsOf: rescue.mainConfig, encoding: .utf8) == broken)
      #expect(try await rescue.move(.repair(.restoreConfig)).isSuccess)
      #expect(try await rescue.move(.repair(.start)).isSuccess)
      let evidence = try #require(try await rescue.facts().run?.evidence)
      try await toEnd(rescue)
      let brief = try String(contentsOfFile: evidence + "/brief.md", encoding: .utf8)
      #expect(brief.contains("openclaw.json:1:") && brief.contains("```diff"))
      let line = try String(contentsOfFile: evidence + "/rescue.txt", encoding: .utf8)
      #expect(line.contains("Detect") && line.contains("restore-config") && line.contains("return: done"))
      for file in try FileManager.default.contentsOfDirectory(atPath: evidence) {
        let text = try String(contentsOfFile: evidence + "/" + file, encoding: .utf8)
        #expect(!text.contains("fake-token"), "\(file)")
      }
      await rescue.end()
    }

    @Test func `main's port is stolen by what an earlier run left: it is proven, ended, and main starts`()
      async throws
    {
      let rescue = try RescueHome()
      let state = rescue.home.path + "/.openclaw"
      let port = try #require(rescue.home.ports["default"])
      let own = ["OPENCLAW_STATE_DIR": state, "OPENCLAW_CONFIG_PATH": rescue.mainConfig.path]
      // The variables alone may be those of a person's shell: only what a run of main left has its mark too.
      let child = try rescue.home.launch(
        ["squat", "--port", "\(port)", "--title", "worker"], environment: own)
      #expect(await rescue.isTrouble(.portTaken))
      #expect(try await rescue.facts().orphan == nil)
      child.terminate()
      let marked = own.merging([RunRecord.variable: "an-earlier-run"]) { _, mark in mark }
      #expect(await rescue.isTrouble(.stopped))
      try rescue.home.leave(["squat", "--port", "\(port)", "--title", "worker"], environment: marked)
      #expect(await rescue.isTrouble(.portTaken))
      try await rescue.toRepair()
      let orphan = try #require(try await rescue.facts().orphan)
      #expect(orphan.command == "worker")
      #expect(try await rescue.move(.repair(.freePort)).isSuccess)
      #expect(rescue.home.host.processes.facts(orphan.process.pid)?.isAlive != true)
      #expect(try await rescue.move(.repair(.start)).isSuccess)
      try await toEnd(rescue)
      await rescue.end()
    }

    @Test func `what holds main's port and is not proven to be main's is never offered`() async throws {
      let rescue = try RescueHome()
      let port = try #require(rescue.home.ports["default"])
      let stranger = try rescue.home.launch(["squat", "--port", "\(port)"])
      #expect(await rescue.isTrouble(.portTaken))
      try await rescue.toRepair()
      #expect(try await rescue.facts().orphan == nil)
      guard case .refused = try await rescue.move(.repair(.freePort)) else {
        Issue.record("a stranger was ended")
        return
      }
      #expect(stranger.isRunning)
      #expect(try await rescue.move(.goBack).isSuccess)
      await rescue.end()
    }

    @Test func `a rescue that shares main's state directory is refused, with the reason`() async throws {
      let rescue = try RescueHome()
      try FileManager.default.removeItem(atPath: rescue.home.path + "/.openclaw-rescue")
      let port = try #require(rescue.home.ports["rescue"])
      try rescue.home.write(
        ".openclaw/rescue.json", "{ gateway: { mode: 'local', port: \(port) }, channels: { telegram: {} } }")
      let own =
        "{ openclaw: ['\(StandInHome.gatehouse)', 'stand-in'], gateways: { default: { configPath: '~/.openclaw/openclaw.json', stateDir: '~/.openclaw' }, rescue: { configPath: '~/.openclaw/rescue.json', stateDir: '~/.openclaw' } } }"
      try rescue.home.write(".config/gatehouse/config.json5", own)
      let controller = try rescue.home.controller()
      _ = await controller.look(sweep: true)
      let status = try #require(await controller.look(sweep: true).rescue)
      #expect(status.verdict == .blocked)
      for move in [RescueMove.collect, .leaveMain] {
        #expect(await controller.rescue(move, seen: nil, by: .key).isSuccess)
      }
      guard case .refused(let reason) = await controller.rescue(.raise, seen: nil, by: .key) else {
        Issue.record("it was started")
        return
      }
      #expect(reason.message.contains("~/.openclaw"))
      let plan = try await controller.rescuePlan(.init()).get()
      #expect(plan.refusal == reason.message)
      await rescue.end()
    }

    @Test func `a rescue whose port is taken is refused, and the holder is named`() async throws {
      let rescue = try RescueHome()
      let port = try #require(rescue.home.ports["rescue"])
      let stranger = try rescue.home.launch(["squat", "--port", "\(port)", "--title", "intruder"])
      #expect(await eventually { await rescue.gateway("rescue")?.stranger != nil })
      _ = try await rescue.move(.collect)
      _ = try await rescue.move(.leaveMain)
      guard case .refused(let reason) = try await rescue.move(.raise) else {
        Issue.record("it was started")
        return
      }
      #expect(
        reason.message.contains("port \(port)")
          && reason.message.contains("intruder \(stranger.processIdentifier)"))
      #expect(rescue.store.run()?.isRescueStarted == false)
      #expect(try await rescue.move(.goBack).isSuccess)
      await rescue.end()
    }

    @Test func `main recovers by itself in between: the old view is void, and the way back is open`()
      async throws
    {
      let rescue = try RescueHome()
      try await rescue.keepGood()
      try await rescue.crash("default")
      #expect(await rescue.isTrouble(.down))
      _ = try await rescue.move(.collect)
      let seen = try await rescue.facts().fingerprint
      let plan = try await rescue.controller.rescuePlan(.init()).get()
      try await rescue.act(.start, "default")
      #expect(await rescue.isTrouble(.well))
      #expect(
        await rescue.controller.rescue(.stopMain, seen: seen, by: .key)
          == .refused(.move(.movedOn)))
      guard case .failure(let refusal) = await rescue.controller.rescuePlan(id: plan.id) else {
        Issue.record("an overtaken plan was taken")
        return
      }
      #expect(refusal.plan != nil && refusal.plan?.id != plan.id)
      #expect(RescueChoices.of(try await rescue.facts()).first?.move == .verify)
      try await toEnd(rescue)
      await rescue.end()
    }

    @Test func `a main that was stopped for the rescue is held, and started again at the end`() async throws {
      let rescue = try RescueHome(config: "restart: { policy: 'always', firstDelaySeconds: 0.1 }")
      try await rescue.keepGood()
      try await rescue.toRepair(freezing: true)
      #expect(await rescue.gateway("default")?.process == nil)
      // Until the rescue bot's config is kept the policy has looked at main several times.
      #expect(await eventually { !rescue.copies(of: "rescue").isEmpty })
      #expect(await rescue.gateway("default")?.process == nil)
      #expect(rescue.home.record("default")?.isStopWanted == true)
      #expect(try await rescue.move(.goBack).isSuccess)
      #expect(await rescue.gateway("default")?.process != nil)
      #expect(await rescue.gateway("rescue")?.process == nil)
      await rescue.end()
    }

    @Test
    func `a frozen main that cannot be started keeps the rescue bot up, until the end is asked for again`()
      async throws
    {
      let rescue = try RescueHome()
      try await rescue.keepGood()
      try await rescue.toRepair(freezing: true)
      try rescue.breakConfig()
      guard case .failed(let reason) = try await rescue.move(.goBack) else {
        Issue.record("both bots are down, and it was called done")
        return
      }
      #expect(
        reason.message.contains("rescue is left as it is") && reason.message.contains("openclaw.json:1:"))
      #expect(await rescue.gateway("rescue")?.process != nil)
      // Each return tries again; to go without main is an explicit word.
      #expect(try await !rescue.move(.goBack).isSuccess)
      #expect(await rescue.gateway("rescue")?.process != nil)
      let alone = try await rescue.move(.goBackWithoutMain)
      #expect(alone.isSuccess && alone.message.contains("default stays stopped"), "\(alone)")
      #expect(await rescue.gateway("rescue")?.process == nil)
      #expect(rescue.store.run() == nil)
      await rescue.end()
    }

    @Test func `a main that hangs from the moment of its proof on is not proven`() async throws {
      let rescue = try RescueHome(settle: 6)
      try await rescue.act(.start, "default")
      #expect(await rescue.isTrouble(.well))
      _ = try await rescue.move(.collect)
      let process = try #require(await rescue.gateway("default")?.process?.identity)
      #expect(rescue.home.host.processes.signal(process, SIGSTOP))
      let result = try await rescue.move(.verify)
      #expect(!result.isSuccess, "\(result)")
      #expect(rescue.store.run()?.isVerified == false)
      await rescue.end()
    }

    @Test func `a missing config is named and restored`() async throws {
      let rescue = try RescueHome()
      try await rescue.keepGood()
      let good = try String(contentsOf: rescue.mainConfig, encoding: .utf8)
      // What a real gateway has written beside it, so that the directory is known as one's.
      try rescue.home.write(".openclaw/agents/main/x", "")
      try FileManager.default.removeItem(at: rescue.mainConfig)
      try await rescue.crash("default")
      #expect(await rescue.isTrouble(.configBroken))
      try await rescue.toRepair()
      #expect(try await rescue.move(.repair(.restoreConfig)).isSuccess)
      #expect(try String(contentsOf: rescue.mainConfig, encoding: .utf8) == good)
      #expect(try await rescue.move(.repair(.start)).isSuccess)
      try await toEnd(rescue)
      await rescue.end()
    }

    @Test func `a rescue that ran before is left running`() async throws {
      let rescue = try RescueHome()
      try await rescue.act(.start, "rescue")
      let process = await rescue.gateway("rescue")?.process?.identity
      try await rescue.toRepair()
      #expect(try await rescue.move(.goBack).isSuccess)
      let after = await rescue.gateway("rescue")?.process?.identity
      #expect(process != nil && process == after)
      await rescue.end()
    }
  }
}
