import Control
import GatewayModel
import Host
import TestSupport
import Testing

/// Starts that find something there already.
struct StartAdoptionTests {
  @Test func `what runs and answers is running already, and is not journalled as begun`() async throws {
    let home = try PlayedHome(["default": [.init()]])
    defer { home.remove() }
    let process = home.run()
    let result = try await home.perform(.start, "default", home.controller())
    #expect(result == .already("default runs already (pid \(process.pid))"))
    #expect(home.journal.map(\.phase) == [.already] && home.journal.first?.target.pid == process.pid)
    #expect(home.machine.pids == [process.pid])
  }

  @Test func `what runs and never answers is a failure, and is left as it is`() async throws {
    let home = try PlayedHome(["default": [.init()]])
    defer { home.remove() }
    let process = home.run("default", .init(listensAfter: 0, answersAfter: nil))
    let began = home.clock.uptime
    let result = try await home.perform(.start, "default", home.controller())
    #expect(
      result
        == .failed(
          "default runs (pid \(process.pid)), but it does not answer; restart it, or stop it"))
    #expect((60...61).contains(home.clock.uptime - began))
    #expect(home.machine.pids == [process.pid] && home.machine.signals.isEmpty)
  }

  @Test func `what ends while it is waited for is a failure at once`() async throws {
    let home = try PlayedHome(["default": [.init()]])
    defer { home.remove() }
    home.run("default", .init(listensAfter: 0, answersAfter: nil, endsAfter: 3))
    let began = home.clock.uptime
    let result = try await home.perform(.start, "default", home.controller())
    #expect(!result.isSuccess)
    #expect(home.clock.uptime - began < 4)
  }

  @Test func `a launch that a Gatehouse did not live to prove is proven, and not doubled`() async throws {
    let home = try PlayedHome(["default": [.init()]])
    defer { home.remove() }
    let process = home.begin("default", .init(), run: "run-default")
    home.leave(.starting, process: process)
    let result = try await home.perform(.start, "default", home.controller())
    #expect(result == .already("default was started before and is adopted (pid \(process.pid))"))
    #expect(home.machine.pids == [process.pid] && home.record("default")?.phase == .running)
  }

  @Test func `a start that was left and does not answer is ended by the one who adopts it`() async throws {
    let home = try PlayedHome(["default": [.init()]])
    defer { home.remove() }
    let process = home.begin("default", .init(answersAfter: nil), run: "run-default")
    home.leave(.starting, process: process)
    let result = try await home.perform(.start, "default", home.controller())
    #expect(result.message.contains("default did not answer within 60 s"))
    #expect(home.machine.pids.isEmpty && home.record("default")?.phase == .failed)
  }

  @Test(arguments: [
    (Initiator.policy, false), (.up, false), (.key, true), (.command, true),
  ])
  func `what a person stopped only a person starts`(by: Initiator, isStarted: Bool) async throws {
    let home = try PlayedHome(["default": [.init()]])
    defer { home.remove() }
    home.leave(.ended) { $0.isStopWanted = true }
    let result = try await home.perform(.start, "default", home.controller(), by: by)
    if isStarted {
      #expect(home.machine.pids.count == 1)
    } else {
      #expect(result == .already("default was stopped by a person and is left so"))
      #expect(home.machine.pids.isEmpty)
    }
    // A wish is over with the start that a person asked for.
    #expect((home.record("default")?.isStopWanted == true) != isStarted)
  }

  @Test func `a stop that was cut off is finished before the next start`() async throws {
    let home = try PlayedHome(["default": [.init()]])
    defer { home.remove() }
    let process = home.begin("default", run: "run-default")
    home.leave(.stopping, process: process)
    let result = try await home.perform(.start, "default", home.controller())
    #expect(result.isSuccess)
    #expect(home.machine.signals == [.init(pid: process.pid, number: 15)])
    #expect(home.machine.pids.count == 1 && home.record("default")?.generation == 2)
  }

  @Test func `what a dead run has left of its group is ended before the next launch`() async throws {
    let home = try PlayedHome(["default": [.init()]])
    defer { home.remove() }
    let tool = home.machine.begin(
      ["sleep"], environment: [RunRecord.variable: "run-default"], port: 1, name: "sleep")
    home.leave(.failed, process: ProcessIdentity(pid: 99, startTicks: 1)) { $0.group = tool.pid }
    #expect(try await home.perform(.start, "default", home.controller()).isSuccess)
    #expect(!home.machine.isAlive(tool.pid))
    #expect(home.machine.signals.first == .init(pid: tool.pid, number: 15))
  }

  @Test func `a port that another process answers on is no proof, and what was launched is ended`()
    async throws
  {
    let home = try PlayedHome(
      ["default": [.init(listensAfter: nil, answersAfter: nil)]], clock: ManualClock())
    defer { home.remove() }
    let controller = home.controller()
    let id = try await home.gateway("default", controller).id
    let start = Task { await controller.perform(.start, on: id) }
    #expect(await eventually { home.record("default")?.phase == .starting && home.clock.sleepers >= 2 })
    let stranger = home.machine.begin(
      ["nginx"], environment: [:], port: 23000, part: .init(listensAfter: 0, answersAfter: 0), name: "nginx")
    home.clock.run(quorum: 2)
    #expect(await eventually { !home.machine.signals.isEmpty })
    // What ends it waits beside the watch for requests.
    let result = await start.value
    #expect(result.message.contains("port 23000 is answered by another process than the one started"))
    #expect(home.machine.pids == [stranger.pid])
    #expect(home.machine.signals.allSatisfy { $0.pid != stranger.pid })
  }

  @Test func `each launch has the next generation, and its log says where it begins`() async throws {
    let home = try PlayedHome(["default": [.init()]])
    defer { home.remove() }
    home.leave(.failed) {
      $0.generation = 41
      $0.endings = [home.clock.now]
    }
    #expect(try await home.perform(.start, "default", home.controller()).isSuccess)
    let record = try #require(home.record("default"))
    #expect(record.generation == 42 && record.endings == nil)
    let log = try #require(try? Machine.live().files.read(record.logFile, 1 << 16).get())
    let text = String(decoding: log, as: UTF8.self)
    #expect(text.hasPrefix("--- gatehouse: run 42 of default started "))
    #expect(record.logOffset == log.count)
  }

  @Test func `the policy's start counts on where a person's begins anew`() async throws {
    let home = try PlayedHome(["default": [.init()]])
    defer { home.remove() }
    let endings = [home.clock.now - 5, home.clock.now - 1]
    home.leave(.backingOff) { $0.endings = endings }
    #expect(try await home.perform(.start, "default", home.controller(), by: .policy).isSuccess)
    #expect(home.record("default")?.endings == endings)
    #expect(home.record("default")?.startedBy == .policy)
  }

  @Test func `a policy's start that is refused is one more failure to be counted`() async throws {
    let home = try PlayedHome(["default": [.init()]])
    defer { home.remove() }
    home.leave(.backingOff) {
      $0.endings = [home.clock.now]
      $0.retryAt = home.clock.now
    }
    home.machine.begin(["nginx"], environment: [:], port: 23000, part: .init(listensAfter: 0), name: "nginx")
    let result = try await home.perform(.start, "default", home.controller(), by: .policy)
    guard case .refused = result else {
      Issue.record("\(result)")
      return
    }
    let record = try #require(home.record("default"))
    #expect(record.phase == .failed && record.endings?.count == 2 && record.retryAt == nil)
    #expect(record.ending != nil && record.failure?.contains("held by nginx") == true)
  }
}
