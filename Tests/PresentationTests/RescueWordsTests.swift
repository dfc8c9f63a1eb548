import GatewayModel
import Host
import OpenClaw
import Testing

@testable import Presentation
@testable import Rescue

/// Readiness, plans and runs of a rescue, as text and as documents.
struct RescueWordsTests {
  private static let now = ShownGateway.now

  private func status(
    rescue: String? = "rescue", _ points: [ReadinessPoint] = [], run: RescueRun? = nil
  ) -> RescueStatus {
    RescueStatus(main: "default", rescue: rescue, isProposed: true, points: points, run: run)
  }

  private static let met = ReadinessPoint(
    kind: .drill, status: .met, detail: "it went well", fix: "not shown", at: now - 7200)
  private static let missing = ReadinessPoint(
    kind: .ownBot, status: .missing, detail: "both use one token", fix: "make another bot")
  private static let unknown = ReadinessPoint(
    kind: .ownProvider, status: .unknown, detail: "not readable", fix: "look")
  private static let blocking = ReadinessPoint(kind: .isolated, status: .unknown, detail: "not checked")

  private func run() -> RescueRun {
    var run = RescueRun(
      id: "20270115T080000Z", main: .init(name: "default", stateDir: "/m", configPath: "/m/c"),
      rescue: .init(name: "rescue", stateDir: "/r", configPath: "/r/c"), beganAt: Self.now - 134)
    run.step = .handOver
    run.isRescueStarted = true
    run.doing = .init(move: .repair(.restoreConfig), since: Self.now, gatehouse: nil)
    return run
  }

  @Test(
    arguments: [
      ("all there", [met], "rescue", "Rescue: ready"),
      ("one missing", [met, missing], "rescue", "Rescue: 1 missing"),
      ("unknown is not missing", [unknown], "rescue", "Rescue: ready"),
      (
        "isolation in doubt", [blocking, missing], "rescue", "Rescue: not isolated, a switch would be refused"
      ),
      ("no rescue bot", [met], nil, "Rescue: there is none"),
    ] as [(String, [ReadinessPoint], String?, String)])
  func `the first line is the verdict`(
    _ name: String, points: [ReadinessPoint], rescue: String?, line: String
  ) {
    #expect(RescueText.status(status(rescue: rescue, points), now: Self.now).first == line, "\(name)")
  }

  @Test func `each point has its mark, and what is not met its remedy below`() throws {
    let lines = RescueText.status(status([Self.met, Self.missing, Self.unknown]), now: Self.now)
    #expect(lines[1] == "  ✓ drill               it went well, 2 h ago")
    #expect(lines[2] == "  ✗ own bot             both use one token")
    #expect(lines[3].trimmingBlanks == "make another bot")
    #expect(lines[3].prefix { $0 == " " }.count == 24)
    #expect(lines[4].hasPrefix("  ? own model provider  not readable"))
    #expect(!lines.joined().contains("not shown"))
    #expect(lines.count == 6)
  }

  @Test func `a rescue under way is told with its next step`() {
    let lines = RescueText.status(status([], run: run()), now: Self.now)
    #expect(lines.last == "A rescue is under way since 2 m 14 s: step 5, Hand over is next.")
  }

  @Test func `the document of the status has every point, and null for what is not there`() throws {
    let text = RescueDocument.status(status([Self.met, Self.missing], run: run()), takenAt: Self.now).text()
    let node = try JSON5Parser.parse(text, file: "status")
    #expect(node["schema"]?.integer == 1 && node["takenAt"]?.string == "2027-01-15T08:00:00Z")
    #expect(node["main"]?.string == "default" && node["rescue"]?.string == "rescue")
    #expect(node["proposed"]?.bool == true && node["verdict"]?.string == "gaps")
    let points = try #require(node["points"]?.array)
    #expect(points.map { $0["point"]?.string } == ["drill", "own-bot"])
    #expect(points.map { $0["status"]?.string } == ["met", "missing"])
    #expect(points[0]["at"]?.string == "2027-01-15T06:00:00Z" && points[1]["at"]?.isNull == true)
    #expect(points[1]["fix"]?.string == "make another bot")
    let run = try #require(node["run"])
    #expect(run["id"]?.string == "20270115T080000Z" && run["step"]?.integer == 5)
    #expect(run["mainStopped"]?.bool == false && run["rescueStarted"]?.bool == true)
    #expect(run["verified"]?.bool == false && run["doing"]?.string == "restore-config")
  }

  @Test func `without any gateway the document still has its fields`() throws {
    let node = try JSON5Parser.parse(RescueDocument.status(nil, takenAt: 0).text(), file: "status")
    #expect(node["verdict"]?.string == "none" && node["points"]?.array?.isEmpty == true)
    for key in ["main", "rescue", "run"] { #expect(node[key]?.isNull == true, "\(key)") }
  }

  private func plan(_ change: (inout RescueFacts) -> Void = { _ in }) -> RescuePlan {
    var main = ShownGateway.make("default", state: .failed)
    main.isMain = true
    var facts = RescueFacts(
      takenAt: Self.now, main: main, rescue: ShownGateway.make("rescue", port: 19789), blockers: [], run: nil,
      settleSeconds: 60, configFingerprint: "x")
    change(&facts)
    return RescuePlan(facts, wishes: .init())
  }

  @Test func `a plan has a line a move, in columns, and says how it is carried out`() throws {
    let plan = plan()
    let lines = RescueText.plan(plan)
    #expect(lines.count == plan.lines.count + 1)
    #expect(lines[0].hasPrefix("  2 collect     "))
    #expect(lines[1].hasPrefix("  3 leave-main  "))
    let last = try #require(lines.last)
    #expect(last.contains("gatehouse rescue --execute \(plan.id)"))
    let node = try JSON5Parser.parse(RescueDocument.plan(plan).text(), file: "plan")
    #expect(node["id"]?.string == plan.id && node["refusal"]?.isNull == true)
    #expect(node["madeAt"]?.string == "2027-01-15T08:00:00Z")
    let moves = try #require(node["moves"]?.array)
    #expect(moves.map { $0["move"]?.string } == plan.lines.map(\.move.word))
    #expect(moves.first?["step"]?.integer == 2 && moves.first?["text"]?.string == plan.lines[0].text)
  }

  @Test func `a plan that would be refused says why, and not how it is carried out`() throws {
    let plan = plan {
      $0.blockers = [
        Finding(
          .stateDirShared, .error, gateways: ShownGateway.named(["default", "rescue"]),
          detail: "They share ~/x.", fix: "Move it."
        )
      ]
    }
    let text = RescueText.plan(plan).joined(separator: "\n")
    #expect(text.contains("It would be refused: They share ~/x. Move it."))
    #expect(!text.contains("--execute"))
    let node = try JSON5Parser.parse(RescueDocument.plan(plan).text(), file: "plan")
    #expect(node["refusal"]?.string == "They share ~/x. Move it.")
  }
}

extension String {
  fileprivate var trimmingBlanks: String { String(drop { $0 == " " }) }
}
