import Foundation
import TestSupport
import Testing

/// What a terminal sends besides keys.
@Suite(.onlyByName("TerminalManners"), .inPlaces) struct TerminalMannersKeyTests {
  private static let help = "start the selected or marked gateways"

  private func open(_ home: StandInHome) async throws -> TerminalSession {
    let session = try TerminalSession(
      ["--home", home.path], environment: ["HOME": home.path, "TMPDIR": home.path + "/tmp"])
    #expect(await session.idles())
    return session
  }

  @Test(arguments: [false, true])
  func `no part of a sequence is a key, and Esc is one at once`(hasMouse: Bool) async throws {
    let home = try StandInHome(["default": "", "lab": ""], config: "mouse: \(hasMouse)")
    defer { home.remove() }
    let session = try await open(home)
    for sequence in [
      "\u{1B}q", "\u{1B}[1;5A", "\u{1B}[200~", "\u{1B}]0;q\u{07}", "\u{1B}Oq", "\u{1B}[1;3q", "\u{1B}[201~",
      "\u{1B}[<0;3;9m", "\u{1B}[M !!", "\u{1B}P1$r0 q\u{1B}\\", "\u{1B}]11;rgb:1/2/q\u{1B}\\", "\u{1B}[[q",
      "\u{1B}[113;3u",
      "\u{1B}s", "\u{1B}\u{1B}[Z", "\u{1B}x\u{1B}q",
    ] {
      session.answer(sequence)
      // Only these are counted as keys.
      await session.press("j")
      #expect(session.hasLine("▌ lab"), "\(sequence.debugDescription)")
      await session.press("k")
      #expect(session.hasLine("▌ default"), "\(sequence.debugDescription)")
    }
    #expect(session.hasLine("default", "stopped"))
    await session.press("?")
    #expect(session.has(Self.help))
    await session.press("\u{1B}")
    #expect(!session.has(Self.help))
    session.type("q")
    #expect(await session.ends())
    #expect(session.ending == 0)
    #expect(session.screen.unknown.isEmpty, "\(session.screen.unknown)")
  }

  @Test(arguments: [
    ("\u{1B}", "q"), ("\u{1B}", "[1;3q"), ("\u{1B}[", "1;3q"), ("\u{1B}[1;3", "q"), ("\u{1B}O", "q"),
    ("\u{1B}]0;", "q\u{07}"),
  ])
  func `a sequence that comes in two parts is one all the same`(first: String, rest: String) async throws {
    let home = try StandInHome(["default": "", "lab": ""])
    defer { home.remove() }
    // A machine that let more time pass between the two has shown nothing.
    for _ in 0..<20 {
      let session = try await open(home)
      let clock = ContinuousClock()
      let took = clock.measure {
        session.answer(first)
        session.answer(rest)
      }
      if took > .milliseconds(10) { continue }
      await session.press("j")
      #expect(session.hasLine("▌ lab"))
      session.type("q")
      #expect(await session.ends())
      #expect(session.ending == 0)
      return
    }
    Issue.record("no two writes came within 10 ms")
  }
}
