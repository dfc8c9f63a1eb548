import Foundation
import TestSupport
import Testing

/// A terminal that takes nothing, has any size or is not there; and whoever has waited long enough.
@Suite(.onlyByName("TerminalManners"), .inPlaces) struct TerminalMannersTroubleTests {
  private func open(_ home: StandInHome) async throws -> TerminalSession {
    let session = try TerminalSession(
      ["--home", home.path], environment: ["HOME": home.path, "TMPDIR": home.path + "/tmp"])
    #expect(await session.idles())
    return session
  }

  /// Whether a thread of the program waits in `write` to its stdout.
  private func writes(_ pid: pid_t) -> Bool {
    #if arch(x86_64)
      let call = "1 0x1 "
    #else
      let call = "64 0x1 "
    #endif
    // They come and go.
    let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/task")) ?? []
    return tasks.contains { task in
      // Gone meanwhile, then.
      (try? String(contentsOfFile: "/proc/\(pid)/task/\(task)/syscall", encoding: .utf8))?.hasPrefix(call)
        == true
    }
  }

  @Test(arguments: [(SIGTERM, 128 + SIGTERM), (SIGINT, 128 + SIGINT), (SIGSEGV, Int32(70))])
  func `a reader that has stalled holds it up no longer than a person wants`(signal: Int32, status: Int32)
    async throws
  {
    let home = try StandInHome(["default": ""])
    defer { home.remove() }
    let session = try await open(home)
    var (unread, round) = (Int32(-1), 0)
    // Each size is drawn whole; from here on nobody reads.
    let isStalled = await eventually {
      round += 1
      session.resize(width: 500, height: 150 + round % 50)
      defer { unread = session.terminal.unread }
      return session.terminal.unread > 0 && session.terminal.unread == unread && writes(session.pid)
    }
    #expect(isStalled)
    let hasEnded = await eventually(pause: 0.05) {
      if session.ending != nil { return true }
      kill(session.pid, signal)
      return false
    }
    #expect(hasEnded)
    #expect(session.ending == status)
    #expect(session.terminal.hasSettingsBack)
  }

  @Test func `600 sizes in a row, from one cell to 500 columns`() async throws {
    let home = try StandInHome(["default": ""])
    defer { home.remove() }
    let session = try await open(home)
    for round in 0..<600 {
      let size =
        round % 40 == 0
        ? (1, 1) : round % 100 == 7 ? (500, 200) : (1 + round * 37 % 180, 1 + round * 53 % 60)
      session.resize(width: size.0, height: size.1)
      session.read()
      if round % 50 == 0 { #expect(await session.idles()) }
    }
    session.resize(width: 120, height: 40)
    #expect(await session.showsLine("default", "stopped"))
    await session.press("?")
    #expect(session.has("start the selected or marked gateways"))
    await session.press("\u{1B}")
    session.type("q")
    #expect(await session.ends())
    #expect(session.ending == 0)
    #expect(session.isGivenBack)
    #expect(session.screen.unknown.isEmpty, "\(session.screen.unknown)")
  }

  @Test(arguments: ["", "status", "ports"])
  func `with its stdout closed it fails, and writes into no file`(command: String) async throws {
    let home = try StandInHome(["default": ""])
    defer { home.remove() }
    let session = try LeaderSession(
      ["/bin/sh", "-c", "exec \"$0\" \(command) --home \"$1\" >&-", StandInHome.gatehouse, home.path],
      environment: ["HOME": home.path, "TMPDIR": home.path + "/tmp"])
    #expect(await session.ends())
    #expect(session.ending == 74)
    let files = try FileManager.default.subpathsOfDirectory(atPath: home.path)
    #expect(
      try files.allSatisfy { file in
        let path = home.path + "/" + file
        var isDirectory: ObjCBool = false
        _ = FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
        return try isDirectory.boolValue
          || !String(contentsOfFile: path, encoding: .utf8).contains("CDP RANGE")
      })
  }

  @Test(arguments: [true, false])
  func `what is under way is finished, unless the person says it twice`(byKey: Bool) async throws {
    let home = try StandInHome(["default": "stopSeconds: 300"])
    defer { home.remove() }
    let session = try await open(home)
    await session.press("s")
    #expect(await session.showsLine("default", "running", "ready"))
    session.type("x\t\r")
    #expect(await session.showsLine("default", "stopping"))
    if byKey { session.type("q") } else { kill(session.pid, SIGTERM) }
    #expect(await session.shows("Finishing what was begun with default"))
    #expect(session.isGivenBack)
    if byKey {
      kill(session.pid, SIGINT)
      #expect(await session.shows("once more ends it at once"))
    }
    #expect(await session.ends(insisting: SIGINT))
    #expect(session.ending == 128 + SIGINT)
    #expect(session.isGivenBack)
  }
}
