import Foundation
import Host
import OpenClaw
import TestSupport
import Testing

@testable import StandIn

/// The lock file of a stand-in, as OpenClaw keeps it. Source: real-gateway.md, "several on one host".
@Suite(.inPlaces) struct StandInLockTests {
  private static let config = "/home/ada/.openclaw/openclaw.json"
  /// The first 8 digits of that path's SHA-256.
  private static let name = "gateway.0dfea76f.lock"

  private func lock(_ place: TemporaryPlace) -> StandInLock {
    StandInLock(configPath: Self.config, stateDir: place.path, lockInStateDir: true, port: 23000)
  }

  private func content(_ lock: StandInLock) throws -> JSON5Node {
    let data = try #require(FileManager.default.contents(atPath: lock.path))
    return try JSON5Parser.parse(String(decoding: data, as: UTF8.self), file: "lock")
  }

  /// As another process would have written it.
  private func write(_ text: String, as lock: StandInLock) throws {
    let file = URL(filePath: lock.path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  @Test func `it lies where the version puts it, named by its config`() throws {
    let state = StandInLock(configPath: Self.config, stateDir: "/state", lockInStateDir: true, port: 1)
    #expect(state.path == "/state/tmp/openclaw-\(getuid())/\(Self.name)")
    let temporary = StandInLock(configPath: Self.config, stateDir: "/state", lockInStateDir: false, port: 1)
    let directory = ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp"
    #expect(temporary.path == "\(directory)/openclaw-\(getuid())/\(Self.name)")
  }

  @Test func `it says who holds what, and nobody else may read beside it`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    let lock = lock(place)
    try lock.take()
    let node = try content(lock)
    let own = try #require(Machine.live().processes.facts(getpid())?.identity)
    #expect(node["pid"]?.integer == Int(own.pid))
    #expect(node["startTime"]?.integer == Int(own.startTicks))
    #expect(node["configPath"]?.string == Self.config)
    #expect(node["port"]?.integer == 23000)
    #expect(node["stateDir"]?.string == place.path)
    let created = try #require(node["createdAt"]?.string)
    #expect(try Date(created, strategy: .iso8601).timeIntervalSince1970 > 1_700_000_000)
    let folder = UserPath.parent(lock.path)
    #expect(Machine.live().files.status(folder)?.mode == 0o700)
    lock.release()
    #expect(!FileManager.default.fileExists(atPath: lock.path))
  }

  @Test func `its own lock holds nobody up, nor does none`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    let lock = lock(place)
    #expect(lock.holder() == nil)
    try lock.take()
    #expect(lock.holder() == nil)
  }

  @Test func `a living process with the same start holds it, one with another start does not`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    let child = Process()
    child.executableURL = URL(filePath: "/bin/sleep")
    child.arguments = ["300"]
    try child.run()
    defer { kill(child.processIdentifier, SIGKILL) }
    let pid = child.processIdentifier
    let start = try #require(Machine.live().processes.facts(pid)?.identity.startTicks)
    let lock = lock(place)
    try write("{\"pid\":\(pid),\"startTime\":\(start)}", as: lock)
    #expect(lock.holder() == pid)
    try write("{\"pid\":\(pid),\"startTime\":\(start + 1)}", as: lock)
    #expect(lock.holder() == nil)
  }

  @Test func `a zombie and a process that is gone hold nothing`() async throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    let pid = StandInTools.spawn(path: "/bin/true", [], ownGroup: true)
    let processes = Machine.live().processes
    #expect(await eventually { processes.facts(pid)?.state == "Z" })
    let start = try #require(processes.facts(pid)?.identity.startTicks)
    let lock = lock(place)
    try write("{\"pid\":\(pid),\"startTime\":\(start)}", as: lock)
    #expect(lock.holder() == nil)
    var status: Int32 = 0
    #expect(waitpid(pid, &status, 0) == pid)
    #expect(lock.holder() == nil)
  }

  @Test(arguments: ["", "{}", "no JSON", "{\"pid\":}", "{\"pid\":99999999999999}", "{\"pid\":1}"])
  func `a lock that says nothing is held by nobody`(text: String) throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    let lock = lock(place)
    try write(text, as: lock)
    #expect(lock.holder() == nil)
    // It is taken over.
    try lock.take()
    #expect(try content(lock)["pid"]?.integer == Int(getpid()))
  }
}
