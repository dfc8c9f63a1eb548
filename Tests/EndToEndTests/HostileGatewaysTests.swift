import Foundation
import Host
import TestSupport
import Testing

/// The built dashboard among gateways that are ours by every proof and misbehave in every way at once, and one that is healthy.
@Suite(.onlyByName("HostileGateways"), .serialized, .inPlaces) struct HostileGatewaysTests {
  @Test func `among all hostile gateways a healthy one is shown as it is, and the program stays small`()
    async throws
  {
    let world = try HostileHome()
    let home = world.home
    defer { home.remove() }
    #expect(Set(world.modes) == Set(HostileExpectation.all.keys))
    let session = try TerminalSession(
      ["--home", home.path], environment: ["HOME": home.path, "TMPDIR": home.path + "/tmp"],
      width: 220, height: 100)
    #expect(await session.idles())
    #expect(await session.showsLine("default", "stopped"))
    await session.press("gs")
    #expect(await session.showsLine("default", "running", "ready"))
    // It leaves its port as soon as it was shown its token.
    #expect(await eventually { world.shown("port-taken-over") == 1 })
    try world.startThief()
    for mode in world.modes where mode != "port-taken-over" {
      #expect(await eventually { world.connections(mode) >= 3 }, "\(mode)")
    }
    let order = try await walk(session, world)
    #expect(Set(order) == Set(world.modes))
    checkSize(session)

    // Each is shown its own token on a connection that is proven, once on each, and nobody else's.
    for mode in world.modes {
      #expect(world.shown(mode) <= world.connections(mode), "\(mode)")
      #expect(world.notes(mode).count { $0.contains("fake-token") } == world.shown(mode), "\(mode)")
    }
    #expect(world.shown("port-taken-over") == 1 && world.shown("well-behaved") >= 1)
    #expect(!world.stolen.contains("fake-token"), "\(world.stolen)")

    let healthy = try #require(home.living("default").first)
    #expect(home.host.processes.signal(healthy, SIGKILL))
    #expect(await session.showsLine("default", "failed"))
    await session.press("g")
    session.type("q")
    #expect(await session.ends())
    #expect(session.ending == 0)
    #expect(session.isGivenBack)
    #expect(session.screen.unknown.isEmpty, "\(session.screen.unknown)")
    #expect(world.strays.isEmpty, "\(world.strays)")
  }

  /// Goes through all rows by key, and waits at each until what is expected of it is shown.
  private func walk(_ session: TerminalSession, _ world: HostileHome) async throws -> [String] {
    await session.press("g")
    let order = rows(session, world)
    var seen: [String] = []
    for name in order {
      defer { checkSize(session) }
      // The healthy one is so all the time, whatever the others do.
      #expect(session.hasLine("default", "running", "ready"), "\(session.screen.text)")
      if let expectation = HostileExpectation.all[name] {
        seen.append(name)
        await check(expectation, of: name, session)
      }
      await session.press("j")
    }
    return seen
  }

  /// The names in the order of the table.
  private func rows(_ session: TerminalSession, _ world: HostileHome) -> [String] {
    session.screen.text.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ").map(String.init)
      return world.home.ports.first { name in
        words.prefix(3).contains(name.key) && words.contains { $0.hasPrefix("\(name.value)") }
      }?.key
    }
  }

  private func check(_ expectation: HostileExpectation, of name: String, _ session: TerminalSession) async {
    switch expectation {
    case .row(let reasons):
      #expect(await shows(reasons.map { [name, $0] }, session), "\(name)\n\(session.screen.text)")
    case .pane(let reasons):
      #expect(await shows(reasons.map { ["hello: ", $0] }, session), "\(name)\n\(session.screen.text)")
      #expect(await session.showsLine(name, "running", "ready"), "\(name)\n\(session.screen.text)")
    case .well:
      #expect(await session.showsLine(name, "running", "ready"), "\(name)\n\(session.screen.text)")
      // All layers hold, the last one as well.
      #expect(!session.has("hello: "), "\(name)\n\(session.screen.text)")
    }
  }

  private func shows(_ rows: [[String]], _ session: TerminalSession) async -> Bool {
    await eventually {
      session.read()
      return rows.contains { session.hasLine($0[0], $0[1]) }
    }
  }

  // MARK: Its size

  private func checkSize(_ session: TerminalSession) {
    let pid = session.process.processIdentifier
    let status = String(
      decoding: FileManager.default.contents(atPath: "/proc/\(pid)/status") ?? Data(), as: UTF8.self)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    let kilobytes = line?.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    // The most that it ever was.
    #expect((kilobytes ?? .max) < 120 << 10)
    let descriptors = try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/fd")
    #expect((descriptors?.count ?? .max) < 400)
  }
}
