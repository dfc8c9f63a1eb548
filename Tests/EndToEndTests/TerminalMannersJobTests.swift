import Foundation
import TestSupport
import Testing

/// The dashboard as a job of a real shell: stopped, resumed, and away while a command has the terminal.
@Suite(.onlyByName("TerminalManners"), .inPlaces) struct TerminalMannersJobTests {
  enum Absence: String, CaseIterable, CustomTestStringConvertible {
    case byKey = "Ctrl-Z"
    case byKill = "kill -TSTP"
    case byForce = "kill -STOP"
    case background = "Ctrl-Z and bg"
    case shell = "a shell"
    case deadShell = "a shell that is killed"
    case pager = "a pager"
    case stoppedPager = "a pager with Ctrl-Z in it"
    case editor = "an editor"

    var testDescription: String { rawValue }
  }

  /// Two gateways, and a command for `PAGER` and `EDITOR` that leaves the terminal in disorder.
  private func home() throws -> StandInHome {
    let home = try StandInHome(
      ["default": "", "rescue": ""], config: "mouse: true, \(RescueHome.settings)")
    try home.write(
      "tmp/rude", "#!/bin/sh\nprintf '\\033[?1l\\033[?1000l\\033[?25hrude command'\nread answer\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: home.path + "/tmp/rude")
    return home
  }

  private func open(_ home: StandInHome) async throws -> LeaderSession {
    let session = try await LeaderSession.inShell(
      home,
      environment: ["SHELL": "/bin/sh", "PAGER": home.path + "/tmp/rude", "EDITOR": home.path + "/tmp/rude"])
    #expect(await session.idles())
    #expect(session.screen.isAlternate && session.screen.isKeypadOn && session.screen.isMouseOn)
    return session
  }

  /// Goes away and comes back.
  private func go(_ absence: Absence, _ session: LeaderSession) async throws {
    let job = try #require(await session.job())
    switch absence {
    case .byKey, .background: session.type("\u{1A}")
    case .byKill: kill(job, SIGTSTP)
    case .byForce: kill(job, SIGSTOP)
    case .shell, .deadShell:
      session.type("!")
      #expect(await session.shows("A shell with the environment of default"))
      session.answer(absence == .shell ? "printf '\\033[?1l\\033[?1000l'; exit\n" : "kill -9 $$\n")
      return
    case .pager, .stoppedPager:
      await session.press("s")
      #expect(await session.showsLine("default", "running", "ready"))
      await session.press("5")
      session.type("L")
    case .editor:
      await session.press("R")
      #expect(session.has("Collect the evidence"))
      session.type("e")
    }
    if [.pager, .stoppedPager, .editor].contains(absence) {
      #expect(await session.shows("rude command"))
      if absence == .stoppedPager { session.answer("\u{1A}") }
    }
    if ![.pager, .editor].contains(absence) {
      #expect(await session.shows("Stopped"))
      // Whoever is stopped by force can do nothing before.
      #expect(absence == .byForce || session.isGivenBack)
      session.answer(absence == .background ? "bg\nfg\n" : "fg\n")
    }
    if [.pager, .stoppedPager, .editor].contains(absence) { session.answer("\n") }
  }

  @Test(arguments: Absence.allCases)
  func `it comes back with its whole screen, and its keys are keys`(from absence: Absence) async throws {
    let home = try home()
    defer { home.remove() }
    let session = try await open(home)
    try await go(absence, session)
    let isBack = await eventually {
      session.read()
      return session.screen.isAlternate && session.screen.isKeypadOn && session.screen.isMouseOn
        && !session.has("Stopped") && !session.has("rude command") && session.hasLine("default")
    }
    #expect(isBack, "\(session.screen.text)")
    #expect(await session.idles())
    #expect(!session.screen.isCursorShown)
    await session.press(absence == .editor ? "\u{1B}" : "1")
    // Each in both forms: whoever uses the terminal may have switched it over.
    for (key, chosen) in [
      ("\u{1B}OF", "rescue"), ("\u{1B}[H", "default"), ("\u{1B}[F", "rescue"), ("\u{1B}OH", "default"),
      ("\u{1B}OB", "rescue"), ("\u{1B}[A", "default"), ("\u{1B}[4~", "rescue"), ("\u{1B}[1~", "default"),
    ] {
      await session.press(key: key)
      #expect(session.hasLine("▌ \(chosen)"), "after \(key.debugDescription):\n\(session.screen.text)")
    }
    session.type("q")
    #expect(await session.shows("ready> "))
    #expect(session.isGivenBack)
    session.answer("echo left with $?\n")
    #expect(await session.shows("left with 0"))
    #expect(session.screen.unknown.isEmpty, "\(session.screen.unknown)")
  }

  @Test(arguments: [SIGTSTP, SIGSTOP])
  func `ended while it is stopped, it leaves the terminal to the shell`(stop: Int32) async throws {
    let home = try home()
    defer { home.remove() }
    let session = try await open(home)
    kill(try #require(await session.job()), stop)
    #expect(await session.shows("Stopped"))
    session.answer("kill %1; kill -CONT %1\n")
    // A shell tells of a job before a prompt.
    let isTold = await eventually(pause: 0.05) {
      session.read()
      if session.has("Done(143)") || session.has("Exit 143") { return true }
      session.answer("\n")
      return false
    }
    #expect(isTold, "\(session.screen.text)")
    #expect(session.isGivenBack)
  }

  @Test(arguments: [true, false])
  func `where nobody could resume it, it says so and goes on`(byKey: Bool) async throws {
    let home = try home()
    defer { home.remove() }
    let session = try LeaderSession.alone(home)
    #expect(await session.idles())
    if byKey { session.type("\u{1A}") } else { kill(session.pid, SIGTSTP) }
    #expect(await session.shows("nobody could resume Gatehouse here"))
    #expect(await session.idles())
    #expect(session.screen.isAlternate && session.screen.isKeypadOn && session.screen.isMouseOn)
    await session.press(key: "\u{1B}OF")
    #expect(session.hasLine("▌ rescue"))
    session.type("q")
    #expect(await session.ends())
    #expect(session.ending == 0)
  }

  @Test(arguments: [false, true])
  func `its window is closed`(whileShellRuns: Bool) async throws {
    let home = try home()
    defer { home.remove() }
    let session = try LeaderSession.alone(home)
    #expect(await session.idles())
    if whileShellRuns {
      session.type("!")
      #expect(await session.shows("A shell with the environment of default"))
    }
    session.terminal.hangUp()
    #expect(await session.ends())
    #expect(session.ending == 128 + SIGHUP)
  }

  @Test(arguments: [
    ("/none/shell", "", true), ("/", "", true),
    // Its last command is not there: the shell is.
    ("/bin/sh", "/none/such\nexit\n", false),
  ])
  func `a shell that is missing is said`(shell: String, typed: String, isMissing: Bool) async throws {
    let home = try home()
    defer { home.remove() }
    let session = try TerminalSession(
      ["--home", home.path],
      environment: ["HOME": home.path, "TMPDIR": home.path + "/tmp", "SHELL": shell])
    #expect(await session.idles())
    session.type("!")
    if !typed.isEmpty {
      #expect(await session.shows("A shell with the environment of default"))
      session.answer(typed)
    }
    #expect(await session.idles())
    #expect(session.has("the shell \(shell) cannot be run") == isMissing, "\(session.screen.text)")
    session.type("q")
    #expect(await session.ends())
    #expect(session.ending == 0)
  }
}
