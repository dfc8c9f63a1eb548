import Control
import GatewayModel
import Host
import Records
import TestSupport
import Testing

/// What another Gatehouse did not live to finish, with time of its own.
struct RecoverTests {
  /// A record that another Gatehouse left at some step.
  private func leave(_ home: PlayedHome, _ phase: RunRecord.Phase, process: ProcessIdentity? = nil) {
    let state = home.place.path + "/.openclaw"
    var record = RunRecord(
      id: "run-1", name: "default", stateDir: state, configPath: state + "/openclaw.json", generation: 1,
      phase: phase, bootID: "played", port: 23000, command: ["/bin/true"],
      logFile: home.paths.logs + "/log", logOffset: 0, startedAt: home.clock.now)
    record.process = process
    record.group = process?.pid
    #expect(RunStore(directory: home.paths.runs, files: Machine.live().files).write(record) == nil)
  }

  private func begin(_ home: PlayedHome, _ part: PlayedMachine.Part = .init()) -> ProcessIdentity {
    let state = home.place.path + "/.openclaw"
    return home.machine.begin(
      ["openclaw-gateway"],
      environment: [
        "HOME": home.place.path, "OPENCLAW_STATE_DIR": state,
        "OPENCLAW_CONFIG_PATH": state + "/openclaw.json", RunRecord.variable: "run-1",
      ], port: 23000, part: part)
  }

  @Test func `a launch that was cut off before its child is undone`() async throws {
    let home = try PlayedHome(["default": [.init()]])
    defer { home.remove() }
    leave(home, .launching)
    let result = try await home.perform(.recover, "default", home.controller(), by: .recovery)
    #expect(
      result == .done("default: its start was cut off before anything was launched; it is stopped"))
    #expect(home.record("default")?.phase == .failed)
  }

  @Test func `a child that nobody recorded is found by its mark and proven`() async throws {
    let home = try PlayedHome(["default": [.init()]])
    defer { home.remove() }
    leave(home, .launching)
    let process = begin(home)
    let result = try await home.perform(.recover, "default", home.controller(), by: .recovery)
    #expect(result == .done("default is live on 23000 (pid \(process.pid))"))
    #expect(home.record("default")?.phase == .running)
    #expect(home.record("default")?.process == process)
  }

  @Test func `a stop that was cut off is finished`() async throws {
    let home = try PlayedHome(["default": [.init()]], clock: ManualClock(quorum: 2))
    defer { home.remove() }
    let process = begin(home, .init(listensAfter: 0, answersAfter: 0))
    leave(home, .stopping, process: process)
    let result = try await home.perform(.recover, "default", home.controller(), by: .recovery)
    #expect(result.isSuccess)
    #expect(home.machine.pids.isEmpty)
    #expect(home.record("default")?.phase == .ended)
  }

  @Test func `a record of another boot is nobody's unfinished work`() async throws {
    let home = try PlayedHome(["default": [.init()]])
    defer { home.remove() }
    leave(home, .starting, process: ProcessIdentity(pid: 99, startTicks: 3))
    let store = RunStore(directory: home.paths.runs, files: Machine.live().files)
    var record = try #require(home.record("default"))
    record.bootID = "another"
    #expect(store.write(record) == nil)
    let result = try await home.perform(.recover, "default", home.controller(), by: .recovery)
    #expect(result == .already("default: nothing is unfinished"))
  }
}
