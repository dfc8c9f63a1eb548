import GatewayModel
import Host
import TestSupport
import Testing

/// What a run record proves, and how a run ended.
@Suite struct RunRecordTests {
  @Test(
    arguments: [
      ("the very process", "boot", 7, "S", true), ("another start", "boot", 8, "S", false),
      ("a zombie", "boot", 7, "Z", false), ("another boot", "later", 7, "S", false),
    ] as [(String, String, UInt64, Character, Bool)])
  func `a run is alive by pid, start time and boot`(
    _ row: (what: String, boot: String, ticks: UInt64, state: Character, isAlive: Bool)
  ) {
    let run = ModelSamples.run(process: .init(pid: 40, startTicks: 7))
    let isAlive = run.isAlive(bootID: row.boot) {
      $0 == 40 ? ModelSamples.facts(40, ticks: row.ticks, state: row.state) : nil
    }
    #expect(isAlive == row.isAlive, "\(row.what)")
  }

  @Test func `a run without a process, or whose process is gone, is not alive`() {
    #expect(!ModelSamples.run().isAlive(bootID: "boot") { ModelSamples.facts($0) })
    #expect(!ModelSamples.run(process: .init(pid: 40, startTicks: 7)).isAlive(bootID: "boot") { _ in nil })
  }

  @Test(
    arguments: [
      (.launching, true), (.starting, true), (.stopping, true), (.running, false), (.ended, false),
      (.failed, false), (.backingOff, false),
    ] as [(RunRecord.Phase, Bool)])
  func `only a step of this boot is in its middle`(_ row: (phase: RunRecord.Phase, isUnfinished: Bool)) {
    #expect(ModelSamples.run(phase: row.phase).isUnfinished(bootID: "boot") == row.isUnfinished)
    #expect(!ModelSamples.run(phase: row.phase).isUnfinished(bootID: "later"))
  }

  @Test(
    arguments: [
      (RunEnding(exitCode: 0), "exit 0", true), (RunEnding(exitCode: 1), "exit 1", false),
      (RunEnding(signal: 9), "signal 9", false), (RunEnding(leftLock: false), "a clean end", true),
      (RunEnding(leftLock: true), "a crash", false), (RunEnding(), "a crash", false),
      // An exit code tells more than a lock.
      (RunEnding(exitCode: 1, leftLock: false), "exit 1", false),
      (RunEnding(signal: 15, leftLock: false), "signal 15", false),
    ])
  func `an end has its kind, and is clean or not`(_ row: (ending: RunEnding, kind: String, isClean: Bool)) {
    #expect(row.ending.kind == row.kind && row.ending.isClean == row.isClean)
  }

  @Test func `last lines are told where they have to do with the end`() {
    let lines = ["a", "b"]
    #expect(RunEnding(exitCode: 1, lastLines: lines).text == "exit 1: a / b")
    #expect(RunEnding(signal: 11, lastLines: lines).text == "signal 11: a / b")
    #expect(RunEnding(signal: 9, lastLines: lines).text == "signal 9")
    #expect(RunEnding(signal: 15, lastLines: lines).text == "signal 15")
    #expect(RunEnding(exitCode: 1).text == "exit 1")
  }

  @Test(
    arguments: [
      (0, "Gateway already running (pid 7)", true),
      (1, "another gateway instance is already listening on ws://x", true),
      (78, "gateway already running", false), (1, "Port 1 is already in use", false), (0, "", false),
    ] as [(Int32, String, Bool)])
  func `another instance is told by its words and the code of that end`(
    _ row: (code: Int32, line: String, isIt: Bool)
  ) {
    #expect(RunEnding(exitCode: row.code, lastLines: [row.line]).isAlreadyRunning == row.isIt)
    #expect(RunEnding(exitCode: row.code).isConfigError == (row.code == 78))
  }

  @Test func `policies go round, and a supervisor says which Gatehouse it is`() {
    #expect(RestartPolicy.allCases.map(\.next) == [.onFailure, .always, .never])
    func text(_ kind: Supervisor.Kind) -> String {
      Supervisor(
        kind: kind, process: .init(pid: 4711, startTicks: 1), bootID: "b", stateDir: "/s", configPath: "/c"
      ).text
    }
    #expect(text(.up) == "up, pid 4711" && text(.dashboard) == "a dashboard, pid 4711")
  }

  @Test func `an action says how long it takes, and of what limit`() {
    func text(_ limit: Double?, now: Double) -> String {
      GatewayOperation(kind: .stop, step: "TERM", since: 100, stepSince: 110, limit: limit, isStopping: true)
        .text(now: now)
    }
    #expect(text(nil, now: 104.9) == "4 s, TERM" && text(nil, now: 90) == "0 s, TERM")
    #expect(text(30, now: 122) == "TERM 12/30 s" && text(30, now: 200) == "TERM 30/30 s")
    #expect(text(30, now: 100) == "TERM 0/30 s")
  }

  @Test func `a manager's own words survive, known or not`() {
    for word in [
      "active", "reloading", "inactive", "failed", "activating", "deactivating", "maintenance", "",
    ] {
      #expect(UnitState(word).text == word)
    }
    #expect(UnitState("maintenance") == .other("maintenance") && UnitState("Active") == .other("Active"))
    let on = ["active", "activating", "reloading", "deactivating"].map(UnitState.init)
    #expect(
      on.allSatisfy(\.isOn) && !UnitState.failed.isOn && !UnitState.inactive.isOn
        && !UnitState.other("x").isOn)
    #expect(on.map(\.isUp) == [true, true, true, false])
    #expect(on.map(\.isUnsettled) == [false, true, true, true])
  }

  @Test func `a unit waits for its next start only while its manager says so`() {
    var status = ServiceStatus(unit: "a.service", activeState: .activating, subState: "auto-restart")
    #expect(status.isBackingOff && status.retryAt == nil)
    status.changedAt = 100
    #expect(status.retryAt == 100)
    status.restartSeconds = 5
    #expect(status.retryAt == 105)
    status.subState = "start"
    #expect(!status.isBackingOff && status.retryAt == nil)
    #expect(status.isNamed("a.service") && !status.isNamed("b.service"))
    let aliased = ServiceStatus(unit: "a.service", names: ["a.service", "b.service"], activeState: .active)
    #expect(aliased.isNamed("b.service"))
  }
}
