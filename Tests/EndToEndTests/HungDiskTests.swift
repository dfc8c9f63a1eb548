import Foundation
import TestSupport
import Testing

/// One gateway's files lie on a disk that stops answering while the dashboard is up.
@Suite(.inPlaces, .serialized) struct HungDiskTests {
  /// A home whose gateway `lab` lies behind a link on a disk of its own.
  private func home() throws -> (home: StandInHome, disk: String) {
    let home = try StandInHome(["default": "", "lab": ""])
    let disk = home.path + "/disk"
    try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
    try FileManager.default.moveItem(atPath: home.path + "/.openclaw-lab", toPath: disk + "/lab")
    try FileManager.default.createSymbolicLink(
      atPath: home.path + "/.openclaw-lab", withDestinationPath: disk + "/lab")
    return (home, disk)
  }

  @Test(.enabled(if: HungMount.isPossible, "a file system that hangs takes root and /dev/fuse"))
  func `its row says so, the others go on, and q ends the program`() async throws {
    let (home, disk) = try home()
    defer { home.remove() }
    let session = try TerminalSession(["--home", home.path], environment: ["HOME": home.path])
    #expect(await session.showsLine("lab", "stopped"))
    let port = try #require(home.ports["lab"])
    let mount = try #require(HungMount(at: disk))
    defer { withExtendedLifetime(mount) {} }
    #expect(await session.showsLine("lab", "files do not answer"))
    // What was known before stays.
    #expect(session.hasLine("lab", String(port)))
    await session.press("s")
    #expect(await session.showsLine("default", "ready"))
    await session.press("js")
    #expect(session.has("do not answer"))
    await session.press("kxy")
    session.type("q")
    #expect(await session.ends())
    #expect(session.ending == 0)
    #expect(session.isGivenBack)
  }

  @Test(.enabled(if: HungMount.isPossible, "a file system that hangs takes root and /dev/fuse"))
  func `a command tells of all gateways, and names the disk`() async throws {
    let (home, disk) = try home()
    defer { home.remove() }
    let mount = try #require(HungMount(at: disk))
    defer { withExtendedLifetime(mount) {} }
    let status = try Command(home, ["status"])
    #expect(await status.exit() == .exit(0))
    #expect(status.text.contains("default"))
    #expect(status.text.contains("its files do not answer"))
  }
}
