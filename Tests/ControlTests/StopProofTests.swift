import Control
import GatewayModel
import Host
import Presentation
import TestSupport
import Testing

/// Only what is proven is signalled.
struct StopProofTests {
  private func home(
    _ names: [String] = ["default"], wrap: @escaping @Sendable (Machine) -> Machine = { $0 }
  ) throws -> PlayedHome {
    try PlayedHome(
      Dictionary(uniqueKeysWithValues: names.map { ($0, [.init()]) }), clock: ManualClock(quorum: 1),
      wrap: wrap)
  }

  @Test func `a pid that was given again is not the recorded process, and gets no signal`() async throws {
    let home = try home()
    defer { home.remove() }
    let other = home.machine.begin(["vim"], environment: [:], port: 1, name: "vim")
    home.leave(.running, process: ProcessIdentity(pid: other.pid, startTicks: other.startTicks &- 1))
    let result = try await home.perform(.stop, "default", home.watcher())
    #expect(result == .already("default is stopped already"))
    #expect(home.machine.signals.isEmpty && home.machine.isAlive(other.pid))
    #expect(home.record("default")?.isStopWanted == true)
  }

  @Test func `a record of another boot proves nothing`() async throws {
    let home = try home()
    defer { home.remove() }
    let other = home.machine.begin(["vim"], environment: [:], port: 1, name: "vim")
    home.leave(.running, process: other) { $0.bootID = "before" }
    #expect(try await home.perform(.stop, "default", home.watcher()).isSuccess)
    #expect(home.machine.signals.isEmpty)
  }

  @Test func `a group whose number is another's by now is left alone`() async throws {
    let home = try home()
    defer { home.remove() }
    let other = home.machine.begin(["vim"], environment: [:], port: 1, name: "vim")
    home.leave(.running, process: ProcessIdentity(pid: 99, startTicks: 1)) { $0.group = other.pid }
    #expect(try await home.perform(.kill, "default", home.watcher()).isSuccess)
    #expect(home.machine.signals.isEmpty)
  }

  @Test func `what is left of a run's group is proven by the run's mark`() async throws {
    let home = try home()
    defer { home.remove() }
    let tool = home.machine.begin(
      ["sleep"], environment: [RunRecord.variable: "run-default"], port: 1, name: "sleep")
    home.leave(.running, process: ProcessIdentity(pid: 99, startTicks: 1)) { $0.group = tool.pid }
    #expect(try await home.perform(.stop, "default", home.watcher()) == .done("default is stopped"))
    #expect(home.machine.signals == [.init(pid: tool.pid, number: 15)])
  }

  @Test func `a lock with the start time proves a gateway that nobody recorded`() async throws {
    let home = try home()
    defer { home.remove() }
    let process = home.begin()
    try home.keepLock(process)
    #expect(try await home.perform(.stop, "default", home.watcher()) == .done("default is stopped"))
    #expect(home.machine.signals == [.init(pid: process.pid, number: 15)])
    // Remembered, so that no `up` starts what a person stopped.
    let record = home.record("default")
    #expect(record?.phase == .ended && record?.isStopWanted == true && record?.generation == 0)
  }

  @Test func `a lock that speaks of an earlier process of that pid proves nothing`() async throws {
    let home = try home()
    defer { home.remove() }
    let process = home.begin()
    try home.keepLock(ProcessIdentity(pid: process.pid, startTicks: process.startTicks + 1))
    let result = try await home.perform(.stop, "default", home.watcher())
    #expect(result.message.contains("nothing was signalled"))
    #expect(home.machine.signals.isEmpty && home.machine.isAlive(process.pid))
    #expect(home.journal.map(\.phase) == [.refused])
  }

  @Test func `another gateway in the group lives on, and the rest is signalled one by one`() async throws {
    // An agent of main has started lab, so both have main's group.
    let pids = Shared<(main: Int32, lab: Int32)>((0, 0))
    let home = try home(
      ["default", "lab"],
      wrap: showing { facts in
        if facts.pid == pids.value.lab {
          facts.group = pids.value.main
          facts.parent = pids.value.main
        }
      })
    defer { home.remove() }
    let main = home.run("default")
    let lab = home.run("lab")
    pids.value = (main.pid, lab.pid)
    #expect(try await home.perform(.stop, "default", home.watcher()).isSuccess)
    #expect(home.machine.signals == [.init(pid: main.pid, number: 15)])
    #expect(home.machine.isAlive(lab.pid))
  }

  @Test func `a gateway of another user is not this user's to stop, start or restart`() async throws {
    let foreign = Shared<Int32>(0)
    let home = try home(wrap: { original in
      var host = original
      host.processes.userID = { $0 == foreign.value ? 4242 : original.processes.userID($0) }
      return host
    })
    defer { home.remove() }
    let process = home.begin()
    try home.keepLock(process)
    foreign.value = process.pid
    home.clock.run(quorum: 2)
    let controller = home.watcher()
    for (action, words) in [
      (Controller.Action.stop, "not this user's to stop"), (.restart, "not this user's to restart"),
      (.start, "runs already: it runs as user 4242"),
    ] {
      let result = try await home.perform(action, "default", controller)
      guard case .refused(let message) = result else {
        Issue.record("\(action): \(result)")
        continue
      }
      #expect(
        message.message.contains(words)
          && message.message.contains("as user 4242 (pid \(process.pid))"), "\(message.message)")
    }
    #expect(home.machine.signals.isEmpty)
  }

  @Test func `a zombie is dead: nothing is waited for`() async throws {
    let zombie = Shared<Int32>(0)
    let home = try home(wrap: showing { if $0.pid == zombie.value { $0.state = "Z" } })
    defer { home.remove() }
    let process = home.run("default", .init(listensAfter: nil, answersAfter: nil, termTakes: nil))
    zombie.value = process.pid
    let began = home.clock.uptime
    #expect(try await home.perform(.stop, "default", home.watcher()).isSuccess)
    #expect(home.machine.signals.isEmpty && home.clock.uptime == began)
  }

  @Test func `a port that somebody else takes at once is told with the stop, and not held against it`()
    async throws
  {
    let home = try home()
    defer { home.remove() }
    let process = home.run()
    let next = home.machine.begin(
      ["nginx"], environment: [:], port: 23000, part: .init(listensAfter: 0.05), name: "nginx")
    let result = try await home.perform(.stop, "default", home.watcher())
    #expect(result == .done("default is stopped; port 23000 is held by nginx \(next.pid) now"))
    #expect(home.machine.signals.map(\.pid) == [process.pid])
    #expect(home.record("default")?.phase == .ended)
  }

  @Test func `a port that stays held by what may not be seen is no proven stop`() async throws {
    let isHeld = Shared(false)
    let home = try home(wrap: { original in
      var host = original
      host.processes.listeners = {
        original.processes.listeners()
          + (isHeld.value ? [ListeningSocket(address: "127.0.0.1", port: 23000, inode: 9, userID: 0)] : [])
      }
      return host
    })
    defer { home.remove() }
    home.run()
    isHeld.value = true
    let result = try await home.perform(.stop, "default", home.watcher())
    guard case .failed(let message) = result else {
      Issue.record("\(result)")
      return
    }
    #expect(message.message.contains("default ended, but port 23000 is held by"))
    #expect(home.journal.last?.phase == .failed)
  }

  @Test func `what would not end is named, and the record does not say that it ended`() async throws {
    let home = try home(wrap: { original in
      var host = original
      host.processes.signalGroup = { _, _ in true }
      host.processes.signal = { _, _ in true }
      return host
    })
    defer { home.remove() }
    let process = home.run()
    let began = home.clock.uptime
    let result = try await home.perform(.stop, "default", home.watcher())
    #expect(result == .failed("default: openclaw-gatewa \(process.pid) would not end"))
    #expect((35.0...35.3).contains(home.clock.uptime - began))
    #expect(home.record("default")?.phase == .stopping)
  }

  @Test func `a stop of what waits for its restart ends the plan`() async throws {
    let home = try home()
    defer { home.remove() }
    home.leave(.backingOff) {
      $0.retryAt = home.clock.now + 30
      $0.ending = RunEnding(exitCode: 1)
    }
    let result = try await home.perform(.stop, "default", home.watcher())
    #expect(result == .done("default is stopped: it will not be started again"))
    let record = home.record("default")
    #expect(record?.phase == .ended && record?.retryAt == nil && record?.ending == nil)
    #expect(record?.isStopWanted == true)
  }

  @Test(arguments: [(Initiator.key, true), (.command, true), (.up, false), (.policy, false)])
  func `only a person's stop is remembered as wanted`(by: Initiator, isWanted: Bool) async throws {
    let home = try home()
    defer { home.remove() }
    home.run()
    #expect(try await home.perform(.stop, "default", home.watcher(), by: by).isSuccess)
    #expect(home.record("default")?.isStopWanted == (isWanted ? true : nil))
    #expect(home.journal.map(\.by) == [by, by])
  }
}
