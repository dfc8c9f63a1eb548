import Foundation
import GatewayModel
import Records
import TestSupport
import Testing

extension RescueSuites {
  /// The guide on a pseudo-terminal, by keys alone.
  @Suite struct GuideTests {
    /// Presses Enter at the careful choice until a step is the current one, and after each waits until all of it is done.
    private func go(to step: RescueStep, _ session: TerminalSession) async -> Bool {
      // The guide takes no key for a moment after its choices have changed: how often a key is pressed says nothing.
      let end = ContinuousClock.now + .seconds(patience)
      while ContinuousClock.now < end {
        if await !session.idles() { return false }
        if session.has("▸ \(step.rawValue) \(step.title)") { return true }
        session.type("\r")
      }
      return false
    }

    /// Does what is chosen, and says yes; once more where main was seen in another state between question and answer.
    private func confirm(_ question: String, _ session: TerminalSession) async throws {
      let end = ContinuousClock.now + .seconds(patience)
      while ContinuousClock.now < end {
        await session.press("\r")
        if !session.has(question) { continue }
        await session.press("\t\r")
        if !session.has("look again") { return }
      }
    }

    @Test func `the demo's main is broken by a key and rescued by the guide`() async throws {
      let assets = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "assets").path
      let session = try TerminalSession(
        ["demo"], environment: ["HOME": "/nowhere", "GATEHOUSE_ASSETS": assets])
      // The last drill is all that is missing once the config has been kept.
      #expect(await session.shows("rescue ▲ 1 missing"), "\(session.screen.text)")
      await session.press("B")
      #expect(await session.showsLine("default", "config wrong 6:3"))
      await session.press("R")
      #expect(session.has("Collect the evidence"))
      #expect(session.has("openclaw.json:6:3"))
      #expect(await go(to: .repair, session))
      #expect(session.has("What the restore changes"), "\(session.screen.text)")
      try await confirm("Restore the last good config?", session)
      #expect(session.has("is as it was in"), "\(session.screen.text)")
      #expect(await go(to: .goBack, session), "\(session.screen.text)")
      #expect(session.has("default works again"))
      await session.press("\r")
      #expect(session.has("the seat is with default again"))
      await session.press("\u{1b}")
      #expect(session.hasLine("default", "running"))
      session.type("q")
      #expect(await session.ends())
      #expect(session.isGivenBack && session.screen.text.contains("nothing of the demo is left"))
    }

    /// An editor that does what the test says: one script a call.
    private func editor(_ home: StandInHome, _ scripts: [String]) throws -> String {
      for (place, script) in scripts.enumerated() { try home.write("tmp/edit-\(place + 1)", script) }
      try home.write(
        "tmp/editor",
        "#!/bin/sh\nn=$(cat $HOME/tmp/count 2>/dev/null || echo 0); n=$((n+1)); echo $n > $HOME/tmp/count\n. $HOME/tmp/edit-$n\n"
      )
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o755], ofItemAtPath: home.path + "/tmp/editor")
      return home.path + "/tmp/editor"
    }

    @Test func `an edit is kept only when it parses and does not collide, and what it replaces is kept`()
      async throws
    {
      let home = try StandInHome(["default": "", "rescue": ""], config: RescueHome.settings)
      defer { home.remove() }
      let rescue = try #require(home.ports["rescue"])
      let main = try #require(home.ports["default"])
      let new = try FreePorts.take()
      let start = try Command(home, ["start", "default"])
      #expect(await start.exit() == .exit(0))
      let path = try editor(
        home,
        [
          "sed -i 's/}, channels/} channels/' $1",
          "sed -i 's/} channels/}, channels/; s/port: \(main)/port: \(rescue)/' $1",
          "sed -i 's/port: \(rescue)/port: \(new)/' $1",
        ])
      let session = try TerminalSession(
        ["--home", home.path],
        environment: ["HOME": home.path, "TMPDIR": home.path + "/tmp", "EDITOR": path])
      #expect(await session.idles())
      await session.press("R")
      #expect(session.has("Collect the evidence"))
      session.type("e")
      #expect(await session.shows("It is not kept as it is: ~/.openclaw/openclaw.json:1:"))
      session.answer("e\n")
      #expect(await session.shows("gateway-port-duplicate"))
      session.answer("e\n")
      #expect(await session.idles())
      #expect(session.has("is as you edited it"))
      let text = try String(contentsOfFile: home.path + "/.openclaw/openclaw.json", encoding: .utf8)
      #expect(text.contains("port: \(new)"))
      let copies = ConfigBackupStore(
        directory: home.path + "/.local/state/gatehouse/copies", files: home.host.files
      )
      .all(stateDir: home.path + "/.openclaw", configPath: home.path + "/.openclaw/openclaw.json")
      let replaced = copies.filter { $0.kind == .replaced }
      #expect(replaced.count == 1 && replaced[0].files[0].text.contains("port: \(main)"))
      let left = try FileManager.default.contentsOfDirectory(atPath: home.path + "/.local/state/gatehouse")
      #expect(!left.contains { $0.hasPrefix("edit-") })
      await session.press("\u{1b}")
      session.type("q")
      #expect(await session.ends())
      #expect(session.isGivenBack)
    }

    @Test
    func
      `the rescue bot's terminal and main's doctor run in their own environments, and the guide comes back`()
      async throws
    {
      let home = try StandInHome(["default": "", "rescue": ""], config: RescueHome.settings)
      defer { home.remove() }
      let session = try TerminalSession(
        ["--home", home.path],
        environment: ["HOME": home.path, "TMPDIR": home.path + "/tmp", "OPENCLAW_GATEWAY_PORT": "1"])
      #expect(await session.idles())
      await session.press("R")
      #expect(session.has("Collect the evidence"))
      session.type("t")
      #expect(await session.shows("gateway: ws://127.0.0.1:\(home.ports["rescue"] ?? 0)"))
      session.answer("\n")
      #expect(await session.shows("Enter returns to Gatehouse"))
      session.answer("\n")
      #expect(await session.idles())
      #expect(session.has("▸ 2 Evidence"))
      session.type("D")
      #expect(await session.shows("config: \(home.path)/.openclaw/openclaw.json"))
      session.answer("\n")
      #expect(await session.idles())
      #expect(session.has("`openclaw doctor` ended with 0"))
      await session.press("\u{1b}")
      #expect(session.has("1 Overview"))
      session.type("q")
      #expect(await session.ends())
      #expect(session.isGivenBack)
    }
  }
}
