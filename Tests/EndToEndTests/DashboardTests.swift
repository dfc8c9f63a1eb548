import Foundation
import Host
import TestSupport
import Testing

/// The built program on a pseudo-terminal, driven by keys.
@Suite(.serialized, .inPlaces) struct DashboardTests {
  private func open(_ home: StandInHome, width: Int = 120, height: Int = 40) throws -> TerminalSession {
    try TerminalSession(
      ["--home", home.path],
      environment: ["HOME": home.path, "TMPDIR": home.path + "/tmp", "OPENCLAW_PROFILE": "x"],
      width: width, height: height)
  }

  private func living(_ home: StandInHome) -> [Int32] {
    let processes = Machine.live().processes
    return processes.all().filter {
      $0.isAlive && $0.name == "openclaw-gatewa"
        && processes.environment($0.pid)?["TMPDIR"] == home.path + "/tmp"
    }.map(\.pid)
  }

  @Test func `start, see ready, quit, adopt, stop: all by keyboard`() async throws {
    let home = try StandInHome(["default": "", "rescue": ""])
    defer { home.remove() }
    let first = try open(home)
    #expect(await first.idles())
    #expect(first.hasLine("default", "stopped"))
    await first.press("s")
    #expect(first.hasLine("default", "running", "gatehouse"))
    #expect(await first.showsLine("default", "running", "ready", "gatehouse"))
    await first.press("js")
    #expect(first.hasLine("rescue", "running"))
    #expect(await first.showsLine("rescue", "running", "ready"))
    first.type("q")
    #expect(await first.ends())
    #expect(first.isGivenBack)
    #expect(first.ending == 0)
    #expect(first.screen.text.contains("2 gateways go on: default, rescue"))
    #expect(first.screen.unknown.isEmpty, "\(first.screen.unknown)")
    let pids = living(home)
    #expect(pids.count == 2)

    let second = try open(home)
    #expect(await second.shows("found running: default, rescue"))
    #expect(await second.showsLine("default", "running", "ready", "gatehouse"))
    await second.press("s")
    #expect(second.has("default runs already"))
    #expect(living(home) == pids)
    await second.press("x")
    #expect(second.has("Stop default?"))
    await second.press("\t\r")
    #expect(second.hasLine("default", "stopped"))
    #expect(living(home).count == 1)
    second.type("q")
    #expect(await second.ends())
    #expect(living(home).count == 1)
  }

  @Test func `killed without warning it leaves the gateways, and the next one adopts every one of them`()
    async throws
  {
    let home = try StandInHome(["default": "", "rescue": ""])
    defer { home.remove() }
    let first = try open(home)
    #expect(await first.idles())
    await first.press("  s")
    #expect(first.hasLine("default", "running"))
    #expect(first.hasLine("rescue", "running"))
    kill(first.process.processIdentifier, SIGKILL)
    #expect(await first.ends())
    let pids = Set(living(home))
    #expect(pids.count == 2)
    let second = try open(home)
    #expect(await second.showsLine("default", "running", "gatehouse"))
    #expect(await second.showsLine("rescue", "running", "gatehouse"))
    await second.press("  s")
    #expect(second.has("runs already"))
    #expect(Set(living(home)) == pids)
    second.type("q")
    #expect(await second.ends())
  }

  @Test func `a restart that is under way is finished although the dashboard is left`() async throws {
    let home = try StandInHome(["default": "stopSeconds: 1"])
    defer { home.remove() }
    let session = try open(home)
    #expect(await session.idles())
    await session.press("s")
    #expect(await session.showsLine("default", "running", "ready"))
    let before = living(home)
    session.type("r\t\r")
    #expect(await session.showsLine("default", "stopping"))
    session.type("q")
    #expect(await session.ends())
    #expect(session.screen.text.contains("Finishing what was begun with default"))
    let after = living(home)
    #expect(after.count == 1 && after != before)
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGSEGV, SIGABRT])
  func `the terminal is given back, whatever ends the program`(signal: Int32) async throws {
    let home = try StandInHome(["default": ""])
    defer { home.remove() }
    let session = try open(home)
    #expect(await session.idles())
    #expect(session.hasLine("default", "stopped"))
    #expect(session.screen.isAlternate)
    kill(session.process.processIdentifier, signal)
    #expect(await session.ends())
    #expect(session.isGivenBack)
    #expect(session.ending != 0)
  }

  @Test func `it follows the size of the terminal, also where it is too small`() async throws {
    let home = try StandInHome(["default": ""])
    defer { home.remove() }
    let session = try open(home)
    #expect(await session.shows("CDP RANGE"))
    session.resize(width: 60, height: 20)
    #expect(await session.showsLine("NAME", "STATE", "HEALTH", "PORT", "CDP"))
    session.resize(width: 30, height: 5)
    #expect(await session.shows("Gatehouse needs 40x10"))
    session.resize(width: 80, height: 24)
    #expect(await session.showsLine("default", "stopped"))
    session.type("q")
    #expect(await session.ends())
    #expect(session.screen.unknown.isEmpty, "\(session.screen.unknown)")
  }

  @Test func `the log is shown as it grows, and no secret of the config is in it`() async throws {
    let home = try StandInHome(["default": "chatterSeconds: 0.2"])
    defer { home.remove() }
    let session = try open(home)
    #expect(await session.idles())
    await session.press("s5")
    #expect(await session.shows("heartbeat 3"))
    await session.press("6")
    #expect(session.has("OPENCLAW_NO_RESPAWN=1"))
    #expect(!session.has("fake-token-default"))
    await session.press("2")
    #expect(await session.showsLine("gateway", "openclaw-gateway", "127.0.0.1"))
    await session.press("?")
    #expect(session.has("start the selected or marked gateways"))
    session.type("q")
    session.type("q")
    #expect(await session.ends())
  }

  @Test func `without UTF-8 every character of the screen is plain`() async throws {
    let home = try StandInHome(["default": ""])
    defer { home.remove() }
    let session = try TerminalSession(
      ["--home", home.path], environment: ["HOME": home.path, "LANG": "C", "LC_ALL": "C", "NO_COLOR": "1"])
    #expect(await session.idles())
    #expect(session.hasLine("default", "stopped"))
    #expect(session.screen.text.unicodeScalars.allSatisfy { $0.isASCII })
    session.type("q")
    #expect(await session.ends())
  }

  @Test func `the demo shows its four gateways and leaves nothing behind`() async throws {
    let home = try StandInHome([:])
    defer { home.remove() }
    let session = try TerminalSession(
      ["demo"], environment: ["HOME": home.path, "TMPDIR": home.path + "/tmp"])
    #expect(await session.showsLine("default", "running", "ready"))
    #expect(await session.showsLine("rescue", "running", "ready"))
    #expect(await session.showsLine("work", "degraded", "telegram"))
    #expect(await session.showsLine("lab", "failed", "port held by node"))
    session.type("q")
    #expect(await session.ends())
    #expect(session.isGivenBack)
    #expect(session.screen.text.contains("nothing of the demo is left"))
    let left = try FileManager.default.contentsOfDirectory(atPath: home.path + "/tmp")
    #expect(!left.contains { $0.hasPrefix("gatehouse-demo") })
  }

  @Test func `quick checks, policy, journal and the pager by keyboard`() async throws {
    let home = try StandInHome(["default": ""])
    defer { home.remove() }
    let session = try TerminalSession(
      ["--home", home.path],
      environment: ["HOME": home.path, "TMPDIR": home.path + "/tmp", "PAGER": "head -n 1 && read line <"])
    #expect(await session.idles())
    await session.press("p")
    #expect(session.hasLine("restart", "on-failure", "chosen by key"))
    // The watch takes it over with its next round.
    #expect(await session.showsLine("restart", "on-failure", "a dashboard"))
    await session.press("s")
    #expect(await session.showsLine("default", "running", "ready"))
    await session.press("Q")
    #expect(session.has("$ openclaw browser status"))
    #expect(session.has("running: false"))
    await session.press("\u{1B}")
    #expect(session.hasLine("default", "running"))
    await session.press("7")
    #expect(session.hasLine("start", "key", "default is live on"))
    #expect(session.hasLine("policy", "the restart policy of default is on-failure now"))
    await session.press("5")
    #expect(session.has("run 1 of default started"))
    session.type("q")
    #expect(await session.ends())
    #expect(session.screen.unknown.isEmpty, "\(session.screen.unknown)")
  }
}
