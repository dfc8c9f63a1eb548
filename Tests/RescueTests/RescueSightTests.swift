import Host
import OpenClaw
import TestSupport
import Testing

@testable import GatewayModel
@testable import Rescue

/// What follows from the facts of a rescue: who the pair is, what forbids it,
/// and whether the world is as it was.
@Suite(.computing) struct RescueSightTests {
  private static func finding(
    _ code: FindingCode, _ severity: Finding.Severity, _ gateways: [String]
  ) -> Finding {
    Finding(
      code, severity,
      gateways: gateways.map { name in
        NamedGateway(id: RescueSamples.gateway(name, port: 1).id, name: name)
      }, detail: "d", fix: "f")
  }

  @Test(arguments: [
    (finding(.stateDirShared, .error, ["default", "rescue"]), true, "an error between the two"),
    (finding(.cdpRangeOverlap, .warning, ["default", "rescue"]), false, "a warning"),
    (finding(.stateDirShared, .error, ["lab", "rescue"]), false, "an error with a third one"),
    (finding(.stateDirShared, .error, ["default", "lab"]), false, "an error of main alone"),
    (finding(.configInvalid, .error, ["rescue"]), true, "a rescue that cannot start"),
    (
      finding(.configInvalid, .error, ["default"]), false,
      "a main that cannot start is what is to be repaired"
    ),
    (finding(.portHeldByStranger, .error, ["rescue"]), false, "a stranger on the rescue's port"),
    (finding(.stateDirShared, .error, ["default", "lab", "rescue"]), true, "an error of three"),
  ])
  func `the switch is forbidden by what would break the rescue or main`(
    finding: Finding, isBlocker: Bool, why: String
  ) {
    let blockers = RescueBlockers.of(
      main: RescueSamples.gateway("default", port: 18789),
      rescue: RescueSamples.gateway("rescue", port: 19789), findings: [finding])
    #expect(blockers == (isBlocker ? [finding] : []), "\(why)")
  }

  @Test func `one gateway is never its own rescue`() {
    var both = RescueSamples.gateway("default", port: 18789)
    both.isRescue = true
    #expect(RescuePair([both]).main?.name == "default" && RescuePair([both]).rescue == nil)
    let rescue = RescueSamples.gateway("rescue", port: 19789)
    #expect(RescuePair([both, rescue]).rescue?.name == "rescue")
    #expect(RescuePair([rescue]).main == nil && RescuePair([rescue]).rescue?.name == "rescue")
    #expect(RescuePair([]).rescue == nil)
  }

  private func facts(_ change: (inout RescueFacts) -> Void = { _ in }) -> RescueFacts {
    var facts = RescueSamples.facts()
    change(&facts)
    return facts
  }

  @Test func `the rescue is up when it answers, not when its process is there`() {
    var live = Health()
    live.layers[.live] = .init(.holds, since: 0, checkedAt: 0)
    var silent = Health()
    silent.layers[.live] = .init(.fails("no answer"), since: 0, checkedAt: 0)
    let running = RescueSamples.gateway("rescue", port: 19789, pid: 9)
    #expect(!facts { $0.rescue = running }.isRescueUp)
    let answering = facts {
      $0.rescue = running
      $0.rescue.health = live
    }
    #expect(answering.isRescueUp)
    let hanging = facts {
      $0.rescue = running
      $0.rescue.health = silent
    }
    #expect(!hanging.isRescueUp)
    // An answer of before, and no process any more.
    #expect(!facts { $0.rescue.health = live }.isRescueUp)
  }

  @Test(arguments: [
    (UnitState?.none, false), (.active, true), (.activating, true), (.reloading, true), (.inactive, false),
    (.failed, false), (.deactivating, false),
  ])
  func `a unit that is up can be stopped also while no process is there`(state: UnitState?, can: Bool) {
    #expect(facts { $0.main.service.state = state }.canStopMain == can)
  }

  @Test func `whatever starts main again can be stopped`() {
    #expect(facts { $0.main = RescueSamples.gateway("default", port: 18789, pid: 5) }.canStopMain)
    #expect(facts { $0.main.supervision.retryAt = 7 }.canStopMain)
    #expect(facts { $0.condition.kind = .restartLoop }.canStopMain)
    #expect(!facts { $0.condition.kind = .gaveUp }.canStopMain)
  }

  @Test func `what would be stopped is named by unit where that is what runs it`() {
    let running = RescueSamples.gateway("default", port: 18789, pid: 5)
    #expect(facts { $0.main = running }.mainTarget == "default (pid 5, port 18789)")
    let byUnit = facts {
      $0.main = running
      $0.main.service.isInstalled = true
      $0.main.runBy = .systemd
    }
    #expect(byUnit.mainTarget == "openclaw-gateway.service (unit, main pid 5)")
    // Its unit is installed, and something else runs it.
    let beside = facts {
      $0.main = running
      $0.main.service.isInstalled = true
    }
    #expect(beside.mainTarget == "default (pid 5, port 18789)")
    let waiting = facts { $0.main.service.isInstalled = true }
    #expect(waiting.mainTarget == "openclaw-gateway.service (unit)")
    #expect(facts().mainTarget == "default")
    let unread = facts {
      $0.main = running
      $0.main.plan.gateway = .init(18789, .unknown)
    }
    #expect(unread.mainTarget == "default (pid 5)")
    #expect(facts(unread) { $0.lastPort = 18790 }.mainTarget == "default (pid 5, port 18790)")
  }

  private func facts(_ given: RescueFacts, _ change: (inout RescueFacts) -> Void) -> RescueFacts {
    var facts = given
    change(&facts)
    return facts
  }

  @Test func `the port of now counts before that of the last good config`() {
    #expect(facts { $0.lastPort = 20789 }.mainPort == 18789)
    let unread = facts { $0.main.plan.gateway = .init(18789, .unknown) }
    #expect(unread.mainPort == nil)
    #expect(facts(unread) { $0.lastPort = 20789 }.mainPort == 20789)
  }

  @Test func `main works when it answers and would start again`() {
    #expect(facts { $0.condition.kind = .well }.works)
    #expect(!facts { $0.condition.kind = .degraded }.works)
    let edited = facts {
      $0.condition.kind = .well
      $0.main.configProblem = ConfigProblem(file: "c", message: "m")
    }
    #expect(!edited.works)
  }

  @Test func `what is to be repaired is what it was when the rescue began, while main is only silent`() {
    let loop = MainCondition(kind: .restartLoop, signs: ["loop"], since: nil)
    for (now, expected) in [
      (MainCondition.Kind.stopped, MainCondition.Kind.restartLoop), (.booting, .restartLoop),
      (.unknown, .restartLoop), (.well, .well), (.degraded, .degraded), (.hangs, .hangs), (.down, .down),
    ] {
      let seen = facts {
        $0.condition = MainCondition(kind: now, signs: [], since: nil)
        $0.run?.detected = loop
      }
      #expect(seen.trouble.kind == expected, "\(now)")
    }
    let fresh = facts {
      $0.run = nil
      $0.condition.kind = .stopped
    }
    #expect(fresh.trouble.kind == .stopped && fresh.step == .detect)
  }

  @Test func `a world that differs in what decides is another one`() {
    let start = facts { $0.main = RescueSamples.gateway("default", port: 18789, pid: 5) }
    let changes: [(String, (inout RescueFacts) -> Void)] = [
      ("another main", { $0.main.id.configPath += "2" }),
      ("another rescue", { $0.rescue.id.stateDir += "2" }),
      ("a reused pid", { $0.main.process?.identity = .init(pid: 5, startTicks: 2) }),
      ("a blocker", { $0.blockers = [Self.finding(.stateDirShared, .error, [])] }),
      (
        "an orphan",
        { $0.orphan = .init(process: .init(pid: 7, startTicks: 1), command: "", port: 1, proof: "") }
      ),
      ("a unit to be repaired", { $0.unitRepair = .init(reason: "drift", words: []) }),
      ("a proven copy", { $0.provenCopy = RescueSamples.copy }),
      ("another rescue begun", { $0.run?.id = "x" }),
      ("the config", { $0.configFingerprint = "y" }),
    ]
    for (what, change) in changes {
      #expect(facts(start, change).fingerprint != start.fingerprint, "\(what)")
    }
    // A copy that is the last good one is no proven one.
    #expect(
      facts(start) { $0.copy = RescueSamples.copy }.fingerprint
        != facts(start) { $0.provenCopy = RescueSamples.copy }.fingerprint)
    #expect(facts(start) { $0.takenAt += 60 }.fingerprint == start.fingerprint)
  }

  @Test func `a process that is started again and again is the same world with every start`() {
    let looping = facts {
      $0.main = RescueSamples.gateway("default", port: 18789, pid: 5)
      $0.condition.kind = .restartLoop
    }
    let next = facts(looping) { $0.main.process?.identity = .init(pid: 6, startTicks: 9) }
    #expect(next.fingerprint == looping.fingerprint)
    #expect(facts(looping) { $0.main.process = nil }.fingerprint == looping.fingerprint)
    #expect(facts(looping) { $0.configFingerprint = "y" }.fingerprint != looping.fingerprint)
  }

  @Test func `a unit's repair is told as it would be typed`() {
    let repair = RescueUnitRepair(reason: "r", words: ["--profile", "lab", "gateway", "install", "--force"])
    #expect(repair.line == "openclaw --profile lab gateway install --force")
  }
}
