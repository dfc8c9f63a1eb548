import GatewayModel
import Host
import TestSupport
import Testing

@testable import Control

/// The gateways beside a command of OpenClaw's: what comes to harm is seen, and stays seen.
struct NeighbourWatchTests {
  private let process = ProcessIdentity(pid: 10, startTicks: 7)
  private let id = GatewayID(stateDir: "/h/.openclaw", configPath: "/h/.openclaw/openclaw.json")

  /// What a test changes: the living process with its start time, and who listens on 18789.
  private struct World {
    var startTicks: UInt64? = 7
    var state: Character = "S"
    var inodes: [UInt64] = [1]
    var own: Set<UInt64>? = [1]
  }

  private func watch(_ world: Shared<World>, port: Int? = 18789) -> NeighbourWatch {
    var host = Machine.unimplemented
    host.processes.facts = { pid in
      world.value.startTicks.map {
        ProcessFacts(
          identity: ProcessIdentity(pid: pid, startTicks: $0), name: "openclaw-gatewa",
          state: world.value.state)
      }
    }
    host.processes.sockets = { _ in world.value.own }
    host.processes.listeners = {
      world.value.inodes.map { ListeningSocket(address: "127.0.0.1", port: 18789, inode: $0, userID: 1000) }
    }
    return NeighbourWatch([.init(id: id, name: "default", process: process, port: port)], host: host)
  }

  @Test func `what runs on its port as before has come to no harm`() {
    #expect(watch(Shared(World())).harm() == nil)
  }

  @Test(arguments: ["gone", "another of its number", "a zombie"])
  func `a process that ended is harm, also when all looks well again`(what: String) {
    let world = Shared(World())
    let watch = watch(world)
    switch what {
    case "gone": world.value.startTicks = nil
    case "a zombie": world.value.state = "Z"
    default: world.value.startTicks = 8
    }
    #expect(watch.harm()?.text == "default (pid 10) ended")
    world.value = World()
    #expect(watch.harm()?.text == "default (pid 10) ended")
  }

  @Test func `a port that went to another process is harm, one that is free for a moment is none`() {
    let world = Shared(World())
    let watch = watch(world)
    world.value.inodes = []
    #expect(watch.harm() == nil)
    world.value.inodes = [2]
    #expect(watch.harm()?.text == "port 18789 of default (pid 10) has gone to another process")
  }

  @Test func `a port that a child of it holds never was its own`() {
    let world = Shared(World())
    world.value.own = []
    let watch = watch(world)
    world.value.inodes = [2]
    #expect(watch.harm() == nil)
  }

  @Test func `one of several listeners on a port is enough`() {
    let world = Shared(World())
    let watch = watch(world)
    world.value.inodes = [2, 1]
    #expect(watch.harm() == nil)
    // What may not be seen is no proof of harm.
    world.value.own = nil
    world.value.inodes = [2]
    #expect(watch.harm() == nil)
  }

  @Test func `no unit is made for the port of one that runs`() {
    let watch = watch(Shared(World()))
    #expect(watch.objection(toUnitOn: 18789)?.hasPrefix("port 18789 is default's, which runs") == true)
    #expect(watch.objection(toUnitOn: 18790) == nil && watch.objection(toUnitOn: nil) == nil)
  }
}
