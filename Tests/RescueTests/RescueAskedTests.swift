import Host
import OpenClaw
import TestSupport
import Testing

@testable import GatewayModel
@testable import Rescue

/// What a person is asked at each step, and what a choice shows before it is made.
@Suite(.computing) struct RescueAskedTests {
  private func facts(_ step: RescueStep, _ change: (inout RescueFacts) -> Void = { _ in }) -> RescueFacts {
    var facts = RescueSamples.facts()
    facts.run?.step = step
    change(&facts)
    return facts
  }

  private func asked(
    _ step: RescueStep, _ change: (inout RescueFacts) -> Void = { _ in }
  ) -> (state: String, question: String) {
    RescueQuestion.of(facts(step, change))
  }

  @Test func `the guide says whether main needs help before it touches anything`() {
    #expect(asked(.detect).state.hasPrefix("default needs help"))
    #expect(asked(.detect) { $0.condition.kind = .well }.state.contains("does not look broken"))
    let edited = asked(.detect) {
      $0.condition.kind = .well
      $0.main.configProblem = ConfigProblem(file: "c", message: "m")
    }
    #expect(edited.state.hasPrefix("default needs help"))
    #expect(asked(.detect).question.contains("Nothing is touched"))
  }

  @Test func `a main that answers is stopped only on purpose`() {
    #expect(asked(.freeze).question == "There is nothing to stop.")
    let answers = asked(.freeze) {
      $0.main = RescueSamples.gateway("default", port: 18789, pid: 5)
      $0.condition = MainCondition(kind: .degraded, signs: ["slack is down"], since: nil)
    }
    #expect(answers.state == "slack is down." && answers.question.contains("still answers"))
    let hangs = asked(.freeze) {
      $0.main = RescueSamples.gateway("default", port: 18789, pid: 5)
      $0.condition = MainCondition(kind: .hangs, signs: ["silent"], since: nil)
    }
    #expect(hangs.question.contains("does not fight the repair"))
  }

  @Test func `a rescue that is not isolated is told with its remedy`() {
    let finding = Finding(
      .stateDirShared, .error, gateways: [], detail: "They share it.", fix: "Part them.")
    let blocked = asked(.raise) { $0.blockers = [finding] }
    #expect(blocked.state == "rescue is not isolated: They share it." && blocked.question == "Part them.")
    #expect(asked(.raise).state.contains("does not run") && asked(.raise).question.hasPrefix("Start it?"))
    let up = asked(.raise) {
      $0.rescue = RescueSamples.gateway("rescue", port: 19789, pid: 9)
      $0.rescue.health.layers[.live] = .init(.holds, since: 0, checkedAt: 0)
    }
    #expect(up.state.contains("and answers") && up.question == "Take it as it is?")
  }

  @Test func `a repair is asked over what broke, not over what was done since`() {
    let stopped = asked(.repair) {
      $0.condition = MainCondition(kind: .stopped, signs: ["it is stopped"], since: nil)
      $0.run?.detected = MainCondition(kind: .restartLoop, signs: ["it loops"], since: nil)
    }
    #expect(stopped.state == "it loops.")
    let back = asked(.repair) {
      $0.condition = MainCondition(kind: .degraded, signs: ["slack is down"], since: nil)
      $0.run?.detected = MainCondition(kind: .restartLoop, signs: ["it loops"], since: nil)
    }
    #expect(back.state == "slack is down.")
  }

  @Test func `the proof says how long nothing may fail`() {
    let well = asked(.verify) {
      $0.condition.kind = .well
      $0.settleSeconds = 90
    }
    #expect(well.state == "default answers." && well.question.contains("for 90 s"))
    #expect(asked(.verify).question.contains("or repair more?"))
  }

  @Test(arguments: [
    (MainCondition.Kind.well, true, "default works again.", false),
    (.well, false, "default has not been proven to work.", true),
    (.degraded, true, "default works again.", false), (.down, true, "it does not run.", true),
    (.down, false, "it does not run.", true),
  ])
  func `the return says whether main was proven, and still answers`(
    kind: MainCondition.Kind, isVerified: Bool, state: String, offersRepair: Bool
  ) {
    let asked = asked(.goBack) {
      $0.condition.kind = kind
      $0.run?.isVerified = isVerified
    }
    #expect(asked.state == state)
    #expect(asked.question.hasPrefix("Repair more") == offersRepair)
  }

  // MARK: Before a choice is made

  private func preview(_ move: RescueMove, _ facts: RescueFacts) -> [String]? {
    RescuePreview.of(move, facts) { $0.replacing("/h/", with: "~/") }.map { preview in
      [preview.title] + preview.lines.map { "\($0.kind) \($0.text)" }
    }
  }

  @Test func `a restore shows what goes before what comes, with the numbers of each file`() {
    let now = "{\n  a: 1,\n  port: 2,\n  mode: 'x',\n  z: 1,\n  y: 1,\n  w: 1\n}"
    let copy = "{\n  a: 1,\n  port: 1,\n  z: 1,\n  y: 1,\n  w: 1\n}"
    let seen = facts(.repair) {
      $0.copy = .init(
        id: "C", takenAt: 0, isStartProven: false,
        difference: ConfigDifference(copy: [.init(path: "/h/c", text: copy)]) { _ in now })
    }
    let lines = preview(.repair(.restoreConfig), seen)
    #expect(
      lines == [
        "What the restore changes", "dim copy C: it worked; edited while it ran, no start has proven it",
        "text ~/c", "dim     1   {", "dim     2     a: 1,", "removed     3 -   port: 2,",
        "removed     4 -   mode: 'x',", "added     3 +   port: 1,", "dim     5     z: 1,",
        "dim     6     y: 1,",
      ])
    #expect(preview(.repair(.restoreProven), seen) == nil)
  }

  @Test func `the proven copy is shown as that one`() {
    let seen = facts(.repair) {
      $0.provenCopy = RescueSamples.copy
      $0.copy = RescueSamples.copy
      $0.copy?.id = "newer"
    }
    #expect(
      preview(.repair(.restoreProven), seen)?[1]
        == "dim copy 20270115T070000Z: it worked, and a start has proven it")
    #expect(preview(.repair(.restoreConfig), seen)?[1].contains("newer") == true)
  }

  @Test func `a file that is gone is told as that`() {
    let seen = facts(.repair) {
      $0.copy = .init(
        id: "C", takenAt: 0, isStartProven: true,
        difference: ConfigDifference(copy: [.init(path: "/h/c", text: "{}")]) { _ in nil })
    }
    #expect(
      preview(.repair(.restoreConfig), seen)?.suffix(2) == [
        "text ~/c", "dim   is not there, or cannot be read",
      ])
  }

  @Test
  func `a port is freed from the process that is shown, and a unit written by the command that is shown`() {
    let seen = facts(.repair) {
      $0.orphan = RescueOrphan(
        process: .init(pid: 9, startTicks: 77), command: "node", port: 18789, proof: "its lock names main")
      $0.unitRepair = RescueUnitRepair(reason: "drift", words: ["gateway", "install", "--force"])
    }
    let port = preview(.repair(.freePort), seen)
    #expect(port?[0] == "Free port 18789" && port?[1] == "text node, pid 9, started at tick 77")
    #expect(port?[2] == "text its lock names main.")
    let unit = preview(.repair(.reinstallUnit), seen)
    #expect(unit?[1...2] == ["text drift", "text $ openclaw gateway install --force"])
    for move in [RescueMove.collect, .raise, .repair(.start), .goBack, .undoRepair, .verify] {
      #expect(preview(move, seen) == nil, "\(move)")
    }
    let nothing = facts(.repair)
    #expect(preview(.repair(.freePort), nothing) == nil && preview(.repair(.reinstallUnit), nothing) == nil)
  }

  @Test(arguments: [(1, "    1"), (99999, "99999"), (100_000, "100000")])
  func `numbers of lines stand below each other`(number: Int, text: String) {
    #expect(RescuePreview.label(number) == text)
  }
}
