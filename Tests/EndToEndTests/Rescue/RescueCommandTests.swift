import Control
import Foundation
import GatewayModel
import TestSupport
import Testing

extension RescueSuites {
  /// The rescue without a screen: the built program as a shell runs it.
  @Suite struct RescueCommandTests {

    private func plan(_ home: StandInHome, _ arguments: [String] = []) async throws -> (
      id: String, text: String
    ) {
      let command = try Command(home, ["rescue", "--plan"] + arguments)
      _ = await command.exit()
      return (String(try #require(command.text.firstMatch(of: /Plan ([0-9a-f]{8}):/)).1), command.text)
    }

    @Test func `a plan is printed, carried out with its repairs, and main is back`() async throws {
      let rescue = try RescueHome()
      try await rescue.keepGood()
      try rescue.breakConfig()
      try await rescue.crash("default")
      let home = rescue.home
      let first = try await plan(home)
      #expect(first.text.contains("2 collect") && first.text.contains("4 raise"))
      #expect(!first.text.contains("restore-config"))
      let whole = try await plan(home, ["--repair", "restore-config", "--repair", "start"])
      #expect(whole.id != first.id && whole.text.contains("differs in 1 line"))
      let execute = try Command(home, ["rescue", "--execute", whole.id])
      #expect(await execute.exit() == .exit(0), "\(execute.text)")
      for word in ["2 collect", "4 raise", "6 restore-config", "6 start", "7 verify", "8 return"] {
        #expect(execute.text.contains(word), "\(word)")
      }
      #expect(await rescue.gateway("default")?.process != nil)
      #expect(await rescue.gateway("rescue")?.process == nil)
      // The world is another one now.
      let again = try Command(home, ["rescue", "--execute", whole.id])
      #expect(await again.exit() == .exit(69))
      await rescue.end()
    }

    @Test func `a plan that stops a main that works starts it again before the proof`() async throws {
      let rescue = try RescueHome()
      try await rescue.act(.start, "default")
      let before = try #require(await rescue.gateway("default")?.process?.identity)
      let made = try await plan(rescue.home, ["--freeze"])
      #expect(made.text.contains("3 stop-main") && made.text.contains("6 start"), "\(made.text)")
      let execute = try Command(rescue.home, ["rescue", "--execute", made.id])
      #expect(await execute.exit() == .exit(0), "\(execute.text)")
      let after = try #require(await rescue.gateway("default")?.process?.identity)
      #expect(after != before)
      await rescue.end()
    }

    @Test func `a plan that has been overtaken is refused and made anew`() async throws {
      let rescue = try RescueHome()
      let before = try await plan(rescue.home)
      try await rescue.act(.start, "default")
      let execute = try Command(rescue.home, ["rescue", "--execute", before.id])
      #expect(await execute.exit() == .exit(69))
      #expect(execute.text.contains("the world has moved on since plan \(before.id)"))
      #expect(execute.text.contains("Plan "))
      let unknown = try Command(rescue.home, ["rescue", "--execute", "../../x"])
      #expect(await unknown.exit() == .exit(69))
      #expect(unknown.text.contains("there is no plan"))
      await rescue.end()
    }

    @Test func `without repairs a plan ends with the rescue bot up, and the next one goes on or ends it`()
      async throws
    {
      let rescue = try RescueHome()
      let begin = try await plan(rescue.home)
      let execute = try Command(rescue.home, ["rescue", "--execute", begin.id])
      #expect(await execute.exit() == .exit(0), "\(execute.text)")
      #expect(execute.text.contains("The rescue is at step 6"))
      #expect(await rescue.gateway("rescue")?.process != nil)
      let status = try Command(rescue.home, ["rescue", "status"])
      _ = await status.exit()
      #expect(status.text.contains("A rescue is under way"))
      let end = try await plan(rescue.home, ["--end"])
      #expect(await (try Command(rescue.home, ["rescue", "--execute", end.id])).exit() == .exit(0))
      #expect(await rescue.gateway("rescue")?.process == nil)
      await rescue.end()
    }

    @Test func `readiness says what is missing and how to get it, as text and as JSON`() async throws {
      let rescue = try RescueHome()
      let text = try Command(rescue.home, ["rescue"])
      #expect(await text.exit() == .exit(1))
      for words in [
        "last good copy of main", "gatehouse rescue --drill", "nothing starts it again", "own bot",
      ] {
        #expect(text.text.contains(words), "\(words)")
      }
      let json = try Command(rescue.home, ["rescue", "status", "--json"])
      #expect(await json.exit() == .exit(1))
      let document = try #require(
        try JSONSerialization.jsonObject(with: Data(json.text.utf8)) as? [String: Any])
      #expect(document["verdict"] as? String == "gaps" && document["proposed"] as? Bool == true)
      let points = try #require(document["points"] as? [[String: Any]])
      #expect(
        points.map { $0["point"] as? String } == [
          "configured", "isolated", "own-bot", "own-ports", "own-provider", "supervised", "last-good",
          "drill",
        ])
      #expect(points.filter { $0["status"] as? String == "missing" }.allSatisfy { $0["fix"] is String })
      await rescue.end()
    }

    @Test func `a host without a rescue bot is told how to get one, and set-up makes and checks it`()
      async throws
    {
      let home = try StandInHome(["default": ""])
      defer { home.remove() }
      let status = try Command(home, ["rescue"])
      #expect(await status.exit() == .exit(2))
      #expect(status.text.contains("gatehouse rescue setup"))
      #expect(await (try Command(home, ["rescue", "setup", "--port", "65536"])).exit() == .exit(64))
      let plan = try Command(home, ["rescue", "setup"])
      #expect(await plan.exit() == .exit(0))
      #expect(plan.text.contains(/OPENCLAW_GATEWAY_PORT=\d+ openclaw --profile rescue onboard/))
      let port = try #require(plan.text.firstMatch(of: /install --port (\d+)/)?.1)
      let session = try TerminalSession(
        ["rescue", "setup", "--run", "--home", home.path],
        environment: ["HOME": home.path, "TMPDIR": home.path + "/tmp", "OPENCLAW_STATE_DIR": "/nowhere"])
      // What onboarding proposes is the plan's port: it was given that.
      #expect(await session.shows("Gateway port [\(port)]:"))
      session.answer("\n")
      #expect(await session.shows("bot token:"))
      session.answer("42:own-bot-token\n")
      #expect(await eventually { session.ending != nil })
      session.read()
      #expect(session.screen.text.contains("✓ own bot"))
      let ready = try Command(home, ["rescue"])
      #expect(await ready.exit() == .exit(1))
      #expect(ready.text.contains("✓ isolated from main") && ready.text.contains("✓ own bot"))
      #expect(!ready.text.contains("own-bot-token"))
      let again = try Command(home, ["rescue", "setup"])
      #expect(await again.exit() == .exit(69))
    }

    @Test func `the drill passes on the demo's pair, leaves nothing behind, and is remembered`() async throws
    {
      let home = try StandInHome([:])
      defer { home.remove() }
      let main = try FreePorts.take()
      let rescue = try FreePorts.take()
      let assets = Fixtures.root.deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "assets/demo")
      for name in [".openclaw/openclaw.json", ".openclaw-rescue/openclaw.json"] {
        let text = try String(contentsOf: assets.appending(path: name), encoding: .utf8)
          .replacing("@MAIN_CDP@", with: "\(main + 12)").replacing("@MAIN@", with: "\(main)")
          .replacing("@RESCUE@", with: "\(rescue + 2000)")
        try home.write(name, text)
      }
      let drill = try Command(home, ["rescue", "--drill"])
      #expect(await drill.exit() == .exit(0), "\(drill.text)")
      #expect(drill.text.contains("no secret in them") && drill.text.contains("Passed"))
      let left = try FileManager.default.contentsOfDirectory(atPath: home.path + "/tmp")
      #expect(!left.contains { $0.hasPrefix("gatehouse-drill") })
      let text = try Command(home, ["rescue"])
      _ = await text.exit()
      #expect(text.text.contains("✓ drill"))
    }

    @Test func `a drill of a pair that is not isolated is refused`() async throws {
      let rescue = try RescueHome()
      let token = "channels: { telegram: { botToken: '7:same' } }"
      for (name, path) in [("default", ".openclaw"), ("rescue", ".openclaw-rescue")] {
        try rescue.home.write(
          "\(path)/openclaw.json",
          "{ gateway: { mode: 'local', port: \(rescue.home.ports[name] ?? 0) }, \(token) }")
      }
      let drill = try Command(rescue.home, ["rescue", "--drill"])
      #expect(await drill.exit() == .exit(69))
      #expect(drill.text.contains("a switch would be refused") && !drill.text.contains("7:same"))
      await rescue.end()
    }
  }
}
