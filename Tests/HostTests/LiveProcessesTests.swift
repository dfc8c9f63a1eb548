import Foundation
import Host
import TestSupport
import Testing

/// Real processes, as `/proc` shows them.
@Suite(.inPlaces) struct LiveProcessesTests {
  private let processes = Machine.live().processes

  @Test func `a command line keeps its empty arguments and its blanks`() async throws {
    let words = ["-c", "/bin/sleep 300; :", "two words", "", "중"]
    let child = try OwnChild("/bin/sh", words)
    defer { child.end() }
    #expect(await eventually { processes.commandLine(child.identity.pid)?.first == "/bin/sh" })
    #expect(processes.commandLine(child.identity.pid) == ["/bin/sh"] + words)
  }

  @Test func `an environment keeps what is behind the first equals sign`() async throws {
    let environment = ["A": "b=c", "EMPTY": "", "LINES": "one\ntwo", "UTF": "값"]
    let child = try OwnChild("/bin/sleep", ["300"], environment: environment)
    defer { child.end() }
    #expect(await eventually { processes.environment(child.identity.pid) == environment })
  }

  @Test func `a child has this process as its parent, this user as its owner, and is alive`() throws {
    let child = try OwnChild.sleeping()
    defer { child.end() }
    let facts = try #require(processes.living(child.identity))
    #expect(facts.parent == getpid())
    #expect(processes.userID(child.identity.pid) == getuid())
    #expect(processes.isAlive(child.identity))
    #expect(processes.pids().contains(child.identity.pid))
    #expect(processes.all().contains { $0.identity == child.identity })
  }

  @Test func `a process is seen from where it works, and with the mounts that it shares`() async throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    let child = try OwnChild("/bin/sleep", ["300"], directory: place.path)
    defer { child.end() }
    let view = try #require(processes.view(child.identity.pid))
    #expect(view.workingDirectory == place.path)
    #expect(view.mountNamespace == processes.view(getpid())?.mountNamespace)
    #expect(view.mountNamespace?.hasPrefix("mnt:[") == true)
  }

  @Test func `the same number with another start is another process`() throws {
    let child = try OwnChild.sleeping()
    defer { child.end() }
    var other = child.identity
    other.startTicks += 1
    #expect(processes.living(other) == nil)
    #expect(!processes.isAlive(other))
  }

  @Test func `a zombie has facts and is not alive`() async throws {
    let pid = OwnChild.zombie()
    #expect(await eventually { processes.facts(pid)?.state == "Z" })
    let identity = try #require(processes.facts(pid)?.identity)
    #expect(processes.living(identity) == nil)
    #expect(processes.commandLine(pid) == [])
    #expect(OwnChild.reap(pid))
    #expect(processes.facts(pid) == nil)
  }

  @Test func `of a process that is gone nothing is told`() {
    let pid = OwnChild.zombie()
    #expect(OwnChild.reap(pid))
    #expect(processes.facts(pid) == nil)
    #expect(processes.commandLine(pid) == nil)
    #expect(processes.environment(pid) == nil)
    #expect(processes.controlGroup(pid) == nil)
    #expect(processes.view(pid) == nil)
    #expect(processes.userID(pid) == nil)
    #expect(processes.sockets(pid) == nil)
    #expect(!processes.signal(ProcessIdentity(pid: pid, startTicks: 1), 0))
  }

  @Test func `a signal to a group reaches all of it`() async throws {
    // A shell and its child, in a group of their own.
    let child = try OwnChild("/bin/sh", ["-c", "/bin/sleep 300 & wait"])
    defer { child.end() }
    let group = child.identity.pid
    func members() -> [ProcessFacts] { processes.all().filter { $0.group == group && $0.isAlive } }
    #expect(await eventually { members().count == 2 })
    #expect(processes.signalGroup(group, SIGKILL))
    #expect(await eventually { members().isEmpty })
  }

  @Test(arguments: [
    (0, "our own group"), (1, "everything of this user, by the number behind the minus"),
    (-1, "the process 1"),
  ])
  func `no group that means something else is signalled`(group: Int32, what: String) {
    // Signal 0 only asks whether there is somebody: nothing is hit if this is broken.
    #expect(!processes.signalGroup(group, 0), "\(what)")
  }
}
