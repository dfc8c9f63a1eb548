import Control
import Foundation
import GatewayModel
import Host
import TestSupport
import Testing

/// `gatehouse up`, as the program that a container or a unit runs.
@Suite(.onlyByName("UpTests"), .serialized, .inPlaces) struct UpTests {
  private func home(_ standIns: [String: String] = ["default": "", "rescue": ""], policy: String = "always")
    throws -> StandInHome
  {
    try StandInHome(
      standIns, config: "restart: { policy: '\(policy)', firstDelaySeconds: 0.1, longestDelaySeconds: 0.5 }")
  }

  private func isUp(_ home: StandInHome, _ name: String) async -> Bool {
    await eventually { home.living(name).count == 1 && home.record(name)?.phase == .running }
  }

  @Test
  func `it starts what has a policy, restarts what crashes, and leaves all of it when it is told to end`()
    async throws
  {
    let home = try home()
    defer { home.remove() }
    let up = try Command(home, ["up"])
    #expect(await isUp(home, "default"))
    #expect(await isUp(home, "rescue"))
    let first = try #require(home.living("default").first)
    _ = home.host.processes.signal(first, SIGKILL)
    #expect(await eventually { home.living("default").count == 1 && home.living("default").first != first })
    #expect(await isUp(home, "default"))
    #expect(await up.says("default ended by itself (signal 9"))
    #expect(await up.says("start (policy) done: default is live"))
    kill(up.pid, SIGTERM)
    #expect(await up.exit() == .exit(0))
    #expect(up.text.contains("left running: default, rescue"))
    #expect(home.living("default").count == 1 && home.living("rescue").count == 1)
  }

  @Test func `with --stop-on-exit nothing is left, and the next watch starts it again`() async throws {
    let home = try home(["default": ""])
    defer { home.remove() }
    for _ in 0..<2 {
      let up = try Command(home, ["up", "--stop-on-exit"])
      #expect(await isUp(home, "default"))
      kill(up.pid, SIGTERM)
      #expect(await up.exit() == .exit(0))
      #expect(up.text.contains("no gateway is left running"))
      #expect(home.living("default").isEmpty)
    }
  }

  @Test func `a dashboard beside it sees who supervises, and a person's stop there is not undone`()
    async throws
  {
    let home = try home(["default": ""])
    defer { home.remove() }
    let up = try Command(home, ["up"])
    #expect(await isUp(home, "default"))
    let dashboard = Watch(try home.controller(), as: .dashboard)
    defer { dashboard.end() }
    #expect(
      await eventually {
        dashboard.gateway("default")?.supervision.supervisor.map {
          $0.kind == .up && $0.process.pid == up.pid
        } == true
      })
    let id = try #require(dashboard.gateway("default")).id
    #expect(await dashboard.controller.perform(.stop, on: id, by: .key).isSuccess)
    #expect(await up.says("default stopped"))
    kill(up.pid, SIGTERM)
    #expect(await up.exit() == .exit(0))
    // The next watch honours it too, and a name is a person's word again.
    let second = try Command(home, ["up"])
    #expect(await second.says("everything is started that is to be started"))
    #expect(home.living("default").isEmpty)
    kill(second.pid, SIGTERM)
    #expect(await second.exit() == .exit(0))
    let third = try Command(home, ["up", "default"])
    #expect(await isUp(home, "default"))
    kill(third.pid, SIGTERM)
    #expect(await third.exit() == .exit(0))
  }

  @Test func `killed without warning it leaves the gateways to the next one, which restarts them`()
    async throws
  {
    let home = try home(["default": ""])
    defer { home.remove() }
    let first = try Command(home, ["up"])
    #expect(await isUp(home, "default"))
    let process = try #require(home.living("default").first)
    kill(first.pid, SIGKILL)
    #expect(await first.exit() != nil)
    #expect(home.living("default") == [process])
    let second = try Command(home, ["up"])
    #expect(await second.says("default running"))
    #expect(home.living("default") == [process])
    _ = home.host.processes.signal(process, SIGKILL)
    #expect(await eventually { home.living("default").count == 1 && home.living("default") != [process] })
    kill(second.pid, SIGTERM)
    #expect(await second.exit() == .exit(0))
  }

  @Test func `without any policy it says what to do, and names are watched all the same`() async throws {
    let home = try home(["default": ""], policy: "never")
    defer { home.remove() }
    let none = try Command(home, ["up"])
    #expect(await none.exit() == .exit(69))
    #expect(none.text.contains("no gateway has a restart policy: name some, or say `restart:"))
    let named = try Command(home, ["up", "default"])
    #expect(await isUp(home, "default"))
    kill(named.pid, SIGTERM)
    #expect(await named.exit() == .exit(0))
    let journal = try Command(home, ["journal"])
    #expect(await journal.exit() == .exit(0))
    #expect(journal.text.contains("start (command) done: default is live"))
  }

  @Test func `a reader that stalls holds neither the restarts nor the end up`() async throws {
    let home = try home(["default": "chatterSeconds: 0.5"])
    defer { home.remove() }
    // A pipe that is full from the start and that nobody reads.
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    defer { for end in ends { close(end) } }
    _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
    let filler = [UInt8](repeating: 0x78, count: 4096)
    while write(ends[1], filler, filler.count) > 0 {}
    _ = fcntl(ends[1], F_SETFL, 0)
    let process = Process()
    process.executableURL = URL(filePath: StandInHome.gatehouse)
    process.arguments = ["up", "--home", home.path]
    process.environment = ["HOME": home.path, "TMPDIR": home.path + "/tmp"]
    process.standardOutput = FileHandle(fileDescriptor: ends[1], closeOnDealloc: false)
    process.standardError = FileHandle.nullDevice
    try process.run()
    #expect(await isUp(home, "default"))
    let first = try #require(home.living("default").first)
    _ = home.host.processes.signal(first, SIGKILL)
    #expect(await eventually { home.living("default").count == 1 && home.living("default").first != first })
    #expect(await isUp(home, "default"))
    kill(process.processIdentifier, SIGTERM)
    // Foundation's own word may come late: a process that has ended is a zombie until then.
    #expect(
      await eventually { home.host.processes.facts(process.processIdentifier)?.isAlive != true })
    #expect(home.living("default").count == 1)
  }
}
