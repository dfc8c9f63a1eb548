import GatewayModel
import Host
import Records
import TestSupport
import Testing

@testable import Control

/// A person's request to another Gatehouse to give a start up: only a living one's counts.
struct StopRequestTests {
  private let id = GatewayID(stateDir: "/h/.openclaw", configPath: "/h/.openclaw/openclaw.json")

  /// A machine with this Gatehouse (pid 10) and another one (pid 20).
  private func host(pid: Int32) -> Machine {
    var host = Machine.live()
    host.system.processID = pid
    host.system.bootID = "now"
    host.processes.facts = { pid in
      [10, 20].contains(pid)
        ? ProcessFacts(identity: ProcessIdentity(pid: pid, startTicks: 7), name: "gatehouse") : nil
    }
    return host
  }

  private func requests(_ place: TemporaryPlace, pid: Int32) -> StopRequests {
    let host = host(pid: pid)
    return StopRequests(
      id: id, paths: GatehousePaths(home: place.path, config: nil, system: host.system), host: host)
  }

  @Test func `a request is seen by the other Gatehouse until it is taken back`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    let (mine, other) = (requests(place, pid: 10), requests(place, pid: 20))
    #expect(!other.isAsked)
    #expect(mine.write() == nil)
    #expect(other.isAsked)
    // Nobody gives up what only it has asked for.
    #expect(!mine.isAsked)
    #expect(mine.remove() == nil)
    #expect(!other.isAsked)
  }

  @Test func `a request is about one gateway`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    #expect(requests(place, pid: 10).write() == nil)
    let host = host(pid: 20)
    let lab = StopRequests(
      id: GatewayID(stateDir: "/h/.openclaw-lab", configPath: "/h/.openclaw-lab/openclaw.json"),
      paths: GatehousePaths(home: place.path, config: nil, system: host.system), host: host)
    #expect(!lab.isAsked)
  }

  @Test(arguments: [
    ("of a Gatehouse that is gone", "30", "7", "now"), ("of a pid that was given again", "10", "6", "now"),
    ("of another boot", "10", "7", "before"),
  ])
  func `a request that nobody waits for any more is void`(
    what: String, pid: String, ticks: String, boot: String
  ) throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    let paths = GatehousePaths(home: place.path, config: nil, system: Machine.live().system)
    let (pid, ticks) = (try #require(Int32(pid)), try #require(UInt64(ticks)))
    let request = StopRequest(process: ProcessIdentity(pid: pid, startTicks: ticks), bootID: boot)
    let name = GatewayLocks.key(id, kind: "stop-wish")
    #expect(RecordFile.write(request, to: name, in: paths.locks, files: Machine.live().files) == nil)
    #expect(!requests(place, pid: 20).isAsked, "\(what)")
  }

  @Test(arguments: ["", "{", "[]", "{\"schema\":1}"])
  func `a file that is no request asks for nothing`(text: String) throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    try place.write(".local/state/gatehouse/locks/\(GatewayLocks.key(id, kind: "stop-wish")).json", text)
    #expect(!requests(place, pid: 20).isAsked)
  }

  @Test func `a Gatehouse that cannot be seen asks for nothing, and says so`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    let failure = requests(place, pid: 99).write()
    #expect(failure?.description.contains("cannot be seen") == true)
    #expect(!requests(place, pid: 20).isAsked)
  }
}
